package dev.toolkit.cache;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps calls away from a layer that does not answer, and lets one through now and then. */
final class Breaker {

  static final int MAX_FAILURES = 5;

  private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();

  /** When the next call may be tried while the breaker is open. */
  private final AtomicLong probeAt = new AtomicLong();

  Breaker(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns whether a call may be made. */
  boolean permits() {
    if (!isOpen()) {
      return true;
    }
    long due = probeAt.get();
    long now = nanos.getAsLong();
    return now - due >= 0 && probeAt.compareAndSet(due, now + pause());
  }

  boolean isOpen() {
    return failures.get() >= MAX_FAILURES;
  }

  /** Returns whether the breaker was open until now. */
  boolean succeeded() {
    return failures.getAndSet(0) >= MAX_FAILURES;
  }

  /** Returns whether the breaker is open from now on. */
  boolean failed() {
    probeAt.set(nanos.getAsLong() + pause());
    return failures.incrementAndGet() == MAX_FAILURES;
  }

  /** Nodes that lost the same server do not come back in step. */
  private static long pause() {
    return PROBE_NANOS + ThreadLocalRandom.current().nextLong(PROBE_NANOS / 5);
  }
}
