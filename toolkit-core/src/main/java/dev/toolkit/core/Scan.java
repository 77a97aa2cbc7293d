package dev.toolkit.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
    require(text, 10, 'T');
    require(text, 13, ':');
    require(text, 16, ':');
    int zone = 19;
    int nanos = 0;
    if (text.charAt(19) == '.') {
      zone = 20;
      int scale = 100_000_000;
      while (zone < text.length() && text.charAt(zone) >= '0' && text.charAt(zone) <= '9') {
        nanos += digit(text, zone++) * scale;
        scale /= 10;
      }
      if (zone == 20 || zone > 29) {
        throw new IllegalArgumentException();
      }
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    LocalDateTime local = date.atTime(hour, minute, second, nanos);
    return local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds(text, zone)));
  }

  private static int offsetSeconds(String text, int start) {
    if (start == text.length() - 1) {
      require(text, start, 'Z');
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

  private static void require(String text, int i, char expected) {
    if (text.charAt(i) != expected) {
      throw new IllegalArgumentException();
    }
  }
}
