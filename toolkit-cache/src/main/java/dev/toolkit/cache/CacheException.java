package dev.toolkit.cache;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a cache cannot answer. Its subclasses say why.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public class CacheException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Makes an exception with a message and, if there is one, a cause. */
  public CacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
