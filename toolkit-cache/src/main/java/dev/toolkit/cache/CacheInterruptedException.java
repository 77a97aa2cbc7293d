package dev.toolkit.cache;

/**
 * Thrown when a thread is interrupted while it waits for a load, which goes on. The thread stays
 * interrupted.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CacheInterruptedException extends CacheException {

  private static final long serialVersionUID = 1;

  CacheInterruptedException(String name, InterruptedException cause) {
    super("Interrupted while waiting for a load of cache \"" + name + "\"", cause);
  }
}
