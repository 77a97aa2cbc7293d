package dev.toolkit.cache.kv;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a {@link Kv} with its metadata.
 *
 * <p>This class is immutable, as far as its value is, and safe for use by multiple threads.
 *
 * @param <T> the type of the value
 * @since 0.1.0
 */
public final class KvEntry<T> {

  private final T value;
  private final String metadata;
  private final @Nullable Instant expiration;

  KvEntry(T value, String metadata, @Nullable Instant expiration) {
    this.value = value;
    this.metadata = metadata;
    this.expiration = expiration;
  }

  /** Returns the value. */
  public T value() {
    return value;
  }

  /** Returns the metadata, or empty if there is none. */
  public Optional<String> metadata() {
    return metadata.isEmpty() ? Optional.empty() : Optional.of(metadata);
  }

  /** Returns when the value ends, in whole seconds, or empty if it does not. */
  public Optional<Instant> expiration() {
    return Optional.ofNullable(expiration);
  }

  /** Returns a description without the value. */
  @Override
  public String toString() {
    return "KvEntry[" + metadata.length() + " characters of metadata]";
  }
}
