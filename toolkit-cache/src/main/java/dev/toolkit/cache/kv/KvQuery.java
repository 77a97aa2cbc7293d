package dev.toolkit.cache.kv;

import static java.util.Objects.requireNonNull;

/**
 * Which keys of a {@link Kv} to list. The default is all, from the first on, {@value #MAX_LIMIT} to
 * a page.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class KvQuery {

  /** The largest page: {@value} keys. */
  public static final int MAX_LIMIT = 1_000;

  private static final KvQuery ALL = new KvQuery("", MAX_LIMIT, "");

  private final String prefix;
  private final int limit;
  private final String cursor;

  private KvQuery(String prefix, int limit, String cursor) {
    this.prefix = prefix;
    this.limit = limit;
    this.cursor = cursor;
  }

  /** Returns the query for all keys. */
  public static KvQuery all() {
    return ALL;
  }

  /** Returns the query for the keys that start with a text, taken literally. */
  public static KvQuery prefix(String prefix) {
    return new KvQuery(requireNonNull(prefix, "prefix"), MAX_LIMIT, "");
  }

  /**
   * Returns this query with another size of pages.
   *
   * @throws IllegalArgumentException if it is not between 1 and {@value #MAX_LIMIT}
   */
  public KvQuery limit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ": " + limit);
    }
    return new KvQuery(prefix, limit, cursor);
  }

  /** Returns this query for the page after the one that gave the cursor. */
  public KvQuery after(String cursor) {
    return new KvQuery(prefix, limit, requireNonNull(cursor, "cursor"));
  }

  String prefix() {
    return prefix;
  }

  int limit() {
    return limit;
  }

  String cursor() {
    return cursor;
  }
}
