package dev.toolkit.cache.kv;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the keys of a {@link Kv}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class KvList {

  /** A key with what is known of it, the value aside. */
  public static final class Key {
    private final String name;
    private final String metadata;
    private final @Nullable Instant expiration;

    Key(String name, String metadata, @Nullable Instant expiration) {
      this.name = name;
      this.metadata = metadata;
      this.expiration = expiration;
    }

    /** Returns the key. */
    public String name() {
      return name;
    }

    /** Returns the metadata of its value, or empty if there is none. */
    public Optional<String> metadata() {
      return metadata.isEmpty() ? Optional.empty() : Optional.of(metadata);
    }

    /** Returns when its value ends, in whole seconds, or empty if it does not. */
    public Optional<Instant> expiration() {
      return Optional.ofNullable(expiration);
    }
  }

  private final List<Key> keys;
  private final @Nullable String cursor;

  KvList(List<Key> keys, @Nullable String cursor) {
    this.keys = List.copyOf(keys);
    this.cursor = cursor;
  }

  /** Returns the keys, which may be none even where there are more pages. */
  public List<Key> keys() {
    return keys;
  }

  /** Returns the names of the keys. */
  public List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** Returns whether this is the last page. */
  public boolean isComplete() {
    return cursor == null;
  }

  /** Returns what {@link KvQuery#after} takes for the next page, or empty if this is the last. */
  public Optional<String> cursor() {
    return Optional.ofNullable(cursor);
  }
}
