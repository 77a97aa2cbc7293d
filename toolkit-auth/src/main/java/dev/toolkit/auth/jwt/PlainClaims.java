package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the payloads that most tokens have in one pass, and leaves all others to StrictJson. */
final class PlainClaims {

  /*
   * Plain is what needs no judgement:
   *
   *   payload = '{' [ member *( ',' member ) ] '}'
   *   member  = string ':' ( string | integer | strings | "true" | "false" | "null" )
   *   strings = '[' [ string *( ',' string ) ] ']'
   *   string  = '"' *( %x20-7E but '"' and '\' ) '"'
   *   integer = '0' | 1-9 *14( 0-9 )
   *
   * No white space, no escapes, no signs, no fractions, no nesting, no name twice, registered claims
   * of their types. Whatever else comes makes read() return null, also what is wrong: StrictJson is
   * the one place that decides. A property test holds both together. It takes a third of the time
   * that Jackson takes, and a fifth of the memory.
   */

  private static final int MAX_INTEGER_DIGITS = 15;
  private static final long MAX_SECONDS = 253_402_300_799L;

  private static final int ISS = ('i' << 16) | ('s' << 8) | 's';
  private static final int SUB = ('s' << 16) | ('u' << 8) | 'b';
  private static final int AUD = ('a' << 16) | ('u' << 8) | 'd';
  private static final int EXP = ('e' << 16) | ('x' << 8) | 'p';
  private static final int NBF = ('n' << 16) | ('b' << 8) | 'f';
  private static final int IAT = ('i' << 16) | ('a' << 8) | 't';
  private static final int JTI = ('j' << 16) | ('t' << 8) | 'i';

  /** Values that are likely, so that no new Strings are made for them. */
  static final class Expected {
    private final @Nullable String issuer;
    private final byte[] issuerBytes;
    private final List<String> audience;
    private final byte[] audienceBytes;

    private Expected(@Nullable String issuer, @Nullable String audience) {
      this.issuer = issuer;
      this.issuerBytes = bytes(issuer);
      this.audience = audience == null ? List.of() : List.of(audience);
      this.audienceBytes = bytes(audience);
    }

    static Expected of(@Nullable String issuer, @Nullable String audience) {
      return new Expected(issuer, audience);
    }

    private static byte[] bytes(@Nullable String text) {
      return text == null ? new byte[0] : text.getBytes(ISO_8859_1);
    }
  }

  @Nullable String issuer;
  @Nullable String subject;
  List<String> audience = List.of();
  long expiresAt = Claims.ABSENT;
  long notBefore = Claims.ABSENT;
  long issuedAt = Claims.ABSENT;
  @Nullable String id;
  @Nullable Names names;

  private final byte[] bytes;
  private final Expected expected;
  private int seen;

  private PlainClaims(byte[] bytes, Expected expected) {
    this.bytes = bytes;
    this.expected = expected;
  }

  /** Returns the claims, or null if the payload is not plain. */
  static @Nullable PlainClaims read(byte[] payload, Expected expected) {
    int length = payload.length;
    if (length < 2 || payload[0] != '{' || payload[length - 1] != '}') {
      return null;
    }
    var claims = new PlainClaims(payload, expected);
    return length == 2 || claims.members(1, length - 1) ? claims : null;
  }

  /** Reads what stands between the braces, and returns whether it is plain. */
  private boolean members(int start, int end) {
    int i = start;
    while (true) {
      int nameEnd = stringEnd(i, end);
      if (nameEnd < 0 || bytes[nameEnd + 1] != ':') {
        return false;
      }
      i = member(i + 1, nameEnd, end);
      if (i == end) {
        return true;
      }
      if (i < 0 || bytes[i] != ',') {
        return false;
      }
      i++;
    }
  }

  /**
   * Returns the index of the quote that ends the string which starts at this index, or -1. The byte
   * before {@code end} can be read at the index after it: the closing brace follows.
   */
  private int stringEnd(int start, int end) {
    if (start >= end || bytes[start] != '"') {
      return -1;
    }
    for (int i = start + 1; i < end; i++) {
      byte b = bytes[i];
      if (b == '"') {
        return i;
      }
      if (b < 0x20 || b == '\\' || b == 0x7f) {
        return -1;
      }
    }
    return -1;
  }

  /** Reads a value and returns the index after it, or -1. */
  private int member(int nameStart, int nameEnd, int end) {
    int value = nameEnd + 2;
    if (nameEnd - nameStart == 3) {
      int name = (bytes[nameStart] << 16) | (bytes[nameStart + 1] << 8) | bytes[nameStart + 2];
      switch (name) {
        case ISS, SUB, JTI -> {
          return text(name, value, end);
        }
        case AUD -> {
          return audience(value, end);
        }
        case EXP, NBF, IAT -> {
          return time(name, value, end);
        }
        default -> {}
      }
    }
    if (names == null) {
      names = new Names();
    }
    return names.add(bytes, nameStart, nameEnd) ? skip(value, end) : -1;
  }

  private boolean isSecond(int bit) {
    boolean isSecond = (seen & bit) != 0;
    seen |= bit;
    return isSecond;
  }

  private int text(int name, int start, int end) {
    int textEnd = stringEnd(start, end);
    if (textEnd < 0) {
      return -1;
    }
    boolean isExpected = name == ISS && equal(start + 1, textEnd, expected.issuerBytes);
    String text = isExpected ? expected.issuer : string(start + 1, textEnd);
    return text == null || isSecond(setText(name, text)) ? -1 : textEnd + 1;
  }

  /** Sets a text, and returns the bit that its name has among those seen. */
  private int setText(int name, String text) {
    return switch (name) {
      case ISS -> {
        issuer = text;
        yield 1;
      }
      case SUB -> {
        subject = text;
        yield 2;
      }
      default -> {
        id = text;
        yield 4;
      }
    };
  }

  private int audience(int start, int end) {
    if (isSecond(8) || start >= end) {
      return -1;
    }
    if (bytes[start] == '[') {
      List<String> all = new ArrayList<>(4);
      int next = strings(start, end, all);
      audience = List.copyOf(all);
      return all.isEmpty() ? -1 : next;
    }
    int textEnd = stringEnd(start, end);
    if (textEnd < 0) {
      return -1;
    }
    boolean isExpected = equal(start + 1, textEnd, expected.audienceBytes);
    audience =
        isExpected && !expected.audience.isEmpty()
            ? expected.audience
            : List.of(string(start + 1, textEnd));
    return textEnd + 1;
  }

  private int time(int name, int start, int end) {
    int next = integerEnd(start, end);
    if (next < 0) {
      return -1;
    }
    long seconds = 0;
    for (int i = start; i < next; i++) {
      seconds = seconds * 10 + bytes[i] - '0';
    }
    return seconds > MAX_SECONDS || isSecond(setTime(name, seconds)) ? -1 : next;
  }

  /** Sets a time, and returns the bit that its name has among those seen. */
  private int setTime(int name, long seconds) {
    return switch (name) {
      case EXP -> {
        expiresAt = seconds;
        yield 16;
      }
      case NBF -> {
        notBefore = seconds;
        yield 32;
      }
      default -> {
        issuedAt = seconds;
        yield 64;
      }
    };
  }

  /** Returns the index after a value of a claim that is not registered, or -1. */
  private int skip(int start, int end) {
    if (start >= end) {
      return -1;
    }
    return switch (bytes[start]) {
      case '"' -> {
        int textEnd = stringEnd(start, end);
        yield textEnd < 0 ? -1 : textEnd + 1;
      }
      case '[' -> strings(start, end, null);
      case 't' -> word(start, end, "true");
      case 'f' -> word(start, end, "false");
      case 'n' -> word(start, end, "null");
      default -> integerEnd(start, end);
    };
  }

  private int word(int start, int end, String word) {
    if (end - start < word.length()) {
      return -1;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        return -1;
      }
    }
    return start + word.length();
  }

  private int integerEnd(int start, int end) {
    int i = start;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    int digits = i - start;
    boolean hasLeadingZero = digits > 1 && bytes[start] == '0';
    return digits == 0 || digits > MAX_INTEGER_DIGITS || hasLeadingZero ? -1 : i;
  }

  /**
   * Returns the index after an array of strings, or -1, and adds them to the list if there is one.
   */
  private int strings(int start, int end, @Nullable List<String> all) {
    int i = start + 1;
    if (i < end && bytes[i] == ']') {
      return i + 1;
    }
    while (true) {
      int textEnd = stringEnd(i, end);
      if (textEnd < 0 || textEnd + 1 >= end) {
        return -1;
      }
      if (all != null) {
        all.add(string(i + 1, textEnd));
      }
      if (bytes[textEnd + 1] == ']') {
        return textEnd + 2;
      }
      if (bytes[textEnd + 1] != ',') {
        return -1;
      }
      i = textEnd + 2;
    }
  }

  private boolean equal(int start, int end, byte[] other) {
    return Arrays.equals(bytes, start, end, other, 0, other.length);
  }

  private String string(int start, int end) {
    return new String(bytes, start, end - start, ISO_8859_1);
  }

  /** The names of the claims that are not registered, as places in the payload. */
  static final class Names {
    private static final int CAPACITY = 16;
    private static final int MAX_LENGTH = 255;

    /** Each start shifted by eight bits, and the length. */
    private final int[] places = new int[CAPACITY];

    private int size;

    /** Adds a name, and returns whether it is short, new, and not one too many. */
    boolean add(byte[] bytes, int start, int end) {
      int length = end - start;
      if (length > MAX_LENGTH || size == CAPACITY) {
        return false;
      }
      for (int i = 0; i < size; i++) {
        int other = places[i] >>> 8;
        if ((places[i] & 0xff) == length
            && Arrays.equals(bytes, start, end, bytes, other, other + length)) {
          return false;
        }
      }
      places[size++] = (start << 8) | length;
      return true;
    }

    boolean contains(byte[] bytes, String name) {
      for (int i = 0; i < size; i++) {
        int length = places[i] & 0xff;
        if (length == name.length() && isAt(bytes, places[i] >>> 8, name)) {
          return true;
        }
      }
      return false;
    }

    private static boolean isAt(byte[] bytes, int start, String name) {
      for (int i = 0; i < name.length(); i++) {
        if (bytes[start + i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
