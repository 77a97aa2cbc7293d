package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Clock;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Response;

/**
 * Tells browsers' developer tools what a request took, in {@code Server-Timing} (W3C Server
 * Timing): {@code total}, and whatever handlers measure.
 *
 * {@snippet :
 * List<User> users = c.require(ServerTiming.MEASURED).measure("db", () -> store.all());
 * }
 *
 * <p>Durations tell who measures from outside what goes on inside: whether a name was found, say.
 * Do not declare this for the public. This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ServerTiming implements Middleware {

  /** Takes what is measured within a request. */
  public static final Key<Measured> MEASURED = Key.of("serverTiming");

  private static final ServerTiming INSTANCE = new ServerTiming();

  private ServerTiming() {}

  /** Returns the middleware. */
  public static ServerTiming create() {
    return INSTANCE;
  }

  @Override
  public Response handle(Context c, Next next) {
    var measured = new Measured(c.env().clock());
    long start = c.env().clock().nanoTime();
    Response response = next.handle(c.with(MEASURED, measured));
    measured.add("total", c.env().clock().nanoTime() - start);
    return response.withHeaders(response.headers().plus("Server-Timing", measured.text.toString()));
  }

  /**
   * What is measured.
   *
   * @param <T> the type of its result
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Task<T> {

    /** Returns the result. */
    T run() throws Exception;
  }

  /**
   * What is measured within one request, by one thread: this class is not safe for use by several.
   *
   * @since 0.1.0
   */
  public static final class Measured {
    private final Clock clock;
    private final StringBuilder text = new StringBuilder(48);

    private Measured(Clock clock) {
      this.clock = clock;
    }

    /**
     * Runs a task and measures it, also if it fails.
     *
     * @param name a token, such as {@code db}
     * @throws IllegalArgumentException if the name is not a token
     * @throws Exception what the task throws
     */
    public <T> T measure(String name, Task<T> task) throws Exception {
      Headers.of(requireNonNull(name, "name"), "");
      long start = clock.nanoTime();
      try {
        return task.run();
      } finally {
        add(name, clock.nanoTime() - start);
      }
    }

    /** In milliseconds, with three digits behind the point. */
    private void add(String name, long nanos) {
      long micros = Math.max(0, nanos) / 1_000;
      String fraction = Long.toString(1_000 + micros % 1_000).substring(1);
      text.append(text.length() == 0 ? "" : ", ").append(name).append(";dur=");
      text.append(micros / 1_000).append('.').append(fraction);
    }
  }
}
