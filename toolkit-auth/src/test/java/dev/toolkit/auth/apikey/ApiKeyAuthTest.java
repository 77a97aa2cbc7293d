package dev.toolkit.auth.apikey;

import static dev.toolkit.core.RouteOption.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.rbac.Guard;
import dev.toolkit.auth.rbac.Policy;
import dev.toolkit.auth.testing.ManualClock;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.App;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ApiKeyAuthTest {

  private static final Policy POLICY =
      Policy.builder()
          .permissions("doc:read", "doc:write")
          .role("writer", r -> r.allow("doc:*"))
          .build();

  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final Map<String, TestUser> users =
      new ConcurrentHashMap<>(Map.of("ada", TestUser.withRoles("ada", "writer")));
  private final ApiKeys keys =
      ApiKeys.builder(
              "tk",
              MemoryApiKeyStore.create(),
              new SecretKeySpec(new byte[32], "HmacSHA256"),
              POLICY::mayGrant)
          .clock(new ManualClock())
          .build();
  private final Guard guard = Guard.of(POLICY);
  private final TestClient client =
      TestClient.of(
          App.of(routes ->
              routes
                  .use(
                      Authenticate.by(
                          ApiKeyAuth.of(keys, id -> Optional.ofNullable(users.get(id)))))
                  .get("/who", c -> c.text(c.require(Principal.KEY).toString()))
                  .get("/read", c -> c.text("read"), use(guard.require("doc:read")))
                  .get("/write", c -> c.text("write"), use(guard.require("doc:write")))),
          JvmEnv.builder().bind(AuditLog.KEY, audit).build());

  private final CreatedApiKey made =
      keys.create(
          users.get("ada"), key -> key.scopes("doc:read").rateLimit(10, Duration.ofSeconds(100)));

  private Response send(String path, String header, String value) {
    return client.request(Method.GET, path).header(header, value).send();
  }

  @Test
  void authenticate_bothHeaders() {
    String expected = "ApiKeyPrincipal[ada, " + made.key().id() + "]";

    assertThat(TestClient.text(send("/who", "X-API-Key", made.revealText()))).isEqualTo(expected);
    assertThat(TestClient.text(send("/who", "Authorization", "Bearer " + made.revealText())))
        .isEqualTo(expected);
    assertThat(send("/who", "Authorization", "bearer " + made.revealText()).status())
        .isEqualTo(200);
  }

  @Test
  void authenticate_scopesLimitTheOwner() {
    assertThat(send("/read", "X-API-Key", made.revealText()).status()).isEqualTo(200);
    assertThat(send("/write", "X-API-Key", made.revealText()).status()).isEqualTo(403);
  }

  @Test
  void authenticate_ownerLosesTheRole_soDoesTheKey() {
    users.put("ada", TestUser.withRoles("ada"));

    assertThat(send("/read", "X-API-Key", made.revealText()).status()).isEqualTo(403);
  }

  @Test
  void authenticate_ownerIsGone() {
    users.clear();

    assertThat(send("/read", "X-API-Key", made.revealText()).status()).isEqualTo(401);
  }

  @Test
  void authenticate_nothingOrForeign_challenge() {
    Response absent = client.get("/read");
    Response jwt = send("/read", "Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA");

    assertThat(absent.status()).isEqualTo(401);
    assertThat(absent.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    assertThat(jwt.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void authenticate_wrongKey_auditedWithoutTheKey() {
    String text = made.revealText();
    String typo = text.substring(0, 43) + (text.charAt(43) == 'x' ? 'y' : 'x');

    Response response = send("/read", "X-API-Key", typo);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.header("WWW-Authenticate"))
        .contains("Bearer realm=\"api\", error=\"invalid_token\"");
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.CREDENTIALS_REFUSED);
    assertThat(audit.events().toString()).doesNotContain(typo.substring(8));
    assertThat(audit.events().getFirst().details())
        .containsEntry(
            "reason", "API key has not the form of a key of this application and environment");
  }

  @Test
  void authenticate_twoKeys_refused() {
    Headers headers =
        Headers.builder()
            .add("X-API-Key", made.revealText())
            .add("X-API-Key", made.revealText())
            .build();

    assertThat(client.send(Request.builder(Method.GET, "/read").headers(headers).build()).status())
        .isEqualTo(400);
  }

  @Test
  void authenticate_keyInQuery_isNotLookedAt() {
    assertThat(client.get("/read?api_key=" + made.revealText()).status()).isEqualTo(401);
  }

  @Test
  void authenticate_limitReached_429() {
    for (int i = 0; i < 10; i++) {
      send("/read", "X-API-Key", made.revealText());
    }

    Response response = send("/read", "X-API-Key", made.revealText());

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.header("Retry-After")).contains("10");
  }

  @Test
  void authenticate_revoked_audited() {
    keys.revoke(users.get("ada"), made.key().id());

    assertThat(send("/read", "X-API-Key", made.revealText()).status()).isEqualTo(401);
    assertThat(audit.events().getFirst().details())
        .containsEntry("reason", "API key " + made.key().id() + " is revoked or disabled");
  }
}
