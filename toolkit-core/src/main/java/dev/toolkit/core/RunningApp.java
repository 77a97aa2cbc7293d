package dev.toolkit.core;

import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * An {@link App} between its start and its stop. Whatever runs an application holds one: a server,
 * a test client, a worker.
 *
 * <p>{@link #handle} is safe for use by multiple threads. {@link #close} is called once all
 * requests are done, by one thread.
 *
 * @since 0.1.0
 */
public final class RunningApp implements AutoCloseable {

  private final App app;
  private final Env env;
  private boolean closed;

  RunningApp(App app, Env env) {
    this.app = app;
    this.env = env;
  }

  /** Answers a request, as {@link App#handle} does. */
  public Response handle(Request request) {
    return app.handle(request, env);
  }

  /** Returns the application. */
  public App app() {
    return app;
  }

  /** Returns the environment that the application was started with. */
  public Env env() {
    return env;
  }

  /**
   * Runs the application's stop hooks, each of them whether or not others fail. Failures go to the
   * log, and the first {@code Error} among them is thrown once all have run. Closing twice does
   * nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    @Nullable Error first = null;
    for (StopHook hook : app.stopHooks()) {
      try {
        hook.run();
      } catch (Exception e) {
        env.log().write(LogEvent.error("A stop hook failed").failure(e));
      } catch (Error e) {
        env.log().write(LogEvent.error("A stop hook failed").failure(e));
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
