package dev.toolkit.core.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Points in time as HTTP writes them: RFC 9110, section 5.6.7. They have whole seconds.
 *
 * {@snippet :
 * HttpDates.format(Instant.ofEpochSecond(784111777)); // "Sun, 06 Nov 1994 08:49:37 GMT"
 * }
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class HttpDates {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private HttpDates() {}

  /** Returns the text, seconds rounded down. */
  public static String format(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    var text = new StringBuilder(29);
    int day = time.getDayOfWeek().getValue() - 1;
    int month = time.getMonthValue() - 1;
    text.append(DAYS, day * 3, day * 3 + 3).append(", ");
    digits(text, time.getDayOfMonth()).append(' ');
    text.append(MONTHS, month * 3, month * 3 + 3).append(' ');
    digits(digits(text, time.getYear() / 100), time.getYear() % 100).append(' ');
    digits(text, time.getHour()).append(':');
    digits(text, time.getMinute()).append(':');
    return digits(text, time.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder digits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /**
   * Returns the point in time that a text stands for, in any of the three forms that a recipient
   * must take, or empty if it is in none of them. A year of two digits is the latest one that is
   * not after 2069.
   */
  public static Optional<Instant> find(String text) {
    try {
      if (text.length() == 29 && text.startsWith(", ", 3)) {
        return Optional.of(fixed(text));
      }
      if (text.length() == 24 && text.charAt(3) == ' ') {
        return Optional.of(asctime(text));
      }
      return text.endsWith(" GMT") ? Optional.of(rfc850(text)) : Optional.empty();
    } catch (DateTimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  private static Instant fixed(String text) {
    index(DAYS, text, 0);
    require(text, 7, " ");
    require(text, 11, " ");
    require(text, 16, " ");
    require(text, 25, " GMT");
    int year = number(text, 12, 16);
    return at(LocalDate.of(year, month(text, 8), number(text, 5, 7)), text, 17);
  }

  /** {@code Sun Nov 6 08:49:37 1994}. */
  private static Instant asctime(String text) {
    index(DAYS, text, 0);
    require(text, 7, " ");
    require(text, 10, " ");
    require(text, 19, " ");
    int day = text.charAt(8) == ' ' ? number(text, 9, 10) : number(text, 8, 10);
    return at(LocalDate.of(number(text, 20, 24), month(text, 4), day), text, 11);
  }

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static Instant rfc850(String text) {
    int start = text.indexOf(", ") + 2;
    if (start < 8 || text.length() != start + 22) {
      throw new IllegalArgumentException();
    }
    index(DAYS, text, 0);
    require(text, start + 2, "-");
    require(text, start + 6, "-");
    require(text, start + 9, " ");
    int two = number(text, start + 7, start + 9);
    int year = two < 70 ? 2000 + two : 1900 + two;
    LocalDate date = LocalDate.of(year, month(text, start + 3), number(text, start, start + 2));
    return at(date, text, start + 10);
  }

  private static Instant at(LocalDate date, String text, int start) {
    require(text, start + 2, ":");
    require(text, start + 5, ":");
    int hour = number(text, start, start + 2);
    int minute = number(text, start + 3, start + 5);
    // A leap second is there in the grammar, and not in our time scale.
    int second = Math.min(59, number(text, start + 6, start + 8));
    return date.atTime(hour, minute, second).toInstant(ZoneOffset.UTC);
  }

  private static int month(String text, int start) {
    return index(MONTHS, text, start) + 1;
  }

  private static int index(String names, String text, int start) {
    int at = names.indexOf(text.substring(start, start + 3));
    if (at < 0 || at % 3 != 0) {
      throw new IllegalArgumentException();
    }
    return at / 3;
  }

  private static int number(String text, int start, int end) {
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException();
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static void require(String text, int start, String expected) {
    if (!text.startsWith(expected, start)) {
      throw new IllegalArgumentException();
    }
  }
}
