package dev.toolkit.cache;

/**
 * Thrown by every call of a cache that is closed.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CacheClosedException extends CacheException {

  private static final long serialVersionUID = 1;

  CacheClosedException(String name) {
    super("Cache \"" + name + "\" is closed", null);
  }
}
