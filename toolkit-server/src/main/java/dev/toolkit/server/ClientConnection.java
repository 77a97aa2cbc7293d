package dev.toolkit.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection besides what Jetty knows: how many requests are in progress on it,
 * and since when the next one is on its way.
 */
final class ClientConnection {

  private static final String ATTRIBUTE = ClientConnection.class.getName();

  private final Connection connection;
  private final @Nullable String peer;

  private final AtomicInteger inProgress = new AtomicInteger();
  private final AtomicLong answered = new AtomicLong();

  /** The whole frames that have come, of HTTP/2. */
  private final AtomicLong frames = new AtomicLong();

  // What the watchdog saw last; nobody else looks at it.
  private long progressBefore;
  private long bytesBefore;
  private boolean arriving;
  private long arrivingSince;

  private ClientConnection(Connection connection, @Nullable String peer) {
    this.connection = connection;
    this.peer = peer;
  }

  /** Returns the state of a new connection, and leaves it where {@link #of} finds it. */
  static ClientConnection opened(Connection connection, ConnectionMetaData data) {
    var state = new ClientConnection(connection, address(data.getRemoteSocketAddress()));
    data.setAttribute(ATTRIBUTE, state);
    if (connection instanceof HTTP2Connection http2) {
      http2.getSession().addEventListener(new FrameCounter(state.frames));
    }
    return state;
  }

  static ClientConnection of(ConnectionMetaData data) {
    if (data.getAttribute(ATTRIBUTE) instanceof ClientConnection state) {
      return state;
    }
    throw new IllegalStateException("A connection was opened without telling the listener");
  }

  private static @Nullable String address(SocketAddress socket) {
    InetAddress address =
        socket instanceof InetSocketAddress internet ? internet.getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  /** Returns the client's address as text, or null if it has none. */
  @Nullable String peer() {
    return peer;
  }

  boolean isBusy() {
    return inProgress.get() > 0;
  }

  void requestStarted() {
    inProgress.incrementAndGet();
  }

  /** Returns whether no request is in progress any more. */
  boolean requestEnded() {
    answered.incrementAndGet();
    return inProgress.decrementAndGet() == 0;
  }

  boolean canBeAnswered() {
    return !connection.getEndPoint().isOutputShutdown();
  }

  void setIdleTimeout(long millis) {
    connection.getEndPoint().setIdleTimeout(millis);
  }

  /** Tells the client to make no more requests, where the protocol has a way to say so. */
  void announceEnd() {
    if (connection instanceof HTTP2Connection http2) {
      // Connections waits for all connections, this one among them.
      var unused = http2.getSession().shutdown();
    }
  }

  /**
   * Closes the connection if a request's line and headers are on their way for too long: bytes that
   * come while no request is in progress are such. Of HTTP/2, every whole frame is progress.
   */
  void closeIfSlow(long nanoTime, long headerTimeoutNanos) {
    long bytes = connection.getBytesIn();
    // The sum changes with each request that begins, and again when it ends.
    long progress = connection.getMessagesIn() + answered.get() + frames.get();
    if (isBusy() || progress != progressBefore) {
      progressBefore = progress;
      bytesBefore = bytes;
      arriving = false;
    } else if (!arriving) {
      arriving = bytes != bytesBefore;
      arrivingSince = nanoTime;
    } else if (nanoTime - arrivingSince >= headerTimeoutNanos) {
      connection.getEndPoint().close();
    }
  }

  /** Counts the frames of a connection, which come one after another. */
  private record FrameCounter(AtomicLong count) implements HTTP2Session.FrameListener {
    @Override
    public void onIncomingFrame(Session session, Frame frame) {
      count.incrementAndGet();
    }
  }
}
