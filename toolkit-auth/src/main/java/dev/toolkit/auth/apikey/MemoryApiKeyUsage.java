package dev.toolkit.auth.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the uses of keys in the memory of this process: the rate limit by a bucket of tokens that
 * is refilled evenly, the quota by a count that starts anew with each period.
 *
 * <p>A bucket holds as many tokens as the limit has, so that many uses at once are fine after a
 * pause. Periods of a quota begin with the first use. Counts start anew with the process. Of keys
 * with limits, up to 100,000 are kept; beyond it, those idle for a day are forgotten, and if that
 * is not enough, all are.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryApiKeyUsage implements ApiKeyUsage {

  private static final int MAX_KEYS = 100_000;

  /**
   * The state of one key; times are in nanoseconds since the use that made it.
   *
   * @param emptyUntil when the bucket would be full again, as in the generic cell rate algorithm
   *     (ITU-T I.371): it moves by one interval with every use, and may be a period ahead
   */
  private record State(Instant start, long emptyUntil, long periodStart, long used) {}

  private final Map<String, AtomicReference<@Nullable State>> states = new ConcurrentHashMap<>();

  private MemoryApiKeyUsage() {}

  /** Returns a counter without counts. */
  public static MemoryApiKeyUsage create() {
    return new MemoryApiKeyUsage();
  }

  @Override
  public Optional<Duration> use(ApiKey key, Instant now) {
    RateLimit rate = key.rateLimit().orElse(null);
    RateLimit quota = key.quota().orElse(null);
    if (rate == null && quota == null) {
      return Optional.empty();
    }
    return use(stateOf(key.id(), now), rate, quota, now);
  }

  private static Optional<Duration> use(
      AtomicReference<@Nullable State> reference,
      @Nullable RateLimit rate,
      @Nullable RateLimit quota,
      Instant now) {
    while (true) {
      State state = reference.get();
      State known = state == null ? new State(now, 0, 0, 0) : state;
      long at = Math.max(0, Duration.between(known.start, now).toNanos());
      State refreshed = quota == null ? known : inPeriod(known, quota, at);
      long wait = Math.max(waitForToken(refreshed, rate, at), waitForQuota(refreshed, quota, at));
      if (wait > 0) {
        return Optional.of(Duration.ofNanos(wait));
      }
      if (reference.compareAndSet(state, used(refreshed, rate, at))) {
        return Optional.empty();
      }
    }
  }

  private static State used(State state, @Nullable RateLimit rate, long at) {
    long emptyUntil = rate == null ? 0 : Math.max(state.emptyUntil, at) + intervalNanos(rate);
    return new State(state.start, emptyUntil, state.periodStart, state.used + 1);
  }

  /** Returns the state with a new period if the one before has ended. */
  private static State inPeriod(State state, RateLimit quota, long at) {
    return at - state.periodStart < quota.period().toNanos()
        ? state
        : new State(state.start, state.emptyUntil, at, 0);
  }

  private static long waitForToken(State state, @Nullable RateLimit rate, long at) {
    if (rate == null) {
      return 0;
    }
    long emptyUntil = Math.max(state.emptyUntil, at) + intervalNanos(rate);
    // A period may not divide by the count; the limit is what the intervals add up to.
    return emptyUntil - at - intervalNanos(rate) * rate.count();
  }

  private static long intervalNanos(RateLimit rate) {
    return Math.max(1, rate.period().toNanos() / rate.count());
  }

  private static long waitForQuota(State state, @Nullable RateLimit quota, long at) {
    return quota == null || state.used < quota.count()
        ? 0
        : state.periodStart + quota.period().toNanos() - at;
  }

  private AtomicReference<@Nullable State> stateOf(String id, Instant now) {
    AtomicReference<@Nullable State> known = states.get(id);
    if (known != null) {
      return known;
    }
    if (states.size() >= MAX_KEYS) {
      makeRoom(now);
    }
    return states.computeIfAbsent(id, unused -> new AtomicReference<>());
  }

  private void makeRoom(Instant now) {
    states.values().removeIf(reference -> isIdle(reference.get(), now));
    if (states.size() >= MAX_KEYS) {
      states.clear();
    }
  }

  /** Returns whether the bucket is full and the period of the quota began more than a day ago. */
  private static boolean isIdle(@Nullable State state, Instant now) {
    if (state == null) {
      return true;
    }
    long at = Duration.between(state.start, now).toNanos();
    return at - Math.max(state.emptyUntil, state.periodStart) > Duration.ofDays(1).toNanos();
  }

  /** Returns the number of keys that are counted. */
  @Override
  public String toString() {
    return "MemoryApiKeyUsage[" + states.size() + " keys]";
  }
}
