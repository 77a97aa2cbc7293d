package dev.toolkit.core.jvm;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread of a request that takes too long, and answers with 503 (Service
 * Unavailable).
 *
 * {@snippet :
 * routes.group("/reports", reports -> reports.use(Timeout.of(Duration.ofSeconds(5))));
 * }
 *
 * <p>The request goes on until what it does reacts to the interrupt. Whatever blocks does so at
 * once: sleeping, waiting for a lock or a queue, reading from a socket. A loop that computes has to
 * look at {@code Thread.interrupted()}; the answer comes when it is done, and is 503 all the same.
 * Nothing is left behind that still runs when the client has its answer.
 *
 * <p><b>An interrupt closes the socket that a virtual thread is blocked on.</b> A statement that
 * waits for its database loses the connection: the pool has to throw it away and open another, and
 * the statement may have been executed or not. Prefer the time-outs of what is called (a query
 * time-out, the time-out of an HTTP client) and set this one above them, for what they miss. A
 * {@code FileChannel} that is in use is closed, too.
 *
 * <p>The time is that until the response is returned; a stream is written after it, without limit.
 * Time is measured by the system's own clock. This class is immutable and safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public final class Timeout implements Middleware {

  /*
   * The request stays on its own thread. To answer at once and let another thread run on would be
   * easy, and wrong: that thread would read a body and use a transaction whose request is over.
   */

  private final Duration limit;

  private Timeout(Duration limit) {
    this.limit = limit;
  }

  /**
   * Returns the middleware.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Timeout of(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("Time-out must be positive: " + limit);
    }
    return new Timeout(limit);
  }

  @Override
  public Response handle(Context c, Next next) {
    var watch = new Watch(Thread.currentThread(), limit);
    Response response;
    try {
      response = next.handle(c);
    } finally {
      watch.stop();
    }
    return watch.hasInterrupted() ? timedOut(response) : response;
  }

  private Response timedOut(Response response) {
    Response problem =
        Problem.of(503)
            .withDetail("Request was not done within " + limit.toMillis() + " ms (Timeout)")
            .toResponse();
    return response.failure().map(problem::withFailure).orElse(problem);
  }

  /** Interrupts a thread once, unless it is stopped before. */
  private static final class Watch {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private boolean hasInterrupted;

    Watch(Thread thread, Duration limit) {
      var unused =
          done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete((nothing, expired) -> {
                if (expired != null) {
                  thread.interrupt();
                  interrupted.countDown();
                }
              });
    }

    /** No interrupt comes after this, and one that came late is not left on the thread. */
    void stop() {
      if (done.complete(null)) {
        return;
      }
      hasInterrupted = true;
      boolean delivered = false;
      while (!delivered) {
        try {
          interrupted.await();
          delivered = true;
        } catch (InterruptedException e) {
          // This is the interrupt that is waited for, or one more that the thread is not to keep.
        }
      }
      Thread.interrupted();
    }

    boolean hasInterrupted() {
      return hasInterrupted;
    }
  }
}
