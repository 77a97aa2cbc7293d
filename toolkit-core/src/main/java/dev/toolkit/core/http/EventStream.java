package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Body.StreamWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends server-sent events to a client that listens, each at once.
 *
 * {@snippet :
 * Response.events(events -> {
 *   for (Quote quote : quotes.from(lastId)) {   // blocks until there is another one
 *     events.send(ServerEvent.of(quote.toJson()).withId(quote.id()));
 *   }
 * });
 * }
 *
 * <p>Sending blocks while the client does not read, and throws an {@code IOException} once it has
 * gone: let it pass. A client that has gone is noticed only when something is sent. On a JVM,
 * {@code Heartbeat} sends what keeps the connection open in between, and interrupts the writer when
 * it fails.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class EventStream {

  private static final byte[] HEARTBEAT = {':', '\n', '\n'};

  private final OutputStream out;

  /**
   * Writes the events of a response.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Writer {

    /**
     * Sends events until there are no more, or the client has gone. When this returns, the response
     * ends, and the client connects again.
     */
    void writeTo(EventStream events) throws Exception;
  }

  private EventStream(OutputStream out) {
    this.out = out;
  }

  /** Returns what writes a streamed body by writing events. */
  public static StreamWriter writing(Writer writer) {
    requireNonNull(writer, "writer");
    return out -> {
      // What follows the headers at once tells the client that it is connected.
      out.flush();
      writer.writeTo(new EventStream(out));
    };
  }

  /**
   * Sends an event.
   *
   * @throws IOException if the client has gone
   */
  public void send(ServerEvent event) throws IOException {
    write(event.toText());
  }

  /**
   * Sends an event with this data.
   *
   * @throws IOException if the client has gone
   */
  public void send(String data) throws IOException {
    send(ServerEvent.of(data));
  }

  /**
   * Sends a comment, which clients pass over.
   *
   * @throws IOException if the client has gone
   */
  public void comment(String text) throws IOException {
    var comment = new StringBuilder(text.length() + 8);
    ServerEvent.appendLines(comment, ": ", text);
    write(comment.append('\n').toString());
  }

  /**
   * Sends the shortest comment, so that proxies keep the connection open, and a client that has
   * gone is noticed.
   *
   * @throws IOException if the client has gone
   */
  public void heartbeat() throws IOException {
    out.write(HEARTBEAT);
    out.flush();
  }

  /** In one call, so that what others write to the same stream does not fall in between. */
  private void write(String text) throws IOException {
    out.write(TextCoder.utf8(text));
    out.flush();
  }
}
