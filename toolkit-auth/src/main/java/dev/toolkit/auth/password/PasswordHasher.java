package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.core.RandomSource;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords for storage and checks them.
 *
 * {@snippet :
 * PasswordHasher passwords = PasswordHasher.create();
 * String stored = passwords.hash(password);
 *
 * if (passwords.verify(password, stored) && passwords.needsRehash(stored)) {
 *   store(passwords.hash(password));
 * }
 * }
 *
 * <p>What is stored is a PHC string: algorithm, cost, salt and hash in one. Every algorithm of
 * {@link PasswordAlgorithm} is checked, whichever new hashes are made with.
 *
 * <p>Passwords are compared in Unicode's normalization form C, so that a letter with an accent is
 * the same from every keyboard, and are at most {@value #MAX_PASSWORD_BYTES} bytes of UTF-8.
 * Hashing is slow by design, which lets anyone who can log in ask for a lot of work: no more than a
 * set number are computed at a time, and a call that waits too long fails.
 *
 * <p>The defaults: {@link PasswordAlgorithm#pbkdf2Sha256()}, half as many at a time as there are
 * processors but one at least, a wait of 5 seconds.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class PasswordHasher {

  /** The longest password, in bytes of UTF-8: {@value}. */
  public static final int MAX_PASSWORD_BYTES = 1024;

  private final PasswordAlgorithm algorithm;
  private final Semaphore permits;
  private final int maxConcurrent;
  private final Duration maxWait;
  private final RandomSource random;
  private final byte[] dummySalt;

  private PasswordHasher(Builder builder) {
    this.algorithm = builder.algorithm;
    this.maxConcurrent = builder.maxConcurrent;
    this.permits = new Semaphore(maxConcurrent, true);
    this.maxWait = builder.maxWait;
    this.random = builder.random;
    this.dummySalt = new byte[PasswordAlgorithm.SALT_BYTES];
    random.nextBytes(dummySalt);
  }

  /** Returns a hasher with the defaults. */
  public static PasswordHasher create() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the hash of a password, to be stored.
   *
   * @throws IllegalArgumentException if the password is empty, longer than {@value
   *     #MAX_PASSWORD_BYTES} bytes, or no Unicode text
   * @throws AuthException with code {@code RATE_LIMITED} if too many others are being hashed
   */
  public String hash(String password) {
    String normalized = normalized(password);
    if (normalized == null) {
      throw new IllegalArgumentException(
          "Password must be Unicode text of 1 to " + MAX_PASSWORD_BYTES + " bytes of UTF-8");
    }
    byte[] salt = new byte[PasswordAlgorithm.SALT_BYTES];
    random.nextBytes(salt);
    Kdf kdf = algorithm.kdf();
    byte[] hash = derive(kdf, normalized, salt, PasswordAlgorithm.HASH_BYTES);
    return new PhcString(kdf, salt, hash).toString();
  }

  /**
   * Returns whether the password is the one that was hashed. A password that cannot have been
   * hashed is none.
   *
   * <p>For a user who does not exist, pass null: that takes as long as a wrong password, so that
   * the time does not tell who has an account.
   *
   * @param stored what {@link #hash} returned, or null if there is no such user
   * @throws AuthException with code {@code RATE_LIMITED} if too many others are being hashed, and
   *     with code {@code MALFORMED} if what is stored is not such a hash
   */
  public boolean verify(String password, @Nullable String stored) {
    String normalized = normalized(password);
    if (normalized == null) {
      // No account has such a password, so answering sooner tells nothing of any.
      return false;
    }
    if (stored == null) {
      derive(algorithm.kdf(), normalized, dummySalt, PasswordAlgorithm.HASH_BYTES);
      return false;
    }
    PhcString expected = PhcString.parse(stored);
    byte[] hash = derive(expected.kdf(), normalized, expected.salt(), expected.hash().length);
    return MessageDigest.isEqual(hash, expected.hash());
  }

  /**
   * Returns whether a new hash of the same password should be stored, since this one was made by
   * another algorithm, at another cost, or with a salt or a length of another size.
   *
   * @throws AuthException with code {@code MALFORMED} if what is stored is not such a hash
   */
  public boolean needsRehash(String stored) {
    PhcString phc = PhcString.parse(stored);
    return !phc.kdf().equals(algorithm.kdf())
        || phc.salt().length != PasswordAlgorithm.SALT_BYTES
        || phc.hash().length != PasswordAlgorithm.HASH_BYTES;
  }

  /** Returns the permits that hashing takes, for tests that take them away. */
  Semaphore permits() {
    return permits;
  }

  private byte[] derive(Kdf kdf, String password, byte[] salt, int length) {
    acquire();
    try {
      return kdf.derive(password, salt, length);
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (permits.tryAcquire(maxWait.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthException(
          AuthException.Code.RATE_LIMITED, "Interrupted while waiting to hash a password", e);
    }
    throw new AuthException(
        AuthException.Code.RATE_LIMITED,
        "No password could be hashed within %s: %d of %d in use, about %d waiting"
            .formatted(maxWait, maxConcurrent, maxConcurrent, permits.getQueueLength()));
  }

  /** Returns the password in form C, or null if no password is like this. */
  private static @Nullable String normalized(String password) {
    requireNonNull(password, "password");
    if (password.isEmpty() || password.length() > MAX_PASSWORD_BYTES) {
      return null;
    }
    try {
      // Encoded strictly: lone surrogates would all become the same question mark.
      String text = Normalizer.normalize(password, Normalizer.Form.NFC);
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return bytes.remaining() <= MAX_PASSWORD_BYTES ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Returns algorithm and cost. */
  @Override
  public String toString() {
    return "PasswordHasher[" + algorithm + "]";
  }

  /**
   * Builds a {@link PasswordHasher}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private PasswordAlgorithm algorithm = PasswordAlgorithm.pbkdf2Sha256();
    private int maxConcurrent = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private Duration maxWait = Duration.ofSeconds(5);
    private RandomSource random = new SecureRandom()::nextBytes;

    private Builder() {}

    /** Sets how new hashes are made. The default is {@link PasswordAlgorithm#pbkdf2Sha256()}. */
    public Builder algorithm(PasswordAlgorithm algorithm) {
      this.algorithm = requireNonNull(algorithm, "algorithm");
      return this;
    }

    /**
     * Sets how many passwords are hashed at a time. The default is half the number of processors,
     * but one at least. With Argon2id, each takes its memory.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxConcurrent(int maxConcurrent) {
      if (maxConcurrent < 1) {
        throw new IllegalArgumentException("maxConcurrent must be positive: " + maxConcurrent);
      }
      this.maxConcurrent = maxConcurrent;
      return this;
    }

    /**
     * Sets how long a call waits for its turn before it fails. The default is 5 seconds.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxWait(Duration maxWait) {
      if (maxWait.isNegative()) {
        throw new IllegalArgumentException("maxWait must not be negative: " + maxWait);
      }
      this.maxWait = maxWait;
      return this;
    }

    /** Sets where salts come from. The default is {@link SecureRandom}. */
    public Builder random(RandomSource random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /** Returns the hasher described by this builder. */
    public PasswordHasher build() {
      return new PasswordHasher(this);
    }
  }
}
