package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event for the {@link Log}: level, message, named values, and the exception if there is one.
 *
 * {@snippet :
 * env.log().write(LogEvent.info("order placed").with("order", order.id()));
 * }
 *
 * <p>Values of headers, tokens, cookies and bodies do not belong into an event.
 *
 * <p>An event is built by one thread and is not safe for use by several before it is written.
 *
 * @since 0.1.0
 */
public final class LogEvent {

  /**
   * How much an event matters.
   *
   * @since 0.1.0
   */
  public enum Level {
    /** For those who look into one request. */
    DEBUG,
    /** Part of normal operation. */
    INFO,
    /** Unexpected, and dealt with. */
    WARN,
    /** A request or a part of the application failed. */
    ERROR
  }

  private final Level level;
  private final String message;
  private final List<Object> fields = new ArrayList<>(16);
  private @Nullable Throwable failure;

  private LogEvent(Level level, String message) {
    this.level = level;
    this.message = requireNonNull(message, "message");
  }

  /** Returns an event of level {@link Level#INFO}. */
  public static LogEvent info(String message) {
    return new LogEvent(Level.INFO, message);
  }

  /** Returns an event of level {@link Level#WARN}. */
  public static LogEvent warn(String message) {
    return new LogEvent(Level.WARN, message);
  }

  /** Returns an event of level {@link Level#ERROR}. */
  public static LogEvent error(String message) {
    return new LogEvent(Level.ERROR, message);
  }

  /** Returns an event of the given level. */
  public static LogEvent of(Level level, String message) {
    return new LogEvent(requireNonNull(level, "level"), message);
  }

  /** Adds a named value and returns this event. */
  public LogEvent with(String name, Object value) {
    fields.add(requireNonNull(name, "name"));
    fields.add(requireNonNull(value, "value"));
    return this;
  }

  /** Sets the exception and returns this event. */
  public LogEvent failure(Throwable failure) {
    this.failure = requireNonNull(failure, "failure");
    return this;
  }

  /** Returns the level. */
  public Level level() {
    return level;
  }

  /** Returns the message. */
  public String message() {
    return message;
  }

  /** Returns the exception, or empty if there is none. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Calls the action with each name and value, in the order in which they were added. */
  public void forEach(BiConsumer<? super String, Object> action) {
    for (int i = 0; i < fields.size(); i += 2) {
      action.accept((String) fields.get(i), fields.get(i + 1));
    }
  }

  /** Returns the level and the message, without the values. */
  @Override
  public String toString() {
    return level + " " + message;
  }
}
