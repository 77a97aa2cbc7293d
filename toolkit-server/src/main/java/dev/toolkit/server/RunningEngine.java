package dev.toolkit.server;

/**
 * An {@link Engine} that takes connections, until it is closed.
 *
 * <p>A running engine must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface RunningEngine extends AutoCloseable {

  /** Returns the port that connections are taken on, also if the options asked for any free one. */
  int port();

  /**
   * Stops: takes no more connections, waits until all requests are answered, for no longer than
   * {@link ServerOptions#stopTimeout()}, and closes all connections. Closing twice does nothing.
   */
  @Override
  void close();
}
