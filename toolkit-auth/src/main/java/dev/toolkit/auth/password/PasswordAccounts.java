package dev.toolkit.auth.password;

import java.util.Optional;

/**
 * The application's accounts, as far as signing in with a password needs them.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface PasswordAccounts {

  /** Returns the account of this name, or empty if there is none or it may not sign in. */
  Optional<PasswordAccount> find(String name);

  /**
   * Stores another hash of the same password, which was made with the current algorithm. The
   * default does nothing: hashes then keep their old cost.
   */
  default void storeHash(PasswordAccount account, String passwordHash) {}
}
