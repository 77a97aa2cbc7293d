package dev.toolkit.auth.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.testing.ManualClock;
import dev.toolkit.core.App;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.ResponseCookie;
import dev.toolkit.core.jvm.TestClient;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedCookieTest {

  private static final CookieKeys KEYS = CookieKeys.of(key(1));

  private final ManualClock clock = new ManualClock();
  private final EncryptedCookie cookie = cookie("__Host-state", KEYS);

  private static byte[] key(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    return key;
  }

  private EncryptedCookie cookie(String name, CookieKeys keys) {
    return EncryptedCookie.builder(name, keys, Duration.ofMinutes(10)).clock(clock).build();
  }

  @Property
  void open_whatWasSealed(@ForAll @StringLength(max = 500) String content) {
    // What is no Unicode text is not kept: UTF-8 has no lone surrogates.
    String text = content.replaceAll("[\\ud800-\\udfff]", "");

    assertThat(cookie.open(cookie.seal(text).value())).contains(text);
  }

  @Test
  void seal_attributes() {
    ResponseCookie sealed = cookie.seal("state");

    assertThat(sealed.headerValue())
        .startsWith("__Host-state=")
        .endsWith("; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
    assertThat(new String(Base64.getUrlDecoder().decode(sealed.value()))).doesNotContain("state");
    assertThat(cookie.clear().headerValue())
        .isEqualTo("__Host-state=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void seal_neverTheSame() {
    Set<String> values = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      values.add(cookie.seal("state").value());
    }
    assertThat(values).hasSize(100);
  }

  @Test
  void open_anyBitChanged() {
    byte[] sealed = Base64.getUrlDecoder().decode(cookie.seal("state").value());
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String value = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

      assertThat(cookie.open(value)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void open_ofAnotherCookie() {
    assertThat(cookie("__Host-other", KEYS).open(cookie.seal("state").value())).isEmpty();
  }

  @Test
  void open_afterItsTime() {
    String value = cookie.seal("state").value();
    clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(cookie.open(value)).contains("state");

    clock.advance(Duration.ofSeconds(1));
    assertThat(cookie.open(value)).isEmpty();
  }

  @Test
  void open_rotatedKeys() {
    String old = cookie.seal("state").value();
    var rotated = cookie("__Host-state", CookieKeys.of(key(2), key(1)));

    assertThat(rotated.open(old)).contains("state");
    assertThat(cookie.open(rotated.seal("state").value())).as("the new key is used").isEmpty();
    assertThat(cookie("__Host-state", CookieKeys.of(key(2))).open(old)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "AQ", "a b", "ÄÖ", "====", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void open_noSuchValue(String value) {
    assertThat(cookie.open(value)).isEmpty();
    assertThat(cookie.open("A".repeat(100_000))).isEmpty();
  }

  @Test
  void open_fromRequest() {
    App app = App.of(routes -> routes.get("/", c -> c.text(cookie.open(c).orElse("none"))));
    TestClient client = TestClient.of(app);

    assertThat(TestClient.text(client.get("/"))).isEqualTo("none");
    assertThat(
            TestClient.text(
                client
                    .request(Method.GET, "/")
                    .cookie("__Host-state", cookie.seal("x").value())
                    .send()))
        .isEqualTo("x");
  }

  @Test
  void seal_tooLargeForBrowsers() {
    assertThat(cookie.seal("a".repeat(3000)).value()).hasSizeLessThan(4096);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cookie.seal("a".repeat(3100)))
        .withMessageMatching("Cookie '__Host-state' would have \\d+ bytes, and browsers take 4096");
  }

  @Test
  void keys_wrongValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CookieKeys.of(new byte[16]))
        .withMessage("Cookie key must have 32 bytes: 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CookieKeys.of(key(1), key(1)))
        .withMessage("A cookie key is there twice");
    assertThat(KEYS).hasToString("CookieKeys[1]");
  }
}
