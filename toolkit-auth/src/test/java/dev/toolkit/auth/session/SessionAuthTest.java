package dev.toolkit.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.testing.ManualClock;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.App;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SessionAuthTest {

  private static final String COOKIE = "__Host-session";

  private final ManualClock clock = new ManualClock();
  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final Map<String, TestUser> users =
      new ConcurrentHashMap<>(Map.of("ada", TestUser.withRoles("ada")));
  private final Sessions sessions =
      Sessions.builder(MemorySessionStore.create()).clock(clock).build();
  private final SessionAuth auth =
      SessionAuth.of(sessions, id -> Optional.ofNullable(users.get(id)));
  private final TestClient client = client(auth);

  private TestClient client(SessionAuth scheme) {
    App app =
        App.of(routes ->
            routes
                .post("/login", c -> scheme.signIn(c, users.get("ada"), c.noContent()))
                .group(
                    "/my",
                    my ->
                        my.use(Authenticate.by(scheme))
                            .get("/id", c -> c.text(c.require(Principal.KEY).id()))
                            .get("/session", c -> c.text(c.require(Session.KEY).principalId()))
                            .get("/csrf", c -> c.text(SessionAuth.csrfToken(c)))
                            .get(
                                "/cached",
                                c -> c.text("x").withHeader("Cache-Control", "max-age=60"))
                            .post("/act", c -> c.text("done " + c.text()))
                            .post("/renew", c -> scheme.renew(c, c.noContent()))
                            .post("/logout", c -> scheme.signOut(c, c.noContent()))));
    return TestClient.of(app, JvmEnv.builder().bind(AuditLog.KEY, audit).build());
  }

  private static String tokenOf(Response response) {
    String header = response.header("Set-Cookie").orElseThrow();
    return header.substring(COOKIE.length() + 1, header.indexOf(';'));
  }

  private String signIn() {
    return tokenOf(client.request(Method.POST, "/login").send());
  }

  private TestClient.Call call(Method method, String path, String token) {
    return client.request(method, path).cookie(COOKIE, token);
  }

  private String csrf(String token) {
    return TestClient.text(call(Method.GET, "/my/csrf", token).send());
  }

  @Test
  void signIn_cookieAndSession() {
    Response response = client.request(Method.POST, "/login").send();

    assertThat(response.header("Set-Cookie").orElseThrow())
        .matches(
            "__Host-session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; Secure; HttpOnly;"
                + " SameSite=Lax");
    assertThat(response.header("Cache-Control")).contains("no-store");
    String token = tokenOf(response);
    assertThat(TestClient.text(call(Method.GET, "/my/id", token).send())).isEqualTo("ada");
    assertThat(TestClient.text(call(Method.GET, "/my/session", token).send())).isEqualTo("ada");
  }

  @Test
  void authenticate_noOrStaleCookie_401() {
    String token = signIn();
    clock.advance(Duration.ofMinutes(30));

    assertThat(client.get("/my/id").status()).isEqualTo(401);
    assertThat(client.get("/my/id").header("WWW-Authenticate")).contains("Session");
    assertThat(call(Method.GET, "/my/id", token).send().status()).isEqualTo(401);
    assertThat(call(Method.GET, "/my/id", "garbage").send().status()).isEqualTo(401);
  }

  /** A cookie of a plain name can be set by any host of the domain (cookie tossing). */
  @Test
  void cookieTossing_plainNameIsNotLookedAt() {
    String token = signIn();

    assertThat(client.request(Method.GET, "/my/id").cookie("session", token).send().status())
        .isEqualTo(401);
  }

  @Test
  void sessionFixation_idChangesOnLogin() {
    String planted = signIn();

    Response response = client.request(Method.POST, "/login").cookie(COOKIE, planted).send();

    assertThat(tokenOf(response)).isNotEqualTo(planted);
    assertThat(call(Method.GET, "/my/id", planted).send().status()).isEqualTo(401);
    assertThat(call(Method.GET, "/my/id", tokenOf(response)).send().status()).isEqualTo(200);
  }

  @Test
  void sessionFixation_unknownIdIsNeverAdopted() {
    String chosen = "A".repeat(43);

    String token = tokenOf(client.request(Method.POST, "/login").cookie(COOKIE, chosen).send());

    assertThat(token).isNotEqualTo(chosen);
    assertThat(call(Method.GET, "/my/id", chosen).send().status()).isEqualTo(401);
  }

  @Test
  void renew_newCookie() {
    String token = signIn();

    Response response =
        call(Method.POST, "/my/renew", token).header("X-CSRF-Token", csrf(token)).send();

    assertThat(call(Method.GET, "/my/id", token).send().status()).isEqualTo(401);
    assertThat(call(Method.GET, "/my/id", tokenOf(response)).send().status()).isEqualTo(200);
  }

  @Test
  void signOut_endsAndClears() {
    String token = signIn();

    Response response =
        call(Method.POST, "/my/logout", token).header("X-CSRF-Token", csrf(token)).send();

    assertThat(response.header("Set-Cookie"))
        .contains("__Host-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    assertThat(call(Method.GET, "/my/id", token).send().status()).isEqualTo(401);
  }

  @Test
  void csrf_headerOrFormField() {
    String token = signIn();

    assertThat(
            call(Method.POST, "/my/act", token).header("X-CSRF-Token", csrf(token)).send().status())
        .isEqualTo(200);
    Response form =
        call(Method.POST, "/my/act", token)
            .body("application/x-www-form-urlencoded", "a=1&_csrf=" + csrf(token))
            .send();
    assertThat(TestClient.text(form)).startsWith("done a=1&_csrf=");
  }

  @Test
  void csrf_missingOrWrong_403() {
    String token = signIn();
    String other = csrf(signIn());

    assertThat(call(Method.POST, "/my/act", token).send().status()).isEqualTo(403);
    for (String wrong : new String[] {other, "", "x", "A".repeat(86), "A".repeat(10_000)}) {
      Response response = call(Method.POST, "/my/act", token).header("X-CSRF-Token", wrong).send();
      assertThat(response.status()).as(wrong).isEqualTo(403);
      assertThat(TestClient.text(response)).isEqualTo("{\"title\":\"Forbidden\",\"status\":403}");
    }
    Response json =
        call(Method.POST, "/my/act", token).body("text/plain", "_csrf=" + csrf(token)).send();
    assertThat(json.status()).as("a field is read from forms only").isEqualTo(403);
    assertThat(audit.types()).containsOnly(SecurityEvent.Type.CROSS_SITE_REFUSED);
  }

  @Test
  void csrf_rightTokenFromAnotherSite_403() {
    String token = signIn();

    assertThat(
            call(Method.POST, "/my/act", token)
                .header("X-CSRF-Token", csrf(token))
                .header("Sec-Fetch-Site", "cross-site")
                .send()
                .status())
        .isEqualTo(403);
    assertThat(
            call(Method.POST, "/my/act", token)
                .header("X-CSRF-Token", csrf(token))
                .header("Origin", "https://evil.test")
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  void csrf_tokensNeverRepeat() {
    String token = signIn();
    Set<String> tokens = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      tokens.add(csrf(token));
    }

    assertThat(tokens).hasSize(50);
    assertThat(tokens).allMatch(csrf -> CsrfTokens.isValid(csrf, token));
  }

  @Test
  void withoutCsrfTokens_originDecides() {
    String token = signIn();
    TestClient byOrigin = client(auth.withoutCsrfTokens());

    assertThat(
            byOrigin
                .request(Method.POST, "/my/act")
                .cookie(COOKIE, token)
                .header("Sec-Fetch-Site", "same-origin")
                .send()
                .status())
        .isEqualTo(200);
    assertThat(
            byOrigin
                .request(Method.POST, "/my/act")
                .cookie(COOKIE, token)
                .header("Sec-Fetch-Site", "cross-site")
                .send()
                .status())
        .isEqualTo(403);
  }

  @Test
  void withOriginCheck_secondHost() {
    String token = signIn();
    TestClient shared =
        client(
            auth.withoutCsrfTokens()
                .withOriginCheck(OriginCheck.create().allowing("https://app.example.com")));

    assertThat(
            shared
                .request(Method.POST, "/my/act")
                .cookie(COOKIE, token)
                .header("Origin", "https://app.example.com")
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void authenticate_principalIsGone_sessionEnds() {
    String token = signIn();
    TestUser ada = users.remove("ada");
    assertThat(call(Method.GET, "/my/id", token).send().status()).isEqualTo(401);

    users.put("ada", ada);

    assertThat(call(Method.GET, "/my/id", token).send().status()).isEqualTo(401);
  }

  @Test
  void authenticate_responsesAreNotCached() {
    String token = signIn();

    assertThat(call(Method.GET, "/my/id", token).send().header("Cache-Control"))
        .contains("no-store");
    assertThat(call(Method.GET, "/my/cached", token).send().header("Cache-Control"))
        .contains("max-age=60");
  }

  @Test
  void csrfToken_noSession() {
    App app = App.of(routes -> routes.get("/", c -> c.text(SessionAuth.csrfToken(c))));

    assertThat(TestClient.of(app).get("/").status()).isEqualTo(500);
  }
}
