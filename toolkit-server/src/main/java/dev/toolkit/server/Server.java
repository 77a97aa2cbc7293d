package dev.toolkit.server;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.jvm.JvmEnv;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An application that takes requests over HTTP, until it is closed.
 *
 * {@snippet :
 * try (Server server = Server.start(app, 3000)) {
 *   server.await();
 * }
 * }
 *
 * <p>When the process is told to stop, by SIGTERM or Ctrl-C, the server closes as {@link #close}
 * says.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Server implements AutoCloseable {

  private final RunningApp app;
  private final RunningEngine engine;
  private final ServerOptions options;
  private final Thread shutdownHook;
  private final ReentrantLock closing = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Guarded by the lock. */
  private boolean stopping;

  private Server(RunningApp app, RunningEngine engine, ServerOptions options) {
    this.app = app;
    this.engine = engine;
    this.options = options;
    this.shutdownHook = new Thread(this::close, "server-stop");
  }

  /**
   * Starts the application and takes requests for it on a port of {@code localhost}, with the
   * environment that the JVM offers and the default options.
   *
   * @param port the port, or 0 for any free one
   * @throws BindFailedException if the port cannot be bound
   * @throws IllegalStateException if the application does not start
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public static Server start(App app, int port) {
    return start(app, JvmEnv.create(), ServerOptions.defaults().withPort(port));
  }

  /**
   * Starts the application and takes requests for it.
   *
   * @throws BindFailedException if the port cannot be bound; the application's stop hooks have run
   *     then
   * @throws IllegalStateException if the application does not start
   */
  public static Server start(App app, Env env, ServerOptions options) {
    requireNonNull(options, "options");
    RunningApp running = start(app, env);
    RunningEngine engine;
    try {
      engine = options.engine().start(running, options);
    } catch (RuntimeException | Error e) {
      running.close();
      throw e;
    }
    var server = new Server(running, engine, options);
    server.addShutdownHook();
    server.watchTls();
    env.log().write(LogEvent.info("Server started").with("url", server.uri()));
    return server;
  }

  private static RunningApp start(App app, Env env) {
    try {
      return app.start(env);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /** Returns the port that requests are taken on, also if 0 was asked for. */
  public int port() {
    return engine.port();
  }

  /** Returns where a client on this machine finds the server. */
  public URI uri() {
    String host = options.host();
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "localhost";
    }
    String scheme = options.tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /**
   * Waits until the server is closed.
   *
   * @throws InterruptedException if the thread is interrupted, which does not close the server
   */
  public void await() throws InterruptedException {
    closed.await();
  }

  /**
   * Stops gracefully: takes no more connections, answers all requests that have arrived, for no
   * longer than {@link ServerOptions#stopTimeout()}, and then runs the application's stop hooks. If
   * another thread is at it, waits until it is done; closing twice does nothing.
   *
   * <p>A handler must not call this, since it would wait for itself.
   */
  @Override
  public void close() {
    closing.lock();
    try {
      if (!stopping) {
        stopping = true;
        stop();
      }
    } finally {
      closing.unlock();
    }
  }

  private void stop() {
    try {
      engine.close();
    } finally {
      closeApp();
    }
  }

  private void closeApp() {
    try {
      app.close();
    } finally {
      removeShutdownHook();
      app.env().log().write(LogEvent.info("Server stopped"));
      closed.countDown();
    }
  }

  private void watchTls() {
    options
        .tls()
        .ifPresent(tls ->
            Thread.ofVirtual().name("tls-files").start(new TlsWatch(tls, closed, app.env().log())));
  }

  private void addShutdownHook() {
    try {
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      close();
      throw new IllegalStateException("The process is about to end: no server can start", e);
    }
  }

  private void removeShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs, or need not run any more.
    }
  }

  /** Returns where the server is found. */
  @Override
  public String toString() {
    return "Server[" + uri() + "]";
  }
}
