package dev.toolkit.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection besides what Jetty knows: whether a request is in progress on it,
 * and since when the next one is on its way.
 */
final class ClientConnection {

  private static final String ATTRIBUTE = ClientConnection.class.getName();

  private final Connection connection;
  private final @Nullable String peer;

  private volatile boolean busy;
  private volatile long answered;

  // What the watchdog saw last; nobody else looks at it.
  private long requestsBefore;
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
    return busy;
  }

  void requestStarted() {
    busy = true;
  }

  /** Requests on a connection come one after another, so that nobody else counts meanwhile. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void requestEnded() {
    answered++;
    busy = false;
  }

  boolean canBeAnswered() {
    return !connection.getEndPoint().isOutputShutdown();
  }

  void setIdleTimeout(long millis) {
    connection.getEndPoint().setIdleTimeout(millis);
  }

  /**
   * Closes the connection if a request's line and headers are on their way for too long: bytes that
   * come while no request is in progress are such.
   */
  void closeIfSlow(long nanoTime, long headerTimeoutNanos) {
    long bytes = connection.getBytesIn();
    // The sum changes with each request that begins, and again when it ends.
    long requests = connection.getMessagesIn() + answered;
    if (busy || requests != requestsBefore) {
      requestsBefore = requests;
      bytesBefore = bytes;
      arriving = false;
    } else if (!arriving) {
      arriving = bytes != bytesBefore;
      arrivingSince = nanoTime;
    } else if (nanoTime - arrivingSince >= headerTimeoutNanos) {
      connection.getEndPoint().close();
    }
  }
}
