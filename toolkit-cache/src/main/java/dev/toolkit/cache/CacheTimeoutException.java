package dev.toolkit.cache;

/**
 * Thrown when a load took longer than its hard time-out. The load goes on.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CacheTimeoutException extends CacheException {

  private static final long serialVersionUID = 1;

  CacheTimeoutException(String message) {
    super(message, null);
  }
}
