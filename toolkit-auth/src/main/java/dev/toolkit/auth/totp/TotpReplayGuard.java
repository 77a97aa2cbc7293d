package dev.toolkit.auth.totp;

/**
 * Remembers the newest time step whose code an account has used, so that no code works twice.
 *
 * <p>With several processes, keep it in the database. In SQL, {@link #advance} is one statement,
 * whose count of rows is the answer: {@code update accounts set totp_step = ? where id = ? and
 * totp_step < ?}.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TotpReplayGuard {

  /**
   * Stores the step for the account if it is newer than the one stored, in one atomic act.
   *
   * @return whether it is newer; of several calls with one step, one returns true
   */
  boolean advance(String account, long step);
}
