package dev.toolkit.checks.edge.json;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), compact, as the JVM's codec writes it.
 *
 * <p>This class is not safe for use by multiple threads.
 */
public final class JsonWriter {

  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder out = new StringBuilder(128);
  private boolean hasElement;

  /** Opens an object. */
  public JsonWriter beginObject() {
    return begin('{');
  }

  /** Closes an object. */
  public JsonWriter endObject() {
    return end('}');
  }

  /** Opens an array. */
  public JsonWriter beginArray() {
    return begin('[');
  }

  /** Closes an array. */
  public JsonWriter endArray() {
    return end(']');
  }

  private JsonWriter begin(char bracket) {
    separate();
    out.append(bracket);
    hasElement = false;
    return this;
  }

  private JsonWriter end(char bracket) {
    out.append(bracket);
    hasElement = true;
    return this;
  }

  /** Writes the name of a member, whose value follows. */
  public JsonWriter name(String name) {
    separate();
    string(name);
    out.append(':');
    hasElement = false;
    return this;
  }

  /** Writes a string, or null. */
  public JsonWriter value(@Nullable String text) {
    separate();
    if (text == null) {
      out.append("null");
    } else {
      string(text);
    }
    hasElement = true;
    return this;
  }

  /** Writes an integer. */
  public JsonWriter value(long number) {
    separate();
    out.append(number);
    hasElement = true;
    return this;
  }

  /** Writes true or false. */
  public JsonWriter value(boolean truth) {
    separate();
    out.append(truth);
    hasElement = true;
    return this;
  }

  private void separate() {
    if (hasElement) {
      out.append(',');
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        control(c);
      } else if (Character.isSurrogate(c)) {
        surrogates(text, i++);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void control(char c) {
    int letter = "\b\t\n\f\r".indexOf(c);
    if (letter >= 0) {
      out.append('\\').append("btnfr".charAt(letter));
    } else {
      unit(c);
    }
  }

  private void unit(char c) {
    out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt((c >> 8) & 0xf));
    out.append(HEX.charAt((c >> 4) & 0xf)).append(HEX.charAt(c & 0xf));
  }

  private void surrogates(String text, int i) {
    boolean paired =
        Character.isHighSurrogate(text.charAt(i))
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1));
    if (!paired) {
      throw new IllegalArgumentException(
          "A surrogate in a string has no other half: it has no JSON form");
    }
    out.append(text, i, i + 2);
  }

  /** Returns the text written so far. */
  @Override
  public String toString() {
    return out.toString();
  }
}
