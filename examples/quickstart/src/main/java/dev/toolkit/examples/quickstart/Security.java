package dev.toolkit.examples.quickstart;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.apikey.ApiKeyAuth;
import dev.toolkit.auth.apikey.ApiKeys;
import dev.toolkit.auth.apikey.CreatedApiKey;
import dev.toolkit.auth.apikey.MemoryApiKeyStore;
import dev.toolkit.auth.jwt.JwtAuth;
import dev.toolkit.auth.jwt.JwtSigner;
import dev.toolkit.auth.jwt.JwtVerifier;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.password.LoginResult;
import dev.toolkit.auth.password.LoginThrottle;
import dev.toolkit.auth.password.PasswordHasher;
import dev.toolkit.auth.password.PasswordLogin;
import dev.toolkit.auth.rbac.Guard;
import dev.toolkit.auth.rbac.Policy;
import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may do what: passwords for tokens, tokens for accounts, roles for permissions, API keys for
 * other programs. The keys are made at the start, so a restart ends all tokens and API keys.
 */
final class Security {

  private static final String ISSUER = "https://quickstart.example.com";
  private static final String AUDIENCE = "quickstart";
  private static final Duration TTL = Duration.ofMinutes(15);

  private final Accounts accounts;
  private final PasswordLogin login;
  private final JwtSigner signer;
  private final JwtAuth tokens;
  private final ApiKeys apiKeys;
  private final Guard guard;

  Security(String password) {
    PasswordHasher hasher = PasswordHasher.create();
    SigningKey key = SigningKey.generate(Algorithm.ES256);
    Policy policy =
        Policy.builder()
            .permissions("users:count", "statistics:read")
            .role("reader", role -> role.allow("users:count"))
            .role("admin", role -> role.allow("**"))
            .build();
    this.accounts = new Accounts(hasher, password);
    this.login = PasswordLogin.of(accounts, hasher, LoginThrottle.create());
    this.signer = JwtSigner.builder(key, ISSUER).audience(AUDIENCE).ttl(TTL).build();
    this.tokens =
        JwtAuth.bearer(
            JwtVerifier.builder(key.verificationKey()).issuer(ISSUER).audience(AUDIENCE).build());
    this.apiKeys =
        ApiKeys.builder("qs", MemoryApiKeyStore.create(), pepper(), policy::mayGrant).build();
    this.guard = Guard.of(policy);
  }

  private static SecretKeySpec pepper() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** What a client sends to sign in. */
  record Credentials(
      @NotBlank @Size(max = 100) String name, @NotNull @Size(max = 1000) String password) {
    @Override
    public String toString() {
      return "Credentials[]";
    }
  }

  /** Lets requests in that carry a token of this application. */
  Middleware byToken() {
    return tokens;
  }

  /** Lets requests in that carry an API key. */
  Middleware byApiKey() {
    return Authenticate.by(ApiKeyAuth.of(apiKeys, accounts::principal));
  }

  Middleware requires(String permission) {
    return guard.require(permission);
  }

  /** Answers a token for a name and a password. */
  Response signIn(Context c, Credentials given) {
    return switch (login.attempt(c, given.name(), given.password())) {
      case LoginResult.Success(Principal who) -> c.json(token(who));
      case LoginResult.Failure() ->
          Problem.of(401).withDetail("Name or password is wrong").toResponse();
      case LoginResult.Throttled(Duration wait) ->
          Problem.of(429)
              .toResponse()
              .withHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
    };
  }

  private Map<String, Object> token(Principal who) {
    String token =
        signer.sign(claims -> claims.subject(who.id()).claim("roles", List.copyOf(who.roles())));
    return Map.of("token", token);
  }

  /** Makes an API key for whoever has signed in, and shows it this once. */
  Response createApiKey(Context c) {
    Principal owner = c.require(Principal.KEY);
    CreatedApiKey created =
        apiKeys.create(owner, key -> key.name("made by " + owner.id()).scopes("users:count"));
    return c.json(Map.of("id", created.key().id(), "key", created.revealText()))
        .withStatus(201)
        .withHeader("Cache-Control", "no-store");
  }

  /** Revokes an API key of whoever has signed in. */
  Response revokeApiKey(Context c) {
    apiKeys.revoke(c.require(Principal.KEY), c.param("id"));
    return c.noContent();
  }

  /** Answers what an account may not do, and keys that it does not have. */
  static Response toResponse(AuthException refused) {
    return Problem.of(refused.code() == AuthException.Code.FORBIDDEN ? 403 : 404).toResponse();
  }

  /** Answers who has signed in. */
  static Response whoAmI(Context c) {
    Principal who = c.require(Principal.KEY);
    return c.json(Map.of("id", who.id(), "roles", Set.copyOf(who.roles())));
  }
}
