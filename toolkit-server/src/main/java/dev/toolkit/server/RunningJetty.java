package dev.toolkit.server;

import dev.toolkit.core.LogEvent;
import dev.toolkit.core.RunningApp;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.server.Server;

/** Jetty with one port. */
final class RunningJetty implements RunningEngine {

  private final Server server;
  private final Port port;
  private final Connections connections;
  private final ServerOptions options;
  private final RunningApp app;
  private final ReentrantLock closing = new ReentrantLock();

  /** Guarded by the lock. */
  private boolean closed;

  RunningJetty(Port port, Connections connections, RunningApp app, ServerOptions options) {
    this.server = port.getServer();
    this.port = port;
    this.connections = connections;
    this.options = options;
    this.app = app;
  }

  void start() {
    try {
      server.start();
    } catch (Exception e) {
      stop();
      throw BindFailedException.of(options, e);
    }
    connections.watch(server.getScheduler());
  }

  @Override
  public int port() {
    return port.getLocalPort();
  }

  @Override
  public void close() {
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        drainAndStop();
      }
    } finally {
      closing.unlock();
    }
  }

  private void drainAndStop() {
    boolean interrupted = !drain();
    stop();
    if (interrupted) {
      // Only now: Jetty would not wait for its own threads, and forget the interrupt.
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if it was interrupted, which cuts what is in progress. */
  private boolean drain() {
    // What it would wait for is waited for below.
    var unused = port.shutdown();
    try {
      connections.drain(port, options.stopTimeout());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      app.env().log().write(LogEvent.warn("Jetty did not stop cleanly").failure(e));
    }
  }
}
