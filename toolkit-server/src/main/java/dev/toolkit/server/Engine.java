package dev.toolkit.server;

import dev.toolkit.core.RunningApp;

/**
 * What speaks HTTP for a {@link Server}: it takes connections, makes requests of what arrives on
 * them, lets the application answer, and writes the answers.
 *
 * <p>An engine keeps what the application's kernel promises: handlers run on virtual threads and
 * may block; a body is read from the client only as far as the application reads it; writing blocks
 * while the client does not read, and throws an {@code IOException} once it has gone; an {@code
 * Error} of the application is answered with 500 and logged; what the engine refuses by itself is
 * answered with a problem document. It speaks HTTP/1.1 and HTTP/2, keeps every limit of {@link
 * ServerOptions}, and where these have {@link Tls}, speaks by its context and parameters and
 * nothing else. An interrupt that a handler leaves behind is cleared.
 *
 * <p>An engine must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Engine {

  /** Returns the engine that is used unless another is chosen: Jetty. */
  static Engine jetty() {
    return JettyEngine.INSTANCE;
  }

  /**
   * Starts to take connections for an application that was started. The application is closed by
   * whoever started it, once the engine is closed.
   *
   * @throws BindFailedException if the port cannot be bound
   */
  RunningEngine start(RunningApp app, ServerOptions options);
}
