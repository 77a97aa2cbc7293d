package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream of server-sent events: HTML Standard, section 9.2.
 *
 * {@snippet :
 * ServerEvent.of("{\"price\":42}").withType("quote").withId("1017");
 * }
 *
 * <p>Data of several lines stays data: each line is sent as such, whichever way it ends. A type or
 * an identifier of several lines could start a field of its own, and is refused.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ServerEvent {

  private final String data;
  private final @Nullable String type;
  private final @Nullable String id;
  private final @Nullable Duration retry;

  private ServerEvent(
      String data, @Nullable String type, @Nullable String id, @Nullable Duration retry) {
    this.data = data;
    this.type = type;
    this.id = id;
    this.retry = retry;
  }

  /** Returns an event with this data, of the type {@code message}, without an identifier. */
  public static ServerEvent of(String data) {
    return new ServerEvent(requireNonNull(data, "data"), null, null, null);
  }

  /**
   * Returns the identifier of the last event that the client of a request has received, or empty if
   * it has received none with one.
   */
  public static Optional<String> lastId(Request request) {
    return request.header("Last-Event-ID").filter(id -> !id.isEmpty());
  }

  /**
   * Returns this event with a type, which decides who in the page gets it.
   *
   * @throws IllegalArgumentException if the type is empty, or has a line end
   */
  public ServerEvent withType(String type) {
    if (type.isEmpty()) {
      throw new IllegalArgumentException("Type of an event must not be empty");
    }
    return new ServerEvent(data, requireLine(type, "the type of an event"), id, retry);
  }

  /**
   * Returns this event with an identifier, which the client sends when it connects again: {@link
   * #lastId}. An empty one makes the client forget the last.
   *
   * @throws IllegalArgumentException if the identifier has a line end or a NUL
   */
  public ServerEvent withId(String id) {
    return new ServerEvent(data, type, requireLine(id, "the identifier of an event"), retry);
  }

  /**
   * Returns this event with how long the client waits before it connects again.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public ServerEvent withRetry(Duration retry) {
    if (retry.isNegative()) {
      throw new IllegalArgumentException("Retry of an event must not be negative: " + retry);
    }
    return new ServerEvent(data, type, id, retry);
  }

  private static String requireLine(String text, String what) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw Tokens.unexpected(c, i, what);
      }
    }
    return text;
  }

  /** Returns the event as it is sent, with the empty line that ends it. */
  String toText() {
    var text = new StringBuilder(data.length() + 48);
    if (type != null) {
      text.append("event: ").append(type).append('\n');
    }
    if (id != null) {
      text.append("id: ").append(id).append('\n');
    }
    if (retry != null) {
      text.append("retry: ").append(retry.toMillis()).append('\n');
    }
    appendLines(text, "data: ", data);
    return text.append('\n').toString();
  }

  /** Appends each line of the text behind a prefix; lines end as the standard says. */
  static void appendLines(StringBuilder out, String prefix, String text) {
    out.append(prefix);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\r' && c != '\n') {
        out.append(c);
        continue;
      }
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        i++;
      }
      out.append('\n').append(prefix);
    }
    out.append('\n');
  }

  /** Returns the length of the data, without data, type or identifier. */
  @Override
  public String toString() {
    return "ServerEvent[" + data.length() + " characters]";
  }
}
