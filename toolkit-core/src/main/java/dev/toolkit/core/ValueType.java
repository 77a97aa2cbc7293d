package dev.toolkit.core;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;

/**
 * Reads a path parameter or a query parameter as a value: {@code c.param("id", ValueType.UUID)}.
 *
 * <p>What does not parse is the client's fault and answered with 400, naming the parameter and what
 * was expected, and never showing what was sent.
 *
 * <p>A type must be safe for use by multiple threads; those given here are.
 *
 * @param <T> the type of values
 * @since 0.1.0
 */
public interface ValueType<T> {

  /** A decimal integer of 32 bits, with an optional minus sign. */
  ValueType<Integer> INT =
      of(
          "an integer between -2147483648 and 2147483647",
          text -> (int) Scan.integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE));

  /** A decimal integer of 64 bits, with an optional minus sign. */
  ValueType<Long> LONG =
      of("an integer of 64 bits", text -> Scan.integer(text, Long.MIN_VALUE, Long.MAX_VALUE));

  /** {@code true} or {@code false}. */
  ValueType<Boolean> BOOLEAN =
      of(
          "true or false",
          text ->
              switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException();
              });

  /** A UUID in its canonical form, RFC 9562, section 4: 32 hexadecimal digits in five groups. */
  ValueType<java.util.UUID> UUID = of("a UUID", Scan::uuid);

  /** A date as {@code 2026-11-22}: {@code full-date} of RFC 3339, section 5.6. */
  ValueType<LocalDate> DATE = new TimeType.Date();

  /** A point in time as {@code 2026-11-22T20:15:00Z}: {@code date-time} of RFC 3339. */
  ValueType<Instant> INSTANT = new TimeType.PointInTime();

  /** A date and a time of day, without a zone: {@code 2026-11-22T20:15:00}. */
  ValueType<LocalDateTime> DATE_TIME =
      of("a date and time such as 2026-11-22T20:15:00", Scan::dateTime);

  /** A time of day, without a zone: {@code 20:15:00}. */
  ValueType<LocalTime> TIME = of("a time such as 20:15:00", Scan::time);

  /** A decimal number as in JSON, with at most 100 characters, that is finite as a double. */
  ValueType<Double> DOUBLE = of("a number such as 2.5", Scan::decimal);

  /** The name of a constant, as it is written in Java: {@code ValueType.oneOf(Color.values())}. */
  static <E extends Enum<E>> ValueType<E> oneOf(E[] constants) {
    List<E> values = List.of(constants);
    var names = new StringBuilder("one of ");
    for (int i = 0; i < values.size(); i++) {
      names.append(i == 0 ? "" : ", ").append(values.get(i).name());
    }
    return of(
        names.toString(),
        text -> {
          for (E value : values) {
            if (value.name().equals(text)) {
              return value;
            }
          }
          throw new IllegalArgumentException();
        });
  }

  /**
   * Returns a type of your own.
   *
   * @param description what is expected, to complete the sentence "must be …"
   * @param parser returns the value, or throws an {@code IllegalArgumentException} or a {@code
   *     java.time.DateTimeException}; the exception's message is not used
   */
  static <T> ValueType<T> of(String description, Parser<? extends T> parser) {
    return new ValueType<>() {
      @Override
      public T parse(String text) {
        return parser.parse(text);
      }

      @Override
      public String description() {
        return description;
      }
    };
  }

  /**
   * Returns the value of the text.
   *
   * @throws IllegalArgumentException if the text does not stand for a value
   * @throws java.time.DateTimeException if it stands for a date or time that does not exist
   */
  T parse(String text);

  /** Returns what is expected, to complete the sentence "must be …". */
  String description();

  /**
   * Parses a text.
   *
   * @param <T> the type of values
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Parser<T> {

    /** Returns the value of the text, or throws an {@code IllegalArgumentException}. */
    T parse(String text);
  }
}
