package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys by which a cache encrypts what its layers keep, with AES in GCM (NIST SP 800-38D): one
 * that writes, and older ones that still read.
 *
 * {@snippet :
 * EncryptionKeys keys = EncryptionKeys.of("2026-11", newKey).alsoReading("2026-05", oldKey);
 * }
 *
 * <p>An entry is bound to its place: it can be read under no other key of the cache. What was
 * changed in a layer counts as a miss. Tags, etag and lifetimes are not encrypted, but protected
 * from change; the length of a compressed value tells something of it. Nonces are random, so a key
 * must be replaced before it has written four billion entries.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class EncryptionKeys {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final String writing;
  private final Map<String, SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  private EncryptionKeys(String writing, Map<String, SecretKeySpec> keys) {
    this.writing = writing;
    this.keys = keys;
  }

  /**
   * Returns one key, which writes and reads.
   *
   * @param id names the key in entries, in the clear
   * @param key 16, 24 or 32 random bytes, which are copied
   * @throws IllegalArgumentException if the key has another length, or the name is empty or longer
   *     than 100 characters
   */
  public static EncryptionKeys of(String id, byte[] key) {
    return new EncryptionKeys(requireId(id), Map.of(id, secret(id, key)));
  }

  /**
   * Returns these keys and another, which reads.
   *
   * @throws IllegalArgumentException if the key has another length than 16, 24 or 32 bytes, or
   *     there is one of that name
   */
  public EncryptionKeys alsoReading(String id, byte[] key) {
    Map<String, SecretKeySpec> more = new HashMap<>(keys);
    if (more.put(requireId(id), secret(id, key)) != null) {
      throw new IllegalArgumentException("Two encryption keys are called \"" + id + "\"");
    }
    return new EncryptionKeys(writing, Map.copyOf(more));
  }

  private static String requireId(String id) {
    if (requireNonNull(id, "id").isEmpty() || id.length() > 100) {
      throw new IllegalArgumentException(
          "Name of an encryption key must have 1 to 100 characters: found " + id.length());
    }
    return id;
  }

  private static SecretKeySpec secret(String id, byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException(
          "Encryption key \"" + id + "\" must have 16, 24 or 32 bytes: found " + key.length);
    }
    return new SecretKeySpec(key, "AES");
  }

  String writing() {
    return writing;
  }

  byte[] encrypt(byte[] plain, byte[] place) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, writing, nonce, place);
    ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(plain.length));
    sealed.put(nonce).put(cipher.doFinal(plain));
    return sealed.array();
  }

  byte[] decrypt(String id, byte[] sealed, byte[] place) throws GeneralSecurityException {
    if (!keys.containsKey(id) || sealed.length < NONCE_BYTES) {
      throw new GeneralSecurityException("No encryption key of the name that the entry has");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, id, nonce, place);
    return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, String id, byte[] nonce, byte[] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place);
    return cipher;
  }

  /** Returns the names of the keys. */
  @Override
  public String toString() {
    return "EncryptionKeys[writing \"" + writing + "\", reading " + keys.keySet() + "]";
  }
}
