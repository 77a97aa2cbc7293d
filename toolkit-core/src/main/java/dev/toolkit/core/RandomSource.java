package dev.toolkit.core;

/**
 * Makes random bytes that cannot be predicted, fit for identifiers and keys.
 *
 * <p>A source must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RandomSource {

  /** Fills the array with random bytes. */
  void nextBytes(byte[] bytes);
}
