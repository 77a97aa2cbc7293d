package dev.toolkit.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A key derivation function with its cost. Implementations are immutable. */
sealed interface Kdf {

  /** Returns the identifier in PHC strings. */
  String id();

  /** Returns the parameters in PHC strings. */
  String parameters();

  /** Derives a hash of so many bytes from a password that has been normalized. */
  byte[] derive(String password, byte[] salt, int length);

  /**
   * Returns this function if its cost is within what is accepted. Stored hashes are checked, too: a
   * row that somebody has changed must not cost minutes or the heap.
   *
   * @throws IllegalArgumentException if it is not
   */
  Kdf checked();

  private static void requireRange(String what, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " must be between " + min + " and " + max + ": " + value);
    }
  }

  /** PBKDF2 with HMAC: RFC 8018, section 5.2. */
  record Pbkdf2(String hash, int iterations) implements Kdf {

    static final String SHA256 = "sha256";
    static final String SHA512 = "sha512";

    @Override
    public String id() {
      return "pbkdf2-" + hash;
    }

    @Override
    public String parameters() {
      return "i=" + iterations;
    }

    @Override
    public Pbkdf2 checked() {
      requireRange("Iterations of PBKDF2", iterations, 1_000, 10_000_000);
      return this;
    }

    @Override
    public byte[] derive(String password, byte[] salt, int length) {
      String name = hash.equals(SHA256) ? "PBKDF2WithHmacSHA256" : "PBKDF2WithHmacSHA512";
      var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
      try {
        return SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java platform lacks " + name, e);
      } finally {
        spec.clearPassword();
      }
    }
  }

  /** Argon2id, version 1.3: RFC 9106. */
  record Argon2id(int memoryKib, int passes, int lanes) implements Kdf {

    static final String ID = "argon2id";

    @Override
    public String id() {
      return ID;
    }

    @Override
    public String parameters() {
      return "m=" + memoryKib + ",t=" + passes + ",p=" + lanes;
    }

    @Override
    public Argon2id checked() {
      requireRange("Lanes of Argon2id", lanes, 1, 16);
      requireRange("Passes of Argon2id", passes, 1, 64);
      requireRange("Memory of Argon2id in KiB", memoryKib, 8L * lanes, 1024 * 1024);
      return this;
    }

    @Override
    public byte[] derive(String password, byte[] salt, int length) {
      requireBouncyCastle();
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return BouncyCastleArgon2.derive(this, bytes, salt, length);
    }

    /** Checks by loading a class that needs it, which is the only sure way to know. */
    static void requireBouncyCastle() {
      try {
        BouncyCastleArgon2.load();
      } catch (NoClassDefFoundError e) {
        throw new IllegalStateException(
            "Argon2id needs Bouncy Castle, which is not on the class path or module path: add"
                + " org.bouncycastle:bcprov-jdk18on",
            e);
      }
    }
  }
}
