package dev.toolkit.cache;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a loader failed and no older value may be returned. The cause is what it threw.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CacheLoadException extends CacheException {

  private static final long serialVersionUID = 1;

  CacheLoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
