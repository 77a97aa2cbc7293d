package dev.toolkit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.App;
import dev.toolkit.core.Context;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticateTest {

  private final RecordingAuditLog audit = new RecordingAuditLog();

  /** Reads a header: its value is the principal, or a code to be refused with. */
  private record HeaderScheme(String header) implements AuthScheme {
    @Override
    public Authentication authenticate(Context c) {
      String value = c.header(header).orElse("");
      if (value.isEmpty()) {
        return new Authentication.Absent();
      }
      if (value.startsWith("!")) {
        var code = AuthException.Code.valueOf(value.substring(1));
        return new Authentication.Rejected(code, "it says so", Duration.ofMillis(1500));
      }
      return new Authentication.Accepted(TestUser.withRoles(value));
    }

    @Override
    public String challenge(Authentication result) {
      return result instanceof Authentication.Rejected ? header + " error=\"bad\"" : header;
    }
  }

  private TestClient client(Authenticate authenticate) {
    App app =
        App.of(routes ->
            routes
                .use(authenticate)
                .get(
                    "/me",
                    c -> {
                      var principal = c.find(Principal.KEY);
                      return principal.isPresent()
                          ? c.text(principal.get().id())
                          : Authenticate.required(c);
                    })
                .get("/open", c -> c.text("open")));
    return TestClient.of(app, JvmEnv.builder().bind(AuditLog.KEY, audit).build());
  }

  private static Authenticate anyOf() {
    return Authenticate.by(new HeaderScheme("X-A"), new HeaderScheme("X-B"));
  }

  private static Response send(TestClient client, String header, String value) {
    return client.request(Method.GET, "/me").header(header, value).send();
  }

  @Test
  void handle_firstOrSecondScheme() {
    TestClient client = client(anyOf());

    assertThat(TestClient.text(send(client, "X-A", "ada"))).isEqualTo("ada");
    assertThat(TestClient.text(send(client, "X-B", "bob"))).isEqualTo("bob");
  }

  @Test
  void handle_noCredentials_allChallenges() {
    Response response = client(anyOf()).get("/me");

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.headers().all("WWW-Authenticate")).containsExactly("X-A", "X-B");
    assertThat(TestClient.text(response)).isEqualTo("{\"title\":\"Unauthorized\",\"status\":401}");
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void handle_badCredentialsBesideGoodOnes_refused() {
    Response response =
        client(anyOf())
            .request(Method.GET, "/me")
            .header("X-A", "!EXPIRED")
            .header("X-B", "bob")
            .send();

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.headers().all("WWW-Authenticate"))
        .containsExactly("X-A error=\"bad\"", "X-B");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRED,401,",
    "SIGNATURE,401,",
    "REQUEST,400,",
    "FORBIDDEN,403,",
    "PROVIDER,503,5",
    "RATE_LIMITED,429,2"
  })
  void handle_refusal_statusByCode(String code, int status, String retryAfter) {
    Response response = send(client(anyOf()), "X-A", "!" + code);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Retry-After").orElse(null)).isEqualTo(retryAfter);
    assertThat(TestClient.text(response)).doesNotContain("it says so");
    assertThat(audit.events()).hasSize(1);
    assertThat(audit.events().getFirst().details())
        .containsEntry("code", code)
        .containsEntry("reason", "it says so")
        .containsEntry("scheme", "HeaderScheme")
        .containsEntry("path", "/me")
        .containsEntry("peer", "127.0.0.1");
  }

  @Test
  void optional_noCredentials_passes() {
    TestClient client = client(anyOf().optional());

    assertThat(client.get("/open").status()).isEqualTo(200);
    Response required = client.get("/me");
    assertThat(required.status()).isEqualTo(401);
    assertThat(required.headers().all("WWW-Authenticate")).containsExactly("X-A", "X-B");
  }

  @Test
  void optional_badCredentials_refused() {
    assertThat(send(client(anyOf().optional()), "X-A", "!EXPIRED").status()).isEqualTo(401);
  }

  @Test
  void required_noAuthenticateAround() {
    App app = App.of(routes -> routes.get("/", Authenticate::required));

    Response response = TestClient.of(app).get("/");

    assertThat(response.status()).isEqualTo(500);
    assertThatIllegalStateException()
        .isThrownBy(() -> {
          throw response.failure().orElseThrow();
        })
        .withMessage(
            "The context has no principal, and no Authenticate is around this route: add"
                + " use(Authenticate.by(…)) to a group that contains it");
  }

  @Test
  void by_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(Authenticate::by)
        .withMessage("Authenticate.by needs at least one scheme");
  }

  @Test
  void signedIn_noSchemeIsAsked() {
    App app =
        App.of(
            routes -> routes.use(anyOf()).get("/me", c -> c.text(c.require(Principal.KEY).id())));
    var env = SignedIn.as(TestUser.withRoles("ada"), JvmEnv.builder()).build();

    assertThat(TestClient.text(TestClient.of(app, env).get("/me"))).isEqualTo("ada");
    assertThat(TestClient.of(app).get("/me").status()).isEqualTo(401);
  }

  @Test
  void auditLog_defaultIsTheLogOfTheEnvironment() {
    List<LogEvent> lines = new ArrayList<>();
    App app = App.of(routes -> routes.use(anyOf()).get("/me", c -> c.text("")));

    send(TestClient.of(app, JvmEnv.builder().log(lines::add).build()), "X-A", "!EXPIRED");

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().toString()).isEqualTo("WARN security");
    Map<String, Object> fields = new LinkedHashMap<>();
    lines.getFirst().forEach(fields::put);
    assertThat(fields)
        .containsEntry("security", "CREDENTIALS_REFUSED")
        .containsEntry("method", "GET")
        .containsEntry("code", "EXPIRED");
  }
}
