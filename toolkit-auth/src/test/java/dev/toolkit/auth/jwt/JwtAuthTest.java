package dev.toolkit.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SignedIn;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.App;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthTest {

  private static final SigningKey KEY = SigningKey.generate(Algorithm.EdDSA);
  private static final JwtSigner SIGNER = JwtSigner.builder(KEY, "me").audience("you").build();
  private static final JwtVerifier VERIFIER =
      JwtVerifier.builder(KEY.verificationKey()).issuer("me").audience("you").build();

  private final List<LogEvent> log = new ArrayList<>();
  private final TestClient client = client(JwtAuth.bearer(VERIFIER));

  private TestClient client(JwtAuth auth) {
    App app =
        App.of(routes ->
            routes
                .get("/open", c -> c.text("open"))
                .group(
                    "/api",
                    api ->
                        api.use(auth)
                            .get("/me", c -> c.text(c.require(Principal.KEY).id()))
                            .get(
                                "/claims",
                                c -> c.text(c.require(JwtAuth.CLAIMS).string("x").orElse("")))));
    return TestClient.of(app, JvmEnv.builder().log(log::add).build());
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Response get(String path, String... authorization) {
    TestClient.Call call = client.request(Method.GET, path);
    for (String value : authorization) {
      call = call.header("Authorization", value);
    }
    return call.send();
  }

  private static String challenge(Response response) {
    return response.header("WWW-Authenticate").orElse("");
  }

  @Test
  void handle_validToken() {
    String token = SIGNER.sign(t -> t.subject("ada").claim("x", "y"));

    assertThat(TestClient.text(get("/api/me", "Bearer " + token))).isEqualTo("ada");
    assertThat(TestClient.text(get("/api/me", "bEARER " + token))).isEqualTo("ada");
    assertThat(TestClient.text(get("/api/claims", "Bearer " + token))).isEqualTo("y");
    assertThat(get("/open").status()).isEqualTo(200);
    assertThat(log).isEmpty();
  }

  @Test
  void handle_noToken() {
    for (Response response :
        List.of(get("/api/me"), get("/api/none"), get("/api/me", "Basic eA"))) {
      assertThat(response.status()).isEqualTo(401);
      assertThat(challenge(response)).isEqualTo("Bearer realm=\"api\"");
      assertThat(TestClient.text(response))
          .isEqualTo("{\"title\":\"Unauthorized\",\"status\":401}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "x y", "\"x\""})
  void handle_badToken(String token) {
    Response response = get("/api/me", "Bearer " + token);

    assertThat(response.status()).isEqualTo(401);
    assertThat(challenge(response)).isEqualTo("Bearer realm=\"api\", error=\"invalid_token\"");
    assertThat(TestClient.text(response)).isEqualTo("{\"title\":\"Unauthorized\",\"status\":401}");
  }

  @Test
  void handle_logHasTheReasonAndNoToken() {
    String token =
        JwtSigner.builder(KEY, "other").audience("you").build().sign(t -> t.subject("x"));

    assertThat(get("/api/me", "Bearer " + token).status()).isEqualTo(401);

    assertThat(log).hasSize(1);
    List<Object> fields = new ArrayList<>();
    log.get(0).forEach((name, value) -> fields.add(name + "=" + value));
    assertThat(log.get(0).message()).isEqualTo("security");
    assertThat(fields)
        .contains(
            "security=CREDENTIALS_REFUSED",
            "scheme=JwtAuth",
            "code=ISSUER",
            "reason=issued by somebody else than me")
        .noneMatch(field -> field.toString().contains(token.substring(0, 20)));
  }

  @Test
  void handle_severalHeaders() {
    String token = "Bearer " + SIGNER.sign(t -> t.subject("ada"));
    Headers twice =
        Headers.builder().add("Authorization", token).add("Authorization", token).build();

    Response response = client.send(Request.builder(Method.GET, "/api/me").headers(twice).build());

    assertThat(response.status()).isEqualTo(400);
    assertThat(challenge(response)).isEqualTo("Bearer realm=\"api\", error=\"invalid_request\"");
  }

  @Test
  void handle_tokenWithoutSubject() {
    assertThat(get("/api/me", "Bearer " + SIGNER.sign(t -> {})).status()).isEqualTo(401);
    assertThat(get("/api/me", "Bearer " + SIGNER.sign(t -> t.subject(""))).status()).isEqualTo(401);
  }

  @Test
  void handle_keysUnavailable() {
    JwtVerifier verifier =
        JwtVerifier.builder(
                (kid, algorithm) -> {
                  throw new AuthException(Code.PROVIDER, "Key set is not available");
                },
                Algorithm.EdDSA)
            .issuer("me")
            .audience("you")
            .build();
    try (TestClient other = client(JwtAuth.bearer(verifier))) {
      Response response =
          other
              .request(Method.GET, "/api/me")
              .header("Authorization", "Bearer " + SIGNER.sign(t -> t.subject("ada")))
              .send();

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).contains("5");
      assertThat(response.header("WWW-Authenticate")).isEmpty();
      assertThat(log.get(0).level()).isEqualTo(LogEvent.Level.ERROR);
    }
  }

  @Test
  void handle_cookieOnlyIfAskedFor() {
    String token = SIGNER.sign(t -> t.subject("ada"));
    try (TestClient other = client(JwtAuth.bearer(VERIFIER).withCookie("token"))) {
      Response withCookie = other.request(Method.GET, "/api/me").cookie("token", token).send();
      assertThat(TestClient.text(withCookie)).isEqualTo("ada");
      assertThat(other.get("/api/me").status()).isEqualTo(401);
    }
    assertThat(client.request(Method.GET, "/api/me").cookie("token", token).send().status())
        .isEqualTo(401);
  }

  /** Browsers send cookies whoever makes them send the request; headers they do not. */
  @Test
  void handle_cookieFromAnotherOrigin_403() {
    String token = SIGNER.sign(t -> t.subject("ada"));
    App app =
        App.of(routes ->
            routes.group(
                "/api",
                api ->
                    api.use(JwtAuth.bearer(VERIFIER).withCookie("token"))
                        .post("/act", c -> c.text("done"))));
    try (TestClient other = TestClient.of(app)) {
      Response forged =
          other
              .request(Method.POST, "/api/act")
              .cookie("token", token)
              .header("Sec-Fetch-Site", "cross-site")
              .send();
      Response own =
          other
              .request(Method.POST, "/api/act")
              .cookie("token", token)
              .header("Sec-Fetch-Site", "same-origin")
              .send();
      Response byHeader =
          other
              .request(Method.POST, "/api/act")
              .header("Authorization", "Bearer " + token)
              .header("Sec-Fetch-Site", "cross-site")
              .send();

      assertThat(forged.status()).isEqualTo(403);
      assertThat(own.status()).isEqualTo(200);
      assertThat(byHeader.status()).isEqualTo(200);
    }
  }

  record Robot(String id) implements Principal {
    @Override
    public Set<String> roles() {
      return Set.of("robot");
    }

    @Override
    public Set<String> scopes() {
      return Set.of();
    }
  }

  @Test
  void handle_principalsOfItsOwn() {
    String token = SIGNER.sign(t -> t.claim("robot", "r2"));
    JwtAuth auth =
        JwtAuth.bearer(VERIFIER)
            .withRealm("robots")
            .withPrincipals(claims -> new Robot(claims.string("robot").orElseThrow()));
    try (TestClient other = client(auth)) {
      Response response =
          other.request(Method.GET, "/api/me").header("Authorization", "Bearer " + token).send();

      assertThat(TestClient.text(response)).isEqualTo("r2");
      assertThat(challenge(other.get("/api/me"))).isEqualTo("Bearer realm=\"robots\"");
    }
  }

  @Test
  void principal_rolesAndScopes() {
    String token =
        SIGNER.sign(
            t -> t.subject("ada").scopes(List.of("a", "b")).claim("roles", List.of("admin")));
    JwtPrincipal principal = JwtPrincipal.of(VERIFIER.verify(token));

    assertThat(principal.roles()).containsExactly("admin");
    assertThat(principal.roles("tenant")).containsExactly("admin");
    assertThat(principal.scopes()).containsExactly("a", "b");
    assertThat(principal.toString()).doesNotContain("ada");
  }

  @Test
  void challenge_ofResults() {
    JwtAuth auth = JwtAuth.bearer(VERIFIER);

    assertThat(auth.challenge(new Authentication.Absent())).isEqualTo("Bearer realm=\"api\"");
    assertThat(auth.challenge(new Authentication.Rejected(Code.EXPIRED, "x")))
        .isEqualTo("Bearer realm=\"api\", error=\"invalid_token\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> auth.withRealm("a\"b"))
        .withMessage("Unexpected character 0x22 at index 1 in realm");
  }

  @Test
  void signedIn_noTokenIsNeeded() {
    var ada = TestUser.withRoles("ada");
    App app =
        App.of(routes ->
            routes
                .use(JwtAuth.bearer(VERIFIER))
                .get("/me", c -> c.text(c.require(Principal.KEY).id())));

    try (TestClient other = TestClient.of(app, SignedIn.as(ada, JvmEnv.builder()).build())) {
      assertThat(TestClient.text(other.get("/me"))).isEqualTo("ada");
    }
  }

  @Test
  void anyOf_claimsAreThere() {
    App app =
        App.of(routes ->
            routes
                .use(Authenticate.by(JwtAuth.bearer(VERIFIER)))
                .get("/me", c -> c.text(c.require(JwtAuth.CLAIMS).requireSubject())));

    try (TestClient other = TestClient.of(app)) {
      Response response =
          other
              .request(Method.GET, "/me")
              .header("Authorization", "Bearer " + SIGNER.sign(t -> t.subject("ada")))
              .send();
      assertThat(TestClient.text(response)).isEqualTo("ada");
    }
  }
}
