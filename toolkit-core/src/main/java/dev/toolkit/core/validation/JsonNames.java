package dev.toolkit.core.validation;

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
   * Returns the name of a property in JSON, or the name itself if the type has no such property.
   *
   * @param type a record or bean
   * @param property the name of a component or property in Java
   */
  String nameOf(Class<?> type, String property);
}
