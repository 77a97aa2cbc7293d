package dev.toolkit.core;

/**
 * Turns values into JSON (RFC 8259) and back.
 *
 * <p>What every codec promises: text is UTF-8; members that the type does not have are ignored;
 * after the value there is nothing but white space; a name that occurs twice in an object is an
 * error; nesting, lengths and the size of numbers are limited; messages name places and types, and
 * never show what the text holds.
 *
 * <p>A codec must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface JsonCodec {

  /**
   * Returns the value as JSON.
   *
   * @throws IllegalArgumentException if the value, or what it holds, has no JSON form
   */
  byte[] encode(Object value);

  /**
   * Returns the value that the JSON stands for.
   *
   * @throws JsonException if the bytes are not JSON, are JSON of another shape, or are {@code null}
   * @throws IllegalStateException if the type cannot be read from JSON, whatever the text
   */
  <T> T decode(byte[] json, BodyType<T> type);

  /**
   * Checks that a type can be read, as far as that shows without a text. An application that starts
   * asks for each type that a route decodes. By default, nothing is checked.
   *
   * @throws IllegalStateException if the type cannot be read from JSON, whatever the text
   */
  default void requireReadable(BodyType<?> type) {}
}
