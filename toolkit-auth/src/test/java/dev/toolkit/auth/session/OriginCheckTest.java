package dev.toolkit.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.core.App;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginCheckTest {

  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final TestClient client =
      TestClient.of(
          App.of(routes ->
              routes
                  .use(OriginCheck.create().allowing("https://app.example.com"))
                  .any("/", c -> c.text("ok"))),
          JvmEnv.builder().bind(AuditLog.KEY, audit).build());

  private int status(Method method, String scheme, String site, String origin) {
    Headers.Builder headers = Headers.builder();
    if (site != null) {
      headers.add("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      headers.add("Origin", origin);
    }
    Request request =
        Request.builder(method, "/")
            .scheme(scheme)
            .host("shop.example.com")
            .headers(headers.build())
            .build();
    return client.send(request).status();
  }

  @ParameterizedTest
  @CsvSource({
    "https,same-origin,https://shop.example.com,200",
    "https,same-origin,,200",
    "https,none,,200",
    "https,same-site,https://evil.example.com,403",
    "https,cross-site,https://evil.test,403",
    "https,cross-site,,403",
    "https,unheard-of,https://shop.example.com,403",
    "https,cross-site,https://app.example.com,200",
    "https,same-site,https://app.example.com,200",
    "https,,https://app.example.com,200",
    "https,,https://shop.example.com,200",
    "https,,https://SHOP.example.com,200",
    "https,,http://shop.example.com,403",
    "http,,https://shop.example.com,200",
    "http,,http://shop.example.com,200",
    "https,,https://shop.example.com:8443,403",
    "https,,https://shop.example.com.evil.test,403",
    "https,,https://evil.test,403",
    "https,,null,403",
    "https,,https://,403",
    "https,,shop.example.com,403",
    "https,,,200"
  })
  void post(String scheme, String site, String origin, int expected) {
    assertThat(status(Method.POST, scheme, site, origin)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void safeMethods_pass(String method) {
    assertThat(status(Method.of(method), "https", "cross-site", "https://evil.test"))
        .isLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PURGE"})
  void unsafeMethods_refusedAndAudited(String method) {
    assertThat(status(Method.of(method), "https", "cross-site", "https://evil.test"))
        .isEqualTo(403);
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.CROSS_SITE_REFUSED);
  }

  @Test
  void post_twoOrigins_refused() {
    Headers headers =
        Headers.builder()
            .add("Origin", "https://shop.example.com")
            .add("Origin", "https://evil.test")
            .build();
    Request request =
        Request.builder(Method.POST, "/").host("shop.example.com").headers(headers).build();

    assertThat(client.send(request).status()).isEqualTo(403);
  }

  @Test
  void post_hostUnknown_refused() {
    Request request =
        Request.builder(Method.POST, "/")
            .headers(Headers.of("Origin", "https://shop.example.com"))
            .build();

    assertThat(client.send(request).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "app.example.com", "https://a/", "https://*.a", "ftp://a", "https://A"})
  void allowing_noOrigin(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OriginCheck.create().allowing(origin))
        .withMessageStartingWith("Origin must be a scheme, a host and a port if needed");
  }
}
