package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.core.Context;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in by name and password: throttled by account, with equal work for names that nobody has,
 * and with hashes renewed when their cost has become too low.
 *
 * {@snippet :
 * routes.post("/login", Credentials.class, (c, given) ->
 *     switch (login.attempt(c, given.name(), given.password())) {
 *       case LoginResult.Success success -> sessions.signIn(c, success.principal(), c.noContent());
 *       case LoginResult.Failure failure -> Problem.of(401).toResponse();
 *       case LoginResult.Throttled wait -> tooMany(wait.retryAfter());
 *     });
 * }
 *
 * <p>This class is safe for use by multiple threads, if the accounts are.
 *
 * @since 0.1.0
 */
public final class PasswordLogin {

  private final PasswordAccounts accounts;
  private final PasswordHasher hasher;
  private final LoginThrottle throttle;

  private PasswordLogin(PasswordAccounts accounts, PasswordHasher hasher, LoginThrottle throttle) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.hasher = requireNonNull(hasher, "hasher");
    this.throttle = requireNonNull(throttle, "throttle");
  }

  /** Returns a login for these accounts. */
  public static PasswordLogin of(
      PasswordAccounts accounts, PasswordHasher hasher, LoginThrottle throttle) {
    return new PasswordLogin(accounts, hasher, throttle);
  }

  /**
   * Attempts to sign in, and records how it ended in the {@link AuditLog} of the request.
   *
   * @throws dev.toolkit.auth.AuthException as {@link PasswordHasher#verify}
   */
  public LoginResult attempt(Context c, String name, String password) {
    Optional<Duration> wait = throttle.begin(name);
    if (wait.isPresent()) {
      AuditLog.of(c).record(SecurityEvent.of(SecurityEvent.Type.LOGIN_THROTTLED, c));
      return new LoginResult.Throttled(wait.get());
    }
    PasswordAccount account = accounts.find(name).orElse(null);
    boolean isRight = hasher.verify(password, account == null ? null : account.passwordHash());
    if (account == null || !isRight) {
      AuditLog.of(c).record(failed(c, account));
      return new LoginResult.Failure();
    }
    throttle.succeeded(name);
    renew(account, password);
    AuditLog.of(c)
        .record(
            SecurityEvent.of(SecurityEvent.Type.LOGIN_SUCCEEDED, c)
                .with("principal", account.principal().id()));
    return new LoginResult.Success(account.principal());
  }

  /** The name as it was given stays out: people type their password into the wrong field. */
  private static SecurityEvent failed(Context c, @Nullable PasswordAccount account) {
    SecurityEvent event = SecurityEvent.of(SecurityEvent.Type.LOGIN_FAILED, c);
    return account == null
        ? event.with("reason", "unknown account")
        : event.with("reason", "wrong password").with("principal", account.principal().id());
  }

  private void renew(PasswordAccount account, String password) {
    if (hasher.needsRehash(account.passwordHash())) {
      accounts.storeHash(account, hasher.hash(password));
    }
  }
}
