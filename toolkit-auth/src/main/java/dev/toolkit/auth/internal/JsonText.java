package dev.toolkit.auth.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text under construction, in UTF-8 and without white space.
 *
 * <p>It is written by one thread.
 *
 * @since 0.1.0
 */
public final class JsonText {

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] bytes;
  private int length;

  /** Starts a text with room for so many bytes; it grows as needed. */
  public JsonText(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Returns a copy of what is written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Returns the array that is written to, of which {@link #length} bytes count. */
  public byte[] array() {
    return bytes;
  }

  /** Returns how many bytes are written. */
  public int length() {
    return length;
  }

  /** Starts again with nothing written. */
  public void clear() {
    length = 0;
  }

  /** Writes a character of ASCII as it is. */
  public JsonText raw(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Writes a name and a colon, after a comma if this is not the first member. */
  public JsonText name(String name) {
    if (bytes[length - 1] != '{') {
      raw(',');
    }
    return string(name).raw(':');
  }

  /** Writes a number. */
  public JsonText number(long value) {
    if (value < 0) {
      return ascii(Long.toString(value));
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /**
   * Writes a text as a JSON string.
   *
   * @throws IllegalArgumentException if it has half of a surrogate pair
   */
  public JsonText string(String text) {
    // Three bytes for any char but those that are escaped, which get their room when they come.
    room(text.length() * 3 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        i += special(text, i, c);
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /** Writes what is not plain ASCII, and returns how many further chars that took. */
  private int special(String text, int index, char c) {
    room((text.length() - index) * 3 + 8);
    if (c < ' ') {
      ascii("\\u00").raw((char) HEX[c >> 4]).raw((char) HEX[c & 0xf]);
    } else if (c < 0x80) {
      raw('\\').raw(c);
    } else if (c < 0x800) {
      put(0xc0 | (c >> 6)).put(0x80 | (c & 0x3f));
    } else if (!Character.isSurrogate(c)) {
      put(0xe0 | (c >> 12)).put(0x80 | ((c >> 6) & 0x3f)).put(0x80 | (c & 0x3f));
    } else {
      int point = text.codePointAt(index);
      if (Character.charCount(point) == 1) {
        throw new IllegalArgumentException(
            "Text for JSON must not have half of a surrogate pair: index " + index);
      }
      put(0xf0 | (point >> 18)).put(0x80 | ((point >> 12) & 0x3f));
      put(0x80 | ((point >> 6) & 0x3f)).put(0x80 | (point & 0x3f));
      return 1;
    }
    return 0;
  }

  /**
   * Writes a value: a String, Boolean, number, Instant (as seconds), Collection or Map of such
   * values, or null.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  public JsonText value(@Nullable Object value) {
    switch (value) {
      case null -> ascii("null");
      case String text -> string(text);
      case Boolean bool -> ascii(bool.toString());
      case Integer number -> number(number);
      case Long number -> number(number);
      case Short number -> number(number);
      case Byte number -> number(number);
      case BigInteger number -> ascii(number.toString());
      case BigDecimal number -> ascii(number.toString());
      case Double number when Double.isFinite(number) -> ascii(number.toString());
      case Instant instant -> number(instant.getEpochSecond());
      case Collection<?> collection -> array(collection);
      case Map<?, ?> map -> object(map);
      default ->
          throw new IllegalArgumentException(
              "Value must be a String, Boolean, number, Instant, Collection or Map: "
                  + value.getClass().getName());
    }
    return this;
  }

  private void array(Collection<?> collection) {
    raw('[');
    boolean first = true;
    for (Object element : collection) {
      if (!first) {
        raw(',');
      }
      value(element);
      first = false;
    }
    raw(']');
  }

  private void object(Map<?, ?> map) {
    raw('{');
    map.forEach((name, value) -> name(String.valueOf(name)).value(value));
    raw('}');
  }

  private JsonText ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      raw(text.charAt(i));
    }
    return this;
  }

  private JsonText put(int value) {
    bytes[length++] = (byte) value;
    return this;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
