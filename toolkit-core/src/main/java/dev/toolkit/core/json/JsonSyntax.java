package dev.toolkit.core.json;

import dev.toolkit.core.JsonException;
import tools.jackson.core.StreamReadConstraints;

/**
 * Checks that bytes are one JSON text in UTF-8, within limits.
 *
 * <p>An instance checks one text and is not safe for use by multiple threads.
 */
final class JsonSyntax {

  /*
   * The grammar is RFC 8259, by recursive descent; the depth limit bounds the recursion:
   *
   *   text   = ws value ws
   *   value  = object | array | string | number | "false" | "null" | "true"
   *   object = "{" ws [ string ws ":" ws value ws *( "," ws string ws ":" ws value ws ) ] "}"
   *   array  = "[" ws [ value ws *( "," ws value ws ) ] "]"
   *   number = [ "-" ] ( "0" | 1-9 *digit ) [ "." 1*digit ] [ ( "e" | "E" ) [ "+" | "-" ] 1*digit ]
   *
   * Jackson parses the same bytes again to build values. A pass of our own comes first because
   * Jackson's parser takes what RFC 8259 and RFC 3629 do not allow (overlong UTF-8, surrogates, lone
   * or encoded, UTF-16 and UTF-32 by guessing, a byte order mark) and because its messages quote the
   * text. This pass also refuses numbers that are short to write and huge to compute with, such as
   * 1e1000000000, wherever in the text they are. It costs one read of each byte, and allocates
   * nothing but itself.
   */

  /** No double has a larger one, and no use needs a decimal with a larger or smaller one. */
  private static final int MAX_EXPONENT = 999;

  /** Numbers with at most so many digits before the point and no larger exponent are finite. */
  private static final int SAFE_EXPONENT = 308;

  private static final String MALFORMED_ESCAPE = "an escape in a string is malformed";

  private final byte[] json;
  private final StreamReadConstraints limits;
  private int position;

  private JsonSyntax(byte[] json, StreamReadConstraints limits) {
    this.json = json;
    this.limits = limits;
  }

  /**
   * Returns if the bytes are a JSON text other than {@code null}.
   *
   * @throws JsonException if they are not, or exceed the limits; with line and column
   */
  static void require(byte[] json, StreamReadConstraints limits) {
    new JsonSyntax(json, limits).text();
  }

  private void text() {
    if (limits.hasMaxDocumentLength() && json.length > limits.getMaxDocumentLength()) {
      throw fault("the text is longer than " + limits.getMaxDocumentLength() + " bytes", 0);
    }
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
    boolean isNull = peek() == 'n';
    value(0);
    space();
    if (position < json.length) {
      throw fault("text follows the value", position);
    }
    if (isNull) {
      throw new JsonException("must not be null", 0, 0, "");
    }
  }

  private void value(int depth) {
    switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string(limits.getMaxStringLength(), "a string");
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("a value");
    }
  }

  private void object(int depth) {
    requireDepth(depth);
    position++;
    space();
    if (take('}')) {
      return;
    }
    do {
      space();
      if (peek() != '"') {
        throw unexpected("a name in double quotes");
      }
      string(limits.getMaxNameLength(), "a name");
      space();
      if (!take(':')) {
        throw unexpected("a colon");
      }
      space();
      value(depth);
      space();
    } while (take(','));
    if (!take('}')) {
      throw unexpected("a comma or a closing brace");
    }
  }

  private void array(int depth) {
    requireDepth(depth);
    position++;
    space();
    if (take(']')) {
      return;
    }
    do {
      space();
      value(depth);
      space();
    } while (take(','));
    if (!take(']')) {
      throw unexpected("a comma or a closing bracket");
    }
  }

  private void requireDepth(int depth) {
    if (depth > limits.getMaxNestingDepth()) {
      throw fault("nesting is deeper than " + limits.getMaxNestingDepth() + " levels", position);
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("a value");
      }
      position++;
    }
  }

  private void string(int maxLength, String what) {
    int start = position++;
    int length = 0;
    while (true) {
      int b = peek();
      if (b == '"') {
        break;
      } else if (b == '\\') {
        length += escape();
      } else if (b >= 0x80) {
        length += character();
      } else if (b >= ' ') {
        position++;
        length++;
      } else {
        throw b < 0
            ? fault("a string is not closed", start)
            : fault("a control character in a string must be escaped", position);
      }
    }
    position++;
    if (length > maxLength) {
      throw fault(what + " is longer than " + maxLength + " characters", start);
    }
  }

  /** Passes an escape, and returns the number of UTF-16 units that it stands for. */
  private int escape() {
    int start = position++;
    int b = peek();
    if (b != 'u') {
      if (b < 0 || "\"\\/bfnrt".indexOf(b) < 0) {
        throw fault(MALFORMED_ESCAPE, start);
      }
      position++;
      return 1;
    }
    char first = unit(start);
    if (!Character.isSurrogate(first)) {
      return 1;
    }
    boolean paired = Character.isHighSurrogate(first) && take('\\') && peek() == 'u';
    if (!paired || !Character.isLowSurrogate(unit(start))) {
      throw fault("an escaped surrogate in a string has no other half", start);
    }
    return 2;
  }

  /** Passes the {@code u} and four digits of an escape, and returns what they stand for. */
  private char unit(int start) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      position++;
      int b = peek();
      int digit = b < 0 ? -1 : Character.digit((char) b, 16);
      if (digit < 0) {
        throw fault(MALFORMED_ESCAPE, start);
      }
      unit = unit << 4 | digit;
    }
    position++;
    return (char) unit;
  }

  /**
   * Passes a character of two to four bytes, as in RFC 3629, section 4, and returns the number of
   * UTF-16 units that it stands for.
   */
  private int character() {
    int lead = peek();
    int low = 0x80;
    int high = 0xbf;
    int more;
    if (lead >= 0xc2 && lead <= 0xdf) {
      more = 1;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      more = 2;
      low = lead == 0xe0 ? 0xa0 : low;
      high = lead == 0xed ? 0x9f : high;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      more = 3;
      low = lead == 0xf0 ? 0x90 : low;
      high = lead == 0xf4 ? 0x8f : high;
    } else {
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
    return more == 3 ? 2 : 1;
  }

  private void number() {
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
    boolean finite = !hasExponent || exponent(start, digits);
    if (position - start > limits.getMaxNumberLength()) {
      String max = limits.getMaxNumberLength() + " characters";
      throw fault("a number is longer than " + max, start);
    }
    if (!finite) {
      throw fault("a number is out of range", start);
    }
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

  /**
   * Passes an exponent, and returns whether the number that begins at {@code start} has a value
   * that can be computed with: a finite double, or close to zero by no more than the same measure.
   */
  private boolean exponent(int start, int digits) {
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
    if (negative || exponent > MAX_EXPONENT || digits + exponent <= SAFE_EXPONENT) {
      return exponent <= MAX_EXPONENT;
    }
    boolean isShort = position - start <= limits.getMaxNumberLength();
    return isShort && Double.isFinite(Double.parseDouble(ascii(start, position)));
  }

  @SuppressWarnings("deprecation") // the bytes are digits: high bytes need no thought
  private String ascii(int start, int end) {
    return new String(json, 0, start, end - start);
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
