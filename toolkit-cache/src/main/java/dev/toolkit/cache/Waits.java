package dev.toolkit.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which load, over all caches of a factory, to refuse loads that wait for themselves.
 */
final class Waits {

  /*
   * A loader may use caches. If, step by step, it comes to wait for its own load, nobody would ever
   * be done. A thread that loads therefore notes what it waits for before it waits; walking from a
   * load to its thread and on to what that waits for leads back here exactly if there is a circle.
   * Of several threads that close a circle at the same moment, the last to write its note sees the
   * whole of it. Loads that are awaited on threads of the loader's own are not seen: their callers
   * get their hard time-out.
   */

  private final Map<Thread, Integer> loading = new ConcurrentHashMap<>();
  private final Map<Thread, Flight<?>> waiting = new ConcurrentHashMap<>();

  /**
   * Notes that the current thread loads; with an executor that runs in place, several at a time.
   */
  void enter() {
    loading.merge(Thread.currentThread(), 1, Integer::sum);
  }

  void exit() {
    loading.compute(Thread.currentThread(), (t, n) -> n == null || n == 1 ? null : n - 1);
  }

  /**
   * Waits for the load.
   *
   * @throws RecursiveLoadException if it waits for the current thread
   */
  <V> Outcome<V> await(Flight<V> flight, long nanos) throws InterruptedException, TimeoutException {
    Outcome<V> done = flight.outcome.getNow(null);
    if (done != null) {
      return done;
    }
    Thread current = Thread.currentThread();
    if (!loading.containsKey(current)) {
      return get(flight, nanos);
    }
    @Nullable Flight<?> outer = waiting.put(current, flight);
    try {
      requireNoCircle(flight, current);
      return get(flight, nanos);
    } finally {
      if (outer == null) {
        waiting.remove(current);
      } else {
        waiting.put(current, outer);
      }
    }
  }

  private static <V> Outcome<V> get(Flight<V> flight, long nanos)
      throws InterruptedException, TimeoutException {
    try {
      return flight.outcome.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A load completes with an outcome, never by an exception", e);
    }
  }

  private void requireNoCircle(Flight<?> flight, Thread current) {
    @Nullable Flight<?> next = flight;
    // Others may be in a circle that does not lead here, so the walk is no longer than their
    // number.
    for (int steps = loading.size(); next != null && steps >= 0; steps--) {
      Thread thread = next.thread();
      if (thread == current) {
        throw new RecursiveLoadException();
      }
      next = thread == null ? null : waiting.get(thread);
    }
  }

  /** Thrown where a loader waits for its own load. */
  static final class RecursiveLoadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RecursiveLoadException() {
      super(
          "Loader waits for its own load: it must not ask a cache for the key that it loads,"
              + " neither itself nor through other loaders");
    }
  }
}
