package dev.toolkit.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Strict scanners for the texts of parameters. The JDK's parsers take more than the formats say
 * ({@code UUID.fromString("1-1-1-1-1")}, digits of other scripts), and are not on every platform.
 */
final class Scan {

  private Scan() {}

  static long integer(String text, long least, long most) {
    boolean negative = text.startsWith("-");
    int start = negative ? 1 : 0;
    if (text.length() == start || text.length() > 20) {
      throw new IllegalArgumentException();
    }
    // Counted downwards, since the least long has no positive counterpart.
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = digit(text, i);
      if (value < (Long.MIN_VALUE + digit) / 10) {
        throw new IllegalArgumentException();
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new IllegalArgumentException();
    }
    long signed = negative ? value : -value;
    if (signed < least || signed > most) {
      throw new IllegalArgumentException();
    }
    return signed;
  }

  static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException();
    }
    // Not every platform can make a UUID of two longs, or lowers the case of its text.
    var lower = new StringBuilder(36);
    for (int i = 0; i < 36; i++) {
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        require(text, i, '-');
        lower.append('-');
      } else {
        lower.append(lowerHexDigit(text.charAt(i)));
      }
    }
    return UUID.fromString(lower.toString());
  }

  static LocalDate date(String text) {
    if (text.length() != 10) {
      throw new IllegalArgumentException();
    }
    return dateAt(text);
  }

  private static LocalDate dateAt(String text) {
    require(text, 4, '-');
    require(text, 7, '-');
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  /** RFC 3339: {@code full-date "T" HH:MM:SS [ "." 1*9DIGIT ] ( "Z" / ( "+" / "-" ) HH:MM )}. */
  static Instant instant(String text) {
    if (text.length() < 20) {
      throw new IllegalArgumentException();
    }
    LocalDate date = dateAt(text);
    requireAnyCase(text, 10, 'T');
    int zone = timeEnd(text, 11);
    LocalDateTime local = date.atTime(timeAt(text, 11, zone));
    return local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds(text, zone)));
  }

  /** RFC 3339, without its zone: {@code full-date "T" partial-time}. */
  static LocalDateTime dateTime(String text) {
    if (text.length() < 19 || timeEnd(text, 11) != text.length()) {
      throw new IllegalArgumentException();
    }
    requireAnyCase(text, 10, 'T');
    return dateAt(text).atTime(timeAt(text, 11, text.length()));
  }

  /** RFC 3339: {@code partial-time}. */
  static LocalTime time(String text) {
    if (text.length() < 8 || timeEnd(text, 0) != text.length()) {
      throw new IllegalArgumentException();
    }
    return timeAt(text, 0, text.length());
  }

  /** Returns where {@code HH:MM:SS [ "." 1*9DIGIT ]} ends. */
  private static int timeEnd(String text, int start) {
    int end = start + 8;
    if (end >= text.length() || text.charAt(end) != '.') {
      return end;
    }
    int digits = end + 1;
    end = digits;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == digits || end - digits > 9) {
      throw new IllegalArgumentException();
    }
    return end;
  }

  private static LocalTime timeAt(String text, int start, int end) {
    require(text, start + 2, ':');
    require(text, start + 5, ':');
    int nanos = 0;
    int scale = 100_000_000;
    for (int i = start + 9; i < end; i++) {
      nanos += digit(text, i) * scale;
      scale /= 10;
    }
    int hour = number(text, start, start + 2);
    int minute = number(text, start + 3, start + 5);
    return LocalTime.of(hour, minute, number(text, start + 6, start + 8), nanos);
  }

  /** JSON's grammar of numbers, RFC 8259, section 6, of at most 100 characters. */
  static double decimal(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int whole = digitsEnd(text, at);
    boolean leadingZero = whole > at + 1 && text.charAt(at) == '0';
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = digitsEnd(text, end + 1);
    }
    if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
      int sign = end + 1;
      boolean signed = sign < text.length() && "+-".indexOf(text.charAt(sign)) >= 0;
      end = digitsEnd(text, signed ? sign + 1 : sign);
    }
    if (leadingZero || end != text.length() || end > 100) {
      throw new IllegalArgumentException();
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  /** Returns where the digits end, of which there is at least one. */
  private static int digitsEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == start) {
      throw new IllegalArgumentException();
    }
    return end;
  }

  private static int offsetSeconds(String text, int start) {
    if (start == text.length() - 1) {
      requireAnyCase(text, start, 'Z');
      return 0;
    }
    if (start != text.length() - 6) {
      throw new IllegalArgumentException();
    }
    require(text, start + 3, ':');
    int hours = number(text, start + 1, start + 3);
    int minutes = number(text, start + 4, start + 6);
    if (minutes > 59) {
      throw new IllegalArgumentException();
    }
    int seconds = hours * 3600 + minutes * 60;
    return switch (text.charAt(start)) {
      case '+' -> seconds;
      case '-' -> -seconds;
      default -> throw new IllegalArgumentException();
    };
  }

  private static int number(String text, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + digit(text, i);
    }
    return value;
  }

  private static int digit(String text, int i) {
    char c = text.charAt(i);
    if (c < '0' || c > '9') {
      throw new IllegalArgumentException();
    }
    return c - '0';
  }

  private static char lowerHexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c;
    }
    char lower = (char) (c | 0x20);
    if (lower < 'a' || lower > 'f') {
      throw new IllegalArgumentException();
    }
    return lower;
  }

  /** Returns whether a text is a name in lower case, but for the case of its ASCII letters. */
  static boolean sameIgnoringCase(String text, String lowerCaseName) {
    if (text.length() != lowerCaseName.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (lower != lowerCaseName.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** RFC 3339, section 5.6: "T" and "Z" may be in lower case. */
  private static void requireAnyCase(String text, int i, char upper) {
    if (text.charAt(i) != upper && text.charAt(i) != (upper | 0x20)) {
      throw new IllegalArgumentException();
    }
  }

  private static void require(String text, int i, char expected) {
    if (text.charAt(i) != expected) {
      throw new IllegalArgumentException();
    }
  }
}
