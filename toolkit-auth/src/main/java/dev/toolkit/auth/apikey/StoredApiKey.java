package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key as an {@link ApiKeyStore} keeps it.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class StoredApiKey {

  private final ApiKey key;
  private final byte[] hash;
  private final long version;

  private StoredApiKey(ApiKey key, byte[] hash, long version) {
    this.key = requireNonNull(key, "key");
    this.hash = hash.clone();
    this.version = version;
  }

  /**
   * Returns a row of a store.
   *
   * @param hash what the key is found by: 32 bytes
   * @param version counts the changes, from 0
   */
  public static StoredApiKey of(ApiKey key, byte[] hash, long version) {
    return new StoredApiKey(key, hash, version);
  }

  /** Returns what is known of the key. */
  public ApiKey key() {
    return key;
  }

  /** Returns a copy of the hash that the key is found by. */
  public byte[] hash() {
    return hash.clone();
  }

  /** Returns the number of changes before this state. */
  public long version() {
    return version;
  }

  /** Returns the next version of this row. */
  StoredApiKey changed(ApiKey key) {
    return new StoredApiKey(key, hash, version + 1);
  }

  StoredApiKey rehashed(byte[] hash) {
    return new StoredApiKey(key, hash, version + 1);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof StoredApiKey other
        && version == other.version
        && key.equals(other.key)
        && Arrays.equals(hash, other.hash);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** Returns the key's description and the version, without the hash. */
  @Override
  public String toString() {
    return "StoredApiKey[" + key + ", version " + version + "]";
  }
}
