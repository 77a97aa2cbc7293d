package dev.toolkit.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JwksEndpointTest {

  private final KeyRing ring = KeyRing.of(SigningKey.generate(Algorithm.ES256).withKid("1"));

  @Test
  void handle_publishesWhatTheRingHas() {
    App app =
        App.of(routes -> routes.use(JwksEndpoint.of(ring)).get("/other", c -> c.text("other")));
    try (TestClient client = TestClient.of(app)) {
      Response response = client.get("/.well-known/jwks.json");
      assertThat(response.header("Content-Type")).contains("application/jwk-set+json");
      assertThat(response.header("Cache-Control")).contains("public, max-age=300");
      assertThat(TestClient.text(response)).isEqualTo(ring.keySet().toJson());
      KeySet read = KeySet.parse(TestClient.text(response), Algorithm.ES256);
      assertThat(read.find("1", Algorithm.ES256)).isPresent();

      ring.announce(SigningKey.generate(Algorithm.ES256).withKid("2"));
      assertThat(TestClient.text(client.get("/.well-known/jwks.json"))).contains("\"kid\":\"2\"");
      assertThat(TestClient.text(client.get("/other"))).isEqualTo("other");
      assertThat(client.request(Method.POST, "/.well-known/jwks.json").send().status())
          .isEqualTo(405);
    }
  }

  @Test
  void handle_asAHandler() {
    App app =
        App.of(routes ->
            routes.get("/keys", JwksEndpoint.of(ring).withMaxAge(Duration.ofHours(1))::handle));
    try (TestClient client = TestClient.of(app)) {
      Response response = client.get("/keys");

      assertThat(response.header("Cache-Control")).contains("public, max-age=3600");
      assertThat(TestClient.text(response)).doesNotContain("\"d\"");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwksEndpoint.of(ring).withMaxAge(Duration.ofSeconds(-1)));
  }

  @Test
  void handle_secretsStaySecret() {
    KeyRing secrets = KeyRing.of(SigningKey.generate(Algorithm.HS256));
    App app = App.of(routes -> routes.use(JwksEndpoint.of(secrets)));
    try (TestClient client = TestClient.of(app)) {
      assertThat(TestClient.text(client.get("/.well-known/jwks.json"))).isEqualTo("{\"keys\":[]}");
    }
  }
}
