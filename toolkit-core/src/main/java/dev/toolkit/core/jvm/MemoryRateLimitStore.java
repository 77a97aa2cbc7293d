package dev.toolkit.core.jvm;

import dev.toolkit.core.Clock;
import dev.toolkit.core.middleware.RateLimitDecision;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.RateLimitStore;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps rate limits in the memory of this process, for so many clients and no more.
 *
 * <p>When it is full, the client that was silent for longest is forgotten, which gives it all its
 * requests back. Whoever can come from more addresses than there is room for is not bounded by a
 * limit on addresses in any case. An entry takes about 150 bytes, so that the default of {@value
 * #DEFAULT_MAX_CLIENTS} clients takes 15 MB when full.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryRateLimitStore implements RateLimitStore {

  /** The number of clients that are kept unless another is set: {@value}. */
  public static final int DEFAULT_MAX_CLIENTS = 100_000;

  /** Clients are spread over so many maps, each with a lock of its own. */
  private static final int SEGMENTS = 16;

  private final Segment[] segments = new Segment[SEGMENTS];

  private MemoryRateLimitStore(int maxClients) {
    for (int i = 0; i < SEGMENTS; i++) {
      // The first ones take what does not divide.
      int share = maxClients / SEGMENTS + (i < maxClients % SEGMENTS ? 1 : 0);
      segments[i] = new Segment(Math.max(1, share));
    }
  }

  /** Returns a store for {@value #DEFAULT_MAX_CLIENTS} clients. */
  public static MemoryRateLimitStore create() {
    return new MemoryRateLimitStore(DEFAULT_MAX_CLIENTS);
  }

  /**
   * Returns a store for so many clients.
   *
   * @throws IllegalArgumentException if the number is less than 16
   */
  public static MemoryRateLimitStore ofMaxClients(int maxClients) {
    if (maxClients < SEGMENTS) {
      throw new IllegalArgumentException(
          "Store must have room for " + SEGMENTS + " clients at least: " + maxClients);
    }
    return new MemoryRateLimitStore(maxClients);
  }

  @Override
  public RateLimitDecision take(String key, RateLimitRule rule, Clock clock) {
    int hash = key.hashCode();
    return segments[(hash ^ (hash >>> 16)) & (SEGMENTS - 1)].take(key, rule, clock);
  }

  /** Returns the number of clients that are kept. */
  public int size() {
    int size = 0;
    for (Segment segment : segments) {
      size += segment.size();
    }
    return size;
  }

  /** The last used entry is the last one. */
  private static final class Segment {
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Arrival> arrivals = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxClients;

    Segment(int maxClients) {
      this.maxClients = maxClients;
    }

    RateLimitDecision take(String key, RateLimitRule rule, Clock clock) {
      lock.lock();
      try {
        // Read under the lock, so that a later decision never sees an earlier time.
        long now = clock.nanoTime();
        Arrival arrival = arrivals.get(key);
        RateLimitDecision decision = rule.decide(arrival == null ? now : arrival.nanos, now);
        if (arrival == null) {
          add(key, decision.arrivalNanos());
        } else {
          arrival.nanos = decision.arrivalNanos();
        }
        return decision;
      } finally {
        lock.unlock();
      }
    }

    private void add(String key, long nanos) {
      if (arrivals.size() == maxClients) {
        arrivals.pollFirstEntry();
      }
      arrivals.put(key, new Arrival(nanos));
    }

    int size() {
      lock.lock();
      try {
        return arrivals.size();
      } finally {
        lock.unlock();
      }
    }
  }

  private static final class Arrival {
    private long nanos;

    Arrival(long nanos) {
      this.nanos = nanos;
    }
  }
}
