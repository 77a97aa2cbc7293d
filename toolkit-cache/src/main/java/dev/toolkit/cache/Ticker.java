package dev.toolkit.cache;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The age of a factory of caches, in nanoseconds: read often, exact to a millisecond or so. */
final class Ticker implements AutoCloseable {

  /*
   * Reading the system's clock is more than half of what a hit in memory costs. So one thread reads
   * it each millisecond for all caches of the factory, and a hit reads a field. The thread may be
   * late on a busy machine; an entry then lives longer by as much. Whatever sets a lifetime or does
   * more than return a value reads the exact clock.
   *
   * A clock of the user's own is asked each time, so that a test sees its steps at once.
   */

  private static final long PERIOD_NANOS = 1_000_000;

  private final CacheClock clock;
  private final long origin;
  private final @Nullable Thread thread;
  private volatile long now;
  private volatile boolean stopped;

  private Ticker(CacheClock clock, boolean hasThread, Runnable sweep, int ticksPerSweep) {
    this.clock = clock;
    this.origin = clock.nanos();
    this.thread =
        hasThread
            ? Thread.ofPlatform()
                .daemon()
                .name("toolkit-cache-ticker")
                .unstarted(() -> run(sweep, ticksPerSweep))
            : null;
  }

  /**
   * Starts a ticker, with a thread if the clock is the system's.
   *
   * @param sweep is called each so many ticks, and returns at once
   */
  static Ticker start(CacheClock clock, Runnable sweep, int ticksPerSweep) {
    var ticker = new Ticker(clock, clock instanceof SystemClock, sweep, ticksPerSweep);
    if (ticker.thread != null) {
      ticker.thread.start();
    }
    return ticker;
  }

  private void run(Runnable sweep, int ticksPerSweep) {
    for (int ticks = 1; !stopped; ticks++) {
      now = exact();
      if (ticks == ticksPerSweep) {
        ticks = 0;
        sweep.run();
      }
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** Returns the age as of the last tick. */
  long now() {
    return thread == null ? exact() : now;
  }

  /** Returns the age. */
  long exact() {
    return clock.nanos() - origin;
  }

  @Override
  public void close() {
    stopped = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }
}
