package dev.toolkit.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The port that connections are taken on. It knows of each of them from when it was accepted. */
final class Port extends ServerConnector {

  private final NetworkConnectionLimit limit;
  private final AtomicInteger accepting = new AtomicInteger();

  Port(Server server, List<ConnectionFactory> protocols, ServerOptions options) {
    super(server, 1, 1, protocols.toArray(new ConnectionFactory[0]));
    setHost(options.host());
    setPort(options.port());
    setAcceptQueueSize(options.backlog());
    setIdleTimeout(options.idleTimeout().toMillis());
    // Connections sees to those that are idle when the engine stops.
    setShutdownIdleTimeout(-1);
    limit = new NetworkConnectionLimit(options.maxConnections(), this);
    server.addBean(limit);
  }

  @Override
  public void accept(int acceptorId) throws IOException {
    accepting.incrementAndGet();
    try {
      super.accept(acceptorId);
    } finally {
      accepting.decrementAndGet();
    }
  }

  /**
   * Leaves an acceptor alone that accepts, which ends when the port is closed: interrupted in the
   * wrong moment, the JDK's accept would forget a connection that it has taken, open as it is.
   */
  @Override
  protected void interruptAcceptors() {
    if (accepting.get() == 0) {
      super.interruptAcceptors();
    }
  }

  /** Returns whether there are connections, or one may be about to be accepted. */
  boolean isInUse() {
    return accepting.get() > 0
        || limit.getPendingNetworkConnectionCount() > 0
        || limit.getNetworkConnectionCount() > 0;
  }
}
