package dev.toolkit.cache.layer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the keys in a layer.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Listing {

  /**
   * A key that is listed, and its entry without the body.
   *
   * @param key the key
   * @param entry the entry, its body empty
   */
  public record Key(String key, Stored entry) {}

  private final List<Key> keys;
  private final @Nullable String cursor;

  private Listing(List<Key> keys, @Nullable String cursor) {
    this.keys = List.copyOf(keys);
    this.cursor = cursor;
  }

  /** Returns the last page. */
  public static Listing last(List<Key> keys) {
    return new Listing(keys, null);
  }

  /** Returns a page after which there are more, from the cursor on. */
  public static Listing before(String cursor, List<Key> keys) {
    return new Listing(keys, cursor);
  }

  /** Returns the keys. */
  public List<Key> keys() {
    return keys;
  }

  /** Returns where the next page starts, or empty if this is the last. */
  public Optional<String> cursor() {
    return Optional.ofNullable(cursor);
  }
}
