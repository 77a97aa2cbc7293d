package dev.toolkit.cache.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from what does not answer, and lets one through now and then.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Breaker {

  /** So many failures in a row open it. */
  public static final int MAX_FAILURES = 5;

  private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();

  /** When the next call may be tried while the breaker is open. */
  private final AtomicLong probeAt = new AtomicLong();

  /** Returns one that is closed, with a clock as {@link System#nanoTime}. */
  public Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns whether a call may be made. */
  public boolean permits() {
    if (!isOpen()) {
      return true;
    }
    long due = probeAt.get();
    long now = nanos.getAsLong();
    return now - due >= 0 && probeAt.compareAndSet(due, now + pause());
  }

  private boolean isOpen() {
    return failures.get() >= MAX_FAILURES;
  }

  /** Returns whether the breaker was open until now. */
  public boolean succeeded() {
    return failures.getAndSet(0) >= MAX_FAILURES;
  }

  /** Returns whether the breaker is open from now on. */
  public boolean failed() {
    probeAt.set(nanos.getAsLong() + pause());
    return failures.incrementAndGet() == MAX_FAILURES;
  }

  /** Nodes that lost the same server do not come back in step. */
  private static long pause() {
    return PROBE_NANOS + ThreadLocalRandom.current().nextLong(PROBE_NANOS / 5);
  }
}
