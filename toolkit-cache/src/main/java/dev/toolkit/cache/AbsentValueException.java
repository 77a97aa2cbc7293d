package dev.toolkit.cache;

/**
 * Thrown by {@link Cache#get} when the loader said that there is no value, or a load of such an
 * answer is remembered. {@link Cache#find} answers the same with an empty Optional.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class AbsentValueException extends CacheException {

  private static final long serialVersionUID = 1;

  AbsentValueException(String name) {
    super(
        "Cache \""
            + name
            + "\" knows that the key has no value: use find(…) where that is expected",
        null);
  }
}
