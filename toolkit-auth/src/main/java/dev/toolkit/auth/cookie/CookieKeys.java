package dev.toolkit.auth.cookie;

import dev.toolkit.auth.internal.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that cookies are encrypted with: the current one, and earlier ones that cookies out
 * there may still be encrypted with.
 *
 * <p>To rotate, put a new key in front, and drop the last one when its cookies have expired. A key
 * should not encrypt more than 2<sup>32</sup> cookies, since their nonces are random (NIST SP
 * 800-38D, section 8.3).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CookieKeys {

  private static final int KEY_BYTES = 32;
  private static final byte[] ID_LABEL = "cookie key id".getBytes(StandardCharsets.US_ASCII);

  /**
   * A key.
   *
   * @param id what tells it from others: some bits of an HMAC, which say nothing of the key
   */
  record Entry(int id, SecretKey key) {}

  private final List<Entry> entries;

  private CookieKeys(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Returns a ring of keys.
   *
   * @param current 32 bytes from a good source of randomness, for new cookies
   * @param previous earlier keys, for cookies that were made before
   * @throws IllegalArgumentException if a key is not 32 bytes, or is there twice
   */
  public static CookieKeys of(byte[] current, byte[]... previous) {
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(current));
    for (byte[] key : previous) {
      Entry entry = entry(key);
      if (entries.stream().anyMatch(other -> other.id == entry.id)) {
        throw new IllegalArgumentException("A cookie key is there twice");
      }
      entries.add(entry);
    }
    return new CookieKeys(List.copyOf(entries));
  }

  private static Entry entry(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "Cookie key must have " + KEY_BYTES + " bytes: " + key.length);
    }
    byte[] id = Digests.hmacSha256(new SecretKeySpec(key, "HmacSHA256"), ID_LABEL);
    return new Entry(ByteBuffer.wrap(id).getInt(), new SecretKeySpec(key, "AES"));
  }

  Entry current() {
    return entries.getFirst();
  }

  List<Entry> entries() {
    return entries;
  }

  /** Returns the number of keys. */
  @Override
  public String toString() {
    return "CookieKeys[" + entries.size() + "]";
  }
}
