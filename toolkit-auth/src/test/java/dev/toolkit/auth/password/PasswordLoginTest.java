package dev.toolkit.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Login by password, seen through Basic authentication. */
class PasswordLoginTest {

  private final PasswordHasher hasher =
      PasswordHasher.builder().algorithm(PasswordAlgorithm.pbkdf2Sha256(1_000)).build();
  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final Map<String, String> hashes = new ConcurrentHashMap<>();
  private final LoginThrottle throttle =
      LoginThrottle.builder().freeAttempts(3).clock(new ManualClock()).build();

  private final PasswordAccounts accounts =
      new PasswordAccounts() {
        @Override
        public Optional<PasswordAccount> find(String name) {
          return Optional.ofNullable(hashes.get(name))
              .map(hash -> new PasswordAccount(TestUser.withRoles(name), hash));
        }

        @Override
        public void storeHash(PasswordAccount account, String passwordHash) {
          hashes.put(account.principal().id(), passwordHash);
        }
      };

  private final TestClient client =
      TestClient.of(
          App.of(routes ->
              routes
                  .use(
                      Authenticate.by(
                          BasicAuth.of("tools", PasswordLogin.of(accounts, hasher, throttle))))
                  .get("/", c -> c.text(c.require(Principal.KEY).id()))),
          JvmEnv.builder().bind(AuditLog.KEY, audit).build());

  PasswordLoginTest() {
    hashes.put("ada", hasher.hash("sécret:1"));
  }

  private Response send(String name, String password) {
    byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private Response header(String value) {
    return client.request(Method.GET, "/").header("Authorization", value).send();
  }

  @Test
  void attempt_right() {
    assertThat(TestClient.text(send("ada", "sécret:1"))).isEqualTo("ada");
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.LOGIN_SUCCEEDED);
    assertThat(throttle.accounts()).isZero();
  }

  /** Which of two a proxy has looked at, nobody knows. */
  @Test
  void basic_severalHeaders_400() {
    Headers two =
        Headers.builder()
            .add("Authorization", "Bearer x")
            .add("Authorization", "Basic YWRhOng=")
            .build();

    Response response = client.send(Request.builder(Method.GET, "/").headers(two).build());

    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void attempt_wrongPasswordOrName_answeredAlike() {
    Response wrongPassword = send("ada", "guess");
    Response wrongName = send("eve", "guess");

    assertThat(wrongPassword.status()).isEqualTo(401);
    assertThat(TestClient.text(wrongName)).isEqualTo(TestClient.text(wrongPassword));
    assertThat(wrongName.headers()).isEqualTo(wrongPassword.headers());
    assertThat(wrongName.header("WWW-Authenticate"))
        .contains("Basic realm=\"tools\", charset=\"UTF-8\"");
    assertThat(audit.events().toString()).doesNotContain("guess").doesNotContain("eve");
  }

  @Test
  void attempt_afterTooManyFailures_429WithoutHashing() {
    for (int i = 0; i < 3; i++) {
      send("ada", "guess");
    }
    hasher.permits().drainPermits();

    Response response = send("ada", "sécret:1");

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.header("Retry-After")).contains("30");
    assertThat(audit.types()).contains(SecurityEvent.Type.LOGIN_THROTTLED);
  }

  @Test
  void attempt_unknownNames_throttledToo() {
    for (int i = 0; i < 3; i++) {
      send("eve", "guess");
    }

    assertThat(send("eve", "guess").status()).isEqualTo(429);
  }

  @Test
  void attempt_oldCost_hashIsRenewed() {
    var cheaper = PasswordHasher.builder().algorithm(PasswordAlgorithm.pbkdf2Sha512(1_000)).build();
    String old = cheaper.hash("sécret:1");
    hashes.put("ada", old);

    assertThat(send("ada", "sécret:1").status()).isEqualTo(200);

    assertThat(hashes.get("ada")).startsWith("$pbkdf2-sha256$").isNotEqualTo(old);
    assertThat(send("ada", "sécret:1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic !!!", "Basic", "Basic YWRh", "Basic /////w==", "Basic YQ86YQ=="})
  void basic_malformed(String header) {
    assertThat(header(header).status()).isEqualTo(401);
    assertThat(audit.types()).doesNotContain(SecurityEvent.Type.LOGIN_FAILED);
  }

  @Test
  void basic_schemeNameWithoutCase_otherSchemesAreAbsent() {
    String credentials =
        Base64.getEncoder().encodeToString("ada:sécret:1".getBytes(StandardCharsets.UTF_8));

    assertThat(header("bAsIc " + credentials).status()).isEqualTo(200);
    assertThat(header("Bearer " + credentials).status()).isEqualTo(401);
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.LOGIN_SUCCEEDED);
  }

  @Test
  void basic_tooLong() {
    assertThat(header("Basic " + "YWRh".repeat(2000)).status()).isEqualTo(401);
  }

  @Test
  void of_realmThatCouldEndTheChallenge() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BasicAuth.of("a\"b", PasswordLogin.of(accounts, hasher, throttle)))
        .withMessage("Realm must not hold the character 0x22 at index 1");
  }

  @Test
  void toString_showsNoHash() {
    assertThat(new PasswordAccount(TestUser.withRoles("ada"), "$hash"))
        .hasToString("PasswordAccount[ada]");
  }
}
