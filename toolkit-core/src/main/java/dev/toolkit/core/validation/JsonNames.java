package dev.toolkit.core.validation;

import java.util.Optional;

/**
 * Tells how the properties of a type are called in JSON, so that violations name what the client
 * has sent.
 *
 * <p>An implementation must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface JsonNames {

  /**
   * Returns the name of a property in JSON, or empty if JSON does not have it, so that what is
   * wrong with it is told of the object as a whole.
   *
   * @param type a record or bean
   * @param property the name of a component or property in Java
   */
  Optional<String> findName(Class<?> type, String property);
}
