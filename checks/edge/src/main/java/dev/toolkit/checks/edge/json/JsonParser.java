package dev.toolkit.checks.edge.json;

import dev.toolkit.checks.edge.lean.TextCoder;
import dev.toolkit.core.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses one JSON text, under the limits and with the words of the JVM's codec. */
final class JsonParser {

  /*
   * RFC 8259 by recursive descent, which the limit of the depth bounds. The grammar is settled before
   * a name that occurs twice is told, as on the JVM, where the two are told by two passes.
   *
   * It is stricter than the JVM's codec in one point, to do without the tables of a parser for
   * doubles: of a number with an exponent, digits and exponent may stand for no more than 308 places.
   */

  private static final int MAX_DEPTH = 100;
  private static final int MAX_NAME_LENGTH = 4_096;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_EXPONENT = 999;
  private static final int SAFE_EXPONENT = 308;

  private static final String MALFORMED_ESCAPE = "an escape in a string is malformed";

  private final byte[] json;
  private int position;
  private int repeatedName = -1;

  private JsonParser(byte[] json) {
    this.json = json;
  }

  static JsonValue parse(byte[] json) {
    return new JsonParser(json).text();
  }

  private JsonValue text() {
    if (json.length >= 3
        && json[0] == (byte) 0xef
        && json[1] == (byte) 0xbb
        && json[2] == (byte) 0xbf) {
      throw fault("the text must not begin with a byte order mark", 0);
    }
    space();
    if (position == json.length) {
      throw fault("the text is empty", position);
    }
    Object value = value(0);
    space();
    if (position < json.length) {
      throw fault("text follows the value", position);
    }
    if (value == null) {
      throw new JsonException("must not be null", 0, 0, "");
    }
    if (repeatedName >= 0) {
      throw fault("a name occurs twice in an object", repeatedName);
    }
    return new JsonValue(value, "");
  }

  private @Nullable Object value(int depth) {
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("a value");
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    requireDepth(depth);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    position++;
    space();
    if (take('}')) {
      return members;
    }
    do {
      space();
      if (peek() != '"') {
        throw unexpected("a name in double quotes");
      }
      String name = name();
      boolean isRepeated = members.containsKey(name);
      if (isRepeated && repeatedName < 0) {
        repeatedName = position;
      }
      space();
      if (!take(':')) {
        throw unexpected("a colon");
      }
      space();
      members.put(name, value(depth));
      space();
    } while (take(','));
    if (!take('}')) {
      throw unexpected("a comma or a closing brace");
    }
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    requireDepth(depth);
    List<@Nullable Object> elements = new ArrayList<>();
    position++;
    space();
    if (take(']')) {
      return elements;
    }
    do {
      space();
      elements.add(value(depth));
      space();
    } while (take(','));
    if (!take(']')) {
      throw unexpected("a comma or a closing bracket");
    }
    return elements;
  }

  private void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw fault("nesting is deeper than " + MAX_DEPTH + " levels", position);
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("a value");
      }
      position++;
    }
    return value;
  }

  private String name() {
    int start = position;
    String name = string();
    if (name.length() > MAX_NAME_LENGTH) {
      throw fault("a name is longer than " + MAX_NAME_LENGTH + " characters", start);
    }
    return name;
  }

  private String string() {
    int start = position++;
    var text = new StringBuilder();
    int plain = position;
    while (true) {
      int b = peek();
      if (b == '"') {
        break;
      } else if (b == '\\') {
        text.append(utf8(plain));
        escape(text);
        plain = position;
      } else if (b >= 0x80) {
        character();
      } else if (b >= ' ') {
        position++;
      } else {
        throw b < 0
            ? fault("a string is not closed", start)
            : fault("a control character in a string must be escaped", position);
      }
    }
    text.append(utf8(plain));
    position++;
    return text.toString();
  }

  private String utf8(int start) {
    return TextCoder.ofUtf8(json, start, position);
  }

  private void escape(StringBuilder text) {
    int start = position++;
    int b = peek();
    if (b == 'u') {
      unicode(text, start);
      return;
    }
    int letter = b < 0 ? -1 : "\"\\/bfnrt".indexOf(b);
    if (letter < 0) {
      throw fault(MALFORMED_ESCAPE, start);
    }
    text.append("\"\\/\b\f\n\r\t".charAt(letter));
    position++;
  }

  private void unicode(StringBuilder text, int start) {
    char first = unit(start);
    text.append(first);
    if (Character.isSurrogate(first)) {
      boolean paired = Character.isHighSurrogate(first) && take('\\') && peek() == 'u';
      char second = paired ? unit(start) : 0;
      if (!Character.isLowSurrogate(second)) {
        throw fault("an escaped surrogate in a string has no other half", start);
      }
      text.append(second);
    }
  }

  /** Passes the {@code u} and four digits of an escape, and returns what they stand for. */
  private char unit(int start) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      position++;
      int digit = hexDigit(peek());
      if (digit < 0) {
        throw fault(MALFORMED_ESCAPE, start);
      }
      unit = unit << 4 | digit;
    }
    position++;
    return (char) unit;
  }

  private static int hexDigit(int b) {
    if (isDigit(b)) {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Passes a character of two to four bytes, as in RFC 3629, section 4. */
  private void character() {
    int lead = peek();
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead < 0xc2 || lead > 0xf4) {
      throw fault("the text is not UTF-8", position);
    }
    position++;
    for (int i = 0; i < more; i++) {
      int b = peek();
      if (b < low || b > high) {
        throw fault("the text is not UTF-8", position);
      }
      low = 0x80;
      high = 0xbf;
      position++;
    }
  }

  private JsonValue.Digits number() {
    int start = position;
    take('-');
    int digits = 1;
    if (!take('0')) {
      digits = digits();
    }
    if (take('.')) {
      digits();
    }
    boolean hasExponent = take('e') || take('E');
    boolean finite = !hasExponent || exponent(digits);
    if (position - start > MAX_NUMBER_LENGTH) {
      throw fault("a number is longer than " + MAX_NUMBER_LENGTH + " characters", start);
    }
    if (!finite) {
      throw fault("a number is out of range", start);
    }
    return new JsonValue.Digits(utf8(start));
  }

  /** Passes digits, of which there must be one, and returns their number. */
  private int digits() {
    int start = position;
    while (isDigit(peek())) {
      position++;
    }
    if (position == start) {
      throw unexpected("a digit");
    }
    return position - start;
  }

  /** Passes an exponent, and returns whether its number has a value that can be computed with. */
  private boolean exponent(int digits) {
    boolean negative = take('-');
    if (!negative) {
      take('+');
    }
    int first = position;
    digits();
    int exponent = 0;
    for (int i = first; i < position && exponent <= MAX_EXPONENT; i++) {
      exponent = exponent * 10 + (json[i] - '0');
    }
    return exponent <= MAX_EXPONENT && (negative || digits + exponent <= SAFE_EXPONENT);
  }

  private void space() {
    while (position < json.length) {
      switch (json[position]) {
        case ' ', '\t', '\n', '\r' -> position++;
        default -> {
          return;
        }
      }
    }
  }

  private boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    position++;
    return true;
  }

  /** Returns the next byte as a number from 0 to 255, or -1 at the end. */
  private int peek() {
    return position < json.length ? json[position] & 0xff : -1;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private JsonException unexpected(String expected) {
    return position < json.length
        ? fault("expected " + expected, position)
        : fault("the text ends early: expected " + expected, position);
  }

  /** Counts lines by line feeds, and columns by characters. */
  private JsonException fault(String message, int offset) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < offset; i++) {
      if (json[i] == '\n') {
        line++;
        column = 1;
      } else if ((json[i] & 0xc0) != 0x80) {
        column++;
      }
    }
    return new JsonException(message, line, column, "");
  }
}
