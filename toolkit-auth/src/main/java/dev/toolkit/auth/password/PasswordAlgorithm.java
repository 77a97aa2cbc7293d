package dev.toolkit.auth.password;

import org.jspecify.annotations.Nullable;

/**
 * A way to hash passwords, with its cost.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PasswordAlgorithm {

  static final int SALT_BYTES = 16;
  static final int HASH_BYTES = 32;

  private final Kdf kdf;

  private PasswordAlgorithm(Kdf kdf) {
    this.kdf = kdf;
  }

  static PasswordAlgorithm of(Kdf kdf) {
    return new PasswordAlgorithm(kdf);
  }

  /** Returns PBKDF2 (RFC 8018) with HMAC-SHA-256 and 600,000 iterations. It needs the JDK only. */
  public static PasswordAlgorithm pbkdf2Sha256() {
    return pbkdf2Sha256(600_000);
  }

  /**
   * Returns PBKDF2 (RFC 8018) with HMAC-SHA-256.
   *
   * @throws IllegalArgumentException if the iterations are not between 1,000 and 10,000,000
   */
  public static PasswordAlgorithm pbkdf2Sha256(int iterations) {
    return new PasswordAlgorithm(new Kdf.Pbkdf2(Kdf.Pbkdf2.SHA256, iterations).checked());
  }

  /** Returns PBKDF2 (RFC 8018) with HMAC-SHA-512 and 210,000 iterations. It needs the JDK only. */
  public static PasswordAlgorithm pbkdf2Sha512() {
    return pbkdf2Sha512(210_000);
  }

  /**
   * Returns PBKDF2 (RFC 8018) with HMAC-SHA-512.
   *
   * @throws IllegalArgumentException if the iterations are not between 1,000 and 10,000,000
   */
  public static PasswordAlgorithm pbkdf2Sha512(int iterations) {
    return new PasswordAlgorithm(new Kdf.Pbkdf2(Kdf.Pbkdf2.SHA512, iterations).checked());
  }

  /**
   * Returns Argon2id (RFC 9106) with 19 MiB of memory, 2 passes and 1 lane.
   *
   * @throws IllegalStateException if Bouncy Castle ({@code org.bouncycastle:bcprov-jdk18on}) is not
   *     there
   */
  public static PasswordAlgorithm argon2id() {
    return argon2id(19 * 1024, 2, 1);
  }

  /**
   * Returns Argon2id (RFC 9106).
   *
   * @param memoryKib memory in KiB, from 8 for each lane to 1 GiB
   * @param passes from 1 to 64
   * @param lanes from 1 to 16; they are computed one after the other
   * @throws IllegalArgumentException if a number is out of its range
   * @throws IllegalStateException if Bouncy Castle ({@code org.bouncycastle:bcprov-jdk18on}) is not
   *     there
   */
  public static PasswordAlgorithm argon2id(int memoryKib, int passes, int lanes) {
    Kdf.Argon2id kdf = new Kdf.Argon2id(memoryKib, passes, lanes).checked();
    Kdf.Argon2id.requireBouncyCastle();
    return new PasswordAlgorithm(kdf);
  }

  Kdf kdf() {
    return kdf;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PasswordAlgorithm other && kdf.equals(other.kdf);
  }

  @Override
  public int hashCode() {
    return kdf.hashCode();
  }

  /** Returns identifier and parameters as in a PHC string: {@code pbkdf2-sha256$i=600000}. */
  @Override
  public String toString() {
    return kdf.id() + "$" + kdf.parameters();
  }
}
