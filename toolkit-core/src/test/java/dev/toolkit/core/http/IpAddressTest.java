package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "2001:DB8::1, 2001:db8::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1::, 1::",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
    "[::1], ::1",
    "fe80::1%eth0, fe80::1"
  })
  void find_address(String text, String canonical) {
    assertThat(IpAddress.find(text).map(IpAddress::toString)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.0x4",
        "1.2.3.4 ",
        "1.2..4",
        "2130706433",
        ":",
        ":::",
        "1:::2",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "1:",
        ":1",
        "::1.2.3",
        "1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "\u0661.2.3.4"
      })
  void find_noAddress(String text) {
    assertThat(IpAddress.find(text)).isEmpty();
  }

  /** Whatever the JDK writes is read as the same address, and written as one the JDK reads. */
  @Property
  void find_asTheJdk(@ForAll @Size(16) byte[] sixteen) throws UnknownHostException {
    // Zeros are what the short form is about.
    for (int i = 0; i < 16; i++) {
      sixteen[i] = sixteen[i] % 3 == 0 ? sixteen[i] : 0;
    }
    InetAddress jdk = InetAddress.getByAddress(sixteen);

    IpAddress ours = IpAddress.parse(jdk.getHostAddress());

    assertThat(InetAddress.getByName(ours.toString())).isEqualTo(jdk);
  }

  @Property
  void find_takesAnything(@ForAll String text) {
    assertThat(IpAddress.find(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::/0, 10.0.0.1, false"
  })
  void range_contains(String range, String address, boolean contains) {
    assertThat(IpRange.parse(range).contains(IpAddress.parse(address))).isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10/8"})
  void range_malformed(String range) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpRange.parse(range))
        .withMessageStartingWith("Not a range of addresses such as 10.0.0.0/8 or 2001:db8::/32");
  }

  @Test
  void range_bitsBehindPrefix() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpRange.parse("10.1.2.3/8"))
        .withMessage("Range \"10.1.2.3/8\" has bits set behind its prefix: write 10.0.0.0/8");
  }
}
