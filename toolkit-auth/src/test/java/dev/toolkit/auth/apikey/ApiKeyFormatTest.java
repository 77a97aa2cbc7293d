package dev.toolkit.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.RandomSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyFormatTest {

  private static final RandomSource RANDOM = new SecureRandom()::nextBytes;
  private static final ApiKeyFormat FORMAT = ApiKeyFormat.of("tk", "live");

  @Test
  void generate_form() {
    String key = FORMAT.generate(RANDOM);

    assertThat(key).matches("tk_live_[0-9A-Za-z]{36}").hasSize(FORMAT.length());
    assertThat(FORMAT.isWellFormed(key)).isTrue();
    assertThat(FORMAT.shown(key)).isEqualTo(key.substring(0, 12));
    assertThat(FORMAT.generate(RANDOM)).isNotEqualTo(key);
  }

  /** Bytes of zero make the digit 0; the CRC-32 is that of the 38 characters, in base62. */
  @Test
  void generate_knownRandomBytes() {
    String key = FORMAT.generate(bytes -> {});

    assertThat(key).startsWith("tk_live_" + "0".repeat(30));
    var crc = new CRC32();
    crc.update(key.substring(0, 38).getBytes(StandardCharsets.US_ASCII));
    long value = 0;
    for (char digit : key.substring(38).toCharArray()) {
      value =
          value * 62
              + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(digit);
    }
    assertThat(value).isEqualTo(crc.getValue());
  }

  @Test
  void random_everyCharacterAsLikely() {
    Map<Character, Integer> counts = new HashMap<>();
    for (char c : ApiKeyFormat.random(RANDOM, 62_000).toCharArray()) {
      counts.merge(c, 1, Integer::sum);
    }

    assertThat(counts).hasSize(62);
    // The standard deviation is 32; with a byte taken modulo 62, eight characters have 1210.
    assertThat(counts.values()).allMatch(count -> count > 840 && count < 1160);
  }

  @Property
  void isWellFormed_oneCharacterChanged(
      @ForAll @IntRange(max = 43) int index, @ForAll @IntRange(min = 33, max = 126) int other) {
    String key = FORMAT.generate(RANDOM);
    String typo = key.substring(0, index) + (char) other + key.substring(index + 1);

    assertThat(FORMAT.isWellFormed(typo)).isEqualTo(typo.equals(key));
  }

  @Test
  void isWellFormed_ofAnotherEnvironmentOrLength() {
    String key = FORMAT.generate(RANDOM);

    assertThat(ApiKeyFormat.of("tk", "test").isWellFormed(key)).isFalse();
    assertThat(FORMAT.isWellFormed("tk_test_" + key.substring(8))).isFalse();
    assertThat(FORMAT.isWellFormed(key + "0")).isFalse();
    assertThat(FORMAT.isWellFormed(key.substring(1))).isFalse();
    assertThat(FORMAT.isWellFormed("")).isFalse();
    assertThat(FORMAT.isWellFormed(key.substring(0, 43) + "é")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TK", "t_k", "1k", "tk-", "abcdefghijklmnopq"})
  void of_noWord(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiKeyFormat.of(prefix, "live"))
        .withMessage(
            "Prefix must be 1 to 16 lower-case letters and digits, a letter first: \""
                + prefix
                + "\"");
    assertThatIllegalArgumentException().isThrownBy(() -> ApiKeyFormat.of("tk", prefix));
  }
}
