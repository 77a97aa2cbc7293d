package dev.toolkit.server;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/** The open connections of an engine. Safe for use by multiple threads. */
final class Connections implements Connection.Listener {

  /** How long a connection may be idle once the engine stops. */
  private static final long STOPPING_IDLE_MILLIS = 1_000;

  private static final long WATCH_MILLIS = 500;

  private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();

  /** Connections on which TLS is not agreed on yet, and since when. */
  private final Map<SslConnection, Long> handshakes = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closed = lock.newCondition();
  private final long idleTimeoutMillis;
  private final long headerTimeoutNanos;
  private volatile boolean stopping;

  Connections(ServerOptions options) {
    this.idleTimeoutMillis = options.idleTimeout().toMillis();
    this.headerTimeoutNanos = options.headerTimeout().toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection tls) {
      handshakes.put(tls, System.nanoTime());
    } else if (connection instanceof ConnectionMetaData data) {
      open.add(opened(connection, data));
    }
  }

  private ClientConnection opened(Connection connection, ConnectionMetaData data) {
    if (connection.getEndPoint() instanceof SslConnection.SslEndPoint secured) {
      handshakes.remove(secured.getSslConnection());
    }
    ClientConnection client = ClientConnection.opened(connection, data);
    if (stopping) {
      end(client);
    }
    return client;
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof SslConnection tls) {
      handshakes.remove(tls);
    } else if (connection instanceof ConnectionMetaData data) {
      open.remove(ClientConnection.of(data));
    }
    if (stopping) {
      signalClosed();
    }
  }

  private void signalClosed() {
    lock.lock();
    try {
      closed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Notes that a request is in progress and returns whether it can be answered: Jetty ends its side
   * of a connection once the engine stops, while the client may still send a request.
   */
  boolean requestStarted(ClientConnection connection) {
    connection.requestStarted();
    if (stopping) {
      connection.setIdleTimeout(idleTimeoutMillis);
      return connection.canBeAnswered();
    }
    return true;
  }

  void requestEnded(ClientConnection connection) {
    boolean idle = connection.requestEnded();
    if (idle && stopping) {
      connection.setIdleTimeout(STOPPING_IDLE_MILLIS);
    }
  }

  /**
   * Waits until all connections are closed, or the time has passed. Those without a request in
   * progress are closed once they are idle for a short time, so that a request on its way is still
   * answered.
   */
  void drain(Port port, Duration timeout) throws InterruptedException {
    stopping = true;
    handshakes.keySet().forEach(tls -> tls.getEndPoint().setIdleTimeout(STOPPING_IDLE_MILLIS));
    open.forEach(Connections::end);
    long deadline = System.nanoTime() + timeout.toNanos();
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (left > 0 && port.isInUse()) {
        closed.await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)), TimeUnit.NANOSECONDS);
        left = deadline - System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void end(ClientConnection connection) {
    if (!connection.isBusy()) {
      connection.setIdleTimeout(STOPPING_IDLE_MILLIS);
    }
    connection.announceEnd();
  }

  /**
   * Closes connections on which a handshake or a request is too slow to arrive, until the scheduler
   * stops.
   */
  void watch(Scheduler scheduler) {
    long now = System.nanoTime();
    open.forEach(connection -> connection.closeIfSlow(now, headerTimeoutNanos));
    handshakes.forEach((tls, since) -> {
      if (now - since >= headerTimeoutNanos) {
        tls.getEndPoint().close();
      }
    });
    scheduler.schedule(() -> watch(scheduler), WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }
}
