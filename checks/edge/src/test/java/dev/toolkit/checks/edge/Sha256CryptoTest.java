package dev.toolkit.checks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.Crypto;
import dev.toolkit.core.jvm.JvmEnv;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

/** The hashes of the edge agree with those of the Java platform. */
class Sha256CryptoTest {

  private final Crypto jvm = JvmEnv.create().crypto();
  private final Crypto edge = new Sha256Crypto();

  @Property
  void hashes_asTheJvmHasThem(@ForAll @NotEmpty byte[] key, @ForAll byte[] data) {
    assertThat(edge.sha256(data)).isEqualTo(jvm.sha256(data));
    assertThat(edge.hmacSha256(key, data)).isEqualTo(jvm.hmacSha256(key, data));
  }

  @Example
  void hashes_ofEveryLengthAroundTheBlocks() {
    byte[] data = new byte[200];
    Arrays.fill(data, (byte) 0xa5);
    for (int length = 1; length <= data.length; length++) {
      byte[] part = Arrays.copyOf(data, length);
      assertThat(edge.sha256(part)).isEqualTo(jvm.sha256(part));
      assertThat(edge.hmacSha256(part, data)).isEqualTo(jvm.hmacSha256(part, data));
    }
  }

  @Example
  void hmac_emptyKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> edge.hmacSha256(new byte[0], new byte[1]))
        .withMessage("Key of an HMAC must not be empty");
  }
}
