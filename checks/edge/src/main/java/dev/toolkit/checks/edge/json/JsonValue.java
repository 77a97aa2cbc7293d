package dev.toolkit.checks.edge.json;

import dev.toolkit.core.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed value and its place in the text, so that what does not fit can be told.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 */
public final class JsonValue {

  /** Reads one element of an array. */
  @FunctionalInterface
  interface Element {
    Object read(JsonValue value);
  }

  /** A Map, List, String, Boolean, {@link Digits}, or null. */
  private final @Nullable Object content;

  private final String pointer;

  /** A number as it was written. */
  record Digits(String text) {}

  JsonValue(@Nullable Object content, String pointer) {
    this.content = content;
    this.pointer = pointer;
  }

  private JsonException fault(String message) {
    return new JsonException(message, 0, 0, pointer);
  }

  /** Returns a member of this object, which is null if there is none. */
  public JsonValue member(String name) {
    return new JsonValue(object().get(name), pointer + '/' + escaped(name));
  }

  /** Returns a member that must be there, as those of primitive types. */
  public JsonValue required(String name) {
    if (!object().containsKey(name)) {
      throw member(name).fault("must be present");
    }
    return member(name);
  }

  private Map<?, ?> object() {
    if (content instanceof Map<?, ?> map) {
      return map;
    }
    throw fault("must be an object");
  }

  /** Returns this string, or null for null. */
  public @Nullable String string() {
    if (content == null || content instanceof String) {
      return (String) content;
    }
    throw fault("must be a string");
  }

  /** Returns this number as an integer of 32 bits. */
  public int integer() {
    if (!(content instanceof Digits digits) || !isInteger(digits.text)) {
      throw fault("must be an integer");
    }
    try {
      return Integer.parseInt(digits.text);
    } catch (NumberFormatException e) {
      throw fault("must be an integer between -2147483648 and 2147483647");
    }
  }

  private static boolean isInteger(String text) {
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }

  /** Returns this truth value. */
  public boolean truth() {
    if (content instanceof Boolean truth) {
      return truth;
    }
    throw fault("must be true or false");
  }

  /** Returns this array of strings, or null for null. */
  public @Nullable List<@Nullable String> strings() {
    if (content == null) {
      return null;
    }
    List<@Nullable String> strings = new ArrayList<>();
    for (JsonValue element : elements()) {
      strings.add(element.string());
    }
    return strings;
  }

  List<Object> list(Element element) {
    List<Object> read = new ArrayList<>();
    for (JsonValue value : elements()) {
      read.add(element.read(value));
    }
    return read;
  }

  private List<JsonValue> elements() {
    if (!(content instanceof List<?> list)) {
      throw fault("must be an array");
    }
    List<JsonValue> elements = new ArrayList<>();
    for (Object element : list) {
      elements.add(new JsonValue(element, pointer + '/' + elements.size()));
    }
    return elements;
  }

  /** RFC 6901, section 3. */
  private static String escaped(String name) {
    if (name.indexOf('~') < 0 && name.indexOf('/') < 0) {
      return name;
    }
    var escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      escaped.append(c == '~' ? "~0" : c == '/' ? "~1" : String.valueOf(c));
    }
    return escaped.toString();
  }
}
