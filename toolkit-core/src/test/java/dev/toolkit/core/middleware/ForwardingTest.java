package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link TrustedProxies}, for both kinds of headers. */
class ForwardingTest {

  private static final TrustedProxies STANDARD = TrustedProxies.standard("10.0.0.0/8", "fd00::/8");
  private static final TrustedProxies CONVENTIONAL =
      TrustedProxies.conventional("10.0.0.0/8", "fd00::/8");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1                               | 192.0.2.1",
        "6.6.6.6, 192.0.2.1                      | 192.0.2.1",
        "192.0.2.1, 10.0.0.9                     | 192.0.2.1",
        "6.6.6.6, 192.0.2.1, 10.0.0.9, fd00::2   | 192.0.2.1",
        "10.0.0.7, 10.0.0.9                      | 10.0.0.7",
        "2001:DB8::1                             | 2001:db8::1",
        "192.0.2.1:4711                          | 192.0.2.1",
        "[2001:db8::1]:443                       | 2001:db8::1",
        "::ffff:192.0.2.1                        | 192.0.2.1",
        "6.6.6.6, unknown                        |",
        "6.6.6.6, unknown, 10.0.0.9              |",
        "6.6.6.6, 1.2.3.4.5                      |",
        "6.6.6.6,                                |"
      })
  void conventional_lastThatIsNotTrusted(String field, @Nullable String peer) {
    Request request = request("10.1.2.3", "X-Forwarded-For", field);

    assertThat(CONVENTIONAL.apply(request).peer().orElse(null)).isEqualTo(peer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=192.0.2.1                                        | 192.0.2.1",
        "For=\"[2001:db8:cafe::17]:4711\"                     | 2001:db8:cafe::17",
        "for=6.6.6.6, for=192.0.2.1;proto=http, for=10.0.0.9  | 192.0.2.1",
        "for=6.6.6.6, for=_hidden                             |",
        "for=6.6.6.6, for=unknown, for=10.0.0.9               |",
        "for=\"6.6.6.6, for=192.0.2.1                         | 192.0.2.1",
        "for=\"6.6.6.6, for=5.5.5.5\", for=192.0.2.1          | 192.0.2.1",
        "for=192.0.2.1:_port                                  | 192.0.2.1"
      })
  void standard_lastThatIsNotTrusted(String field, @Nullable String peer) {
    Request request = request("10.1.2.3", "Forwarded", field);

    assertThat(STANDARD.apply(request).peer().orElse(null)).isEqualTo(peer);
  }

  @Test
  void standard_schemeAndHostOfTheSameElement() {
    String field =
        "for=6.6.6.6;proto=http;host=evil.example,"
            + " for=192.0.2.1;proto=https;host=\"app.example:8443\", for=10.0.0.9;proto=http";

    Request changed = STANDARD.apply(request("10.1.2.3", "Forwarded", field));

    assertThat(changed.scheme()).isEqualTo("https");
    assertThat(changed.host()).contains("app.example:8443");
  }

  @Test
  void conventional_schemeAndHost() {
    Request request =
        request("10.1.2.3", "X-Forwarded-For", "192.0.2.1").toBuilder()
            .header("X-Forwarded-Proto", "http, HTTPS")
            .header("X-Forwarded-Host", "evil.example, app.example")
            .build();

    assertThat(CONVENTIONAL.apply(request).scheme()).isEqualTo("https");
    assertThat(CONVENTIONAL.apply(request).host()).contains("app.example");
  }

  @Test
  void conventional_schemeAloneLeavesThePeer() {
    Request changed = CONVENTIONAL.apply(request("10.1.2.3", "X-Forwarded-Proto", "https"));

    assertThat(changed.scheme()).isEqualTo("https");
    assertThat(changed.peer()).contains("10.1.2.3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"javascript | a/b", "ftp | a@b", "https x | a b", "'' | a\\b", "h | evil.example?x"})
  void conventional_malformedSchemeOrHost(String scheme, String host) {
    Request request =
        request("10.1.2.3", "X-Forwarded-Proto", scheme).toBuilder()
            .header("X-Forwarded-Host", host)
            .build();

    assertThat(CONVENTIONAL.apply(request).scheme()).isEqualTo("http");
    assertThat(CONVENTIONAL.apply(request).host()).contains("inner.example");
  }

  @Test
  void apply_severalFieldsAreOneList() {
    Headers headers =
        Headers.builder()
            .add("X-Forwarded-For", "6.6.6.6")
            .add("x-forwarded-for", "192.0.2.1, 10.0.0.9")
            .build();
    Request request = request("10.1.2.3", "X", "").toBuilder().headers(headers).build();

    assertThat(CONVENTIONAL.apply(request).peer()).contains("192.0.2.1");
  }

  /** Whatever somebody else sends, nothing of the request changes. */
  @Property
  void apply_neverFromOthers(
      @ForAll @CharRange(from = ' ', to = '~') String field, @ForAll boolean isKnown) {
    Request request =
        request(isKnown ? "203.0.113.1" : null, "Forwarded", field).toBuilder()
            .header("X-Forwarded-For", field)
            .header("X-Forwarded-Proto", "https")
            .build();

    assertThat(STANDARD.apply(request)).isSameAs(request);
    assertThat(CONVENTIONAL.apply(request)).isSameAs(request);
  }

  /** Whatever a client puts in front, what the proxy appends decides. */
  @Property
  void apply_whatTheClientPrependsIsOfNoUse(@ForAll @CharRange(from = ' ', to = '~') String junk) {
    Request conventional = request("10.1.2.3", "X-Forwarded-For", junk + ", 192.0.2.1");
    Request standard = request("10.1.2.3", "Forwarded", junk + ", for=192.0.2.1;proto=https");
    Request quoted = request("10.1.2.3", "Forwarded", junk + ", for=\"[2001:db8::1]:80\"");

    assertThat(CONVENTIONAL.apply(conventional).peer()).contains("192.0.2.1");
    assertThat(STANDARD.apply(standard).peer()).contains("192.0.2.1");
    assertThat(STANDARD.apply(quoted).peer()).contains("2001:db8::1");
  }

  @Test
  void of_noRanges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.standard())
        .withMessage("TrustedProxies needs at least one range of addresses");
  }

  private static Request request(@Nullable String peer, String name, String value) {
    return Request.builder(Method.GET, "/")
        .peer(peer)
        .host("inner.example")
        .header(name, value)
        .build();
  }
}
