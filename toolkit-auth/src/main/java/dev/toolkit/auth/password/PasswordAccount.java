package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;

/**
 * An account that has a password.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param principal who signs in with it
 * @param passwordHash what {@link PasswordHasher#hash} returned
 * @since 0.1.0
 */
public record PasswordAccount(Principal principal, String passwordHash) {

  /** Makes an account. */
  public PasswordAccount {
    requireNonNull(principal, "principal");
    requireNonNull(passwordHash, "passwordHash");
  }

  /** Returns the identifier of the principal, without the hash. */
  @Override
  public String toString() {
    return "PasswordAccount[" + principal.id() + "]";
  }
}
