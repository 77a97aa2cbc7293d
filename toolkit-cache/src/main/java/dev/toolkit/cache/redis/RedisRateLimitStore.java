package dev.toolkit.cache.redis;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.internal.Breaker;
import dev.toolkit.cache.layer.LayerUnavailableException;
import dev.toolkit.core.Clock;
import dev.toolkit.core.middleware.RateLimitDecision;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.RateLimitStore;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps rate limits in Redis, so that all instances of an application count together: exactly,
 * since a script decides, and by the server's clock.
 *
 * <p>If Redis cannot be asked, {@link #take} throws, and the request is answered as if its handler
 * had thrown. {@link #withFallback} has another store decide instead. After five failures in a row
 * Redis is asked once a second, so that it keeps no more requests waiting while it hangs. It needs
 * {@code toolkit-core}.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RedisRateLimitStore implements RateLimitStore {

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Redis redis;
  private final String prefix;

  /** Decides if Redis does not, or null. */
  private final @Nullable RateLimitStore fallback;

  /** While Redis hangs, no request waits for it but one each second. */
  private final Breaker breaker = new Breaker(System::nanoTime);

  /** Whether it is in the log that the fallback decides. */
  private final AtomicBoolean isFailing = new AtomicBoolean();

  private RedisRateLimitStore(Redis redis, String prefix, @Nullable RateLimitStore fallback) {
    this.redis = redis;
    this.prefix = prefix;
    this.fallback = fallback;
  }

  /** Returns a store whose keys start with {@code rate:}. */
  public static RedisRateLimitStore of(Redis redis) {
    return of(redis, "rate:");
  }

  /** Returns a store whose keys start with a prefix, to share Redis with other applications. */
  public static RedisRateLimitStore of(Redis redis, String prefix) {
    return new RedisRateLimitStore(
        requireNonNull(redis, "redis"), requireNonNull(prefix, "prefix"), null);
  }

  /**
   * Lets another store decide on requests for which Redis cannot be asked. With {@code
   * MemoryRateLimitStore}, each instance then counts for itself, so that a client may make as many
   * requests as the rule says to each of them. By default there is none. The first failure after a
   * success is logged.
   */
  public RedisRateLimitStore withFallback(RateLimitStore fallback) {
    return new RedisRateLimitStore(redis, prefix, requireNonNull(fallback, "fallback"));
  }

  @Override
  public RateLimitDecision take(String key, RateLimitRule rule, Clock clock) throws Exception {
    if (fallback == null) {
      return ask(key, rule);
    }
    try {
      RateLimitDecision decision = ask(key, rule);
      answered();
      return decision;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Whatever it is, a client must be counted somewhere.
      failed(e);
      return fallback.take(key, rule, clock);
    }
  }

  private void answered() {
    if (isFailing.get() && isFailing.compareAndSet(true, false)) {
      LOG.info("Redis decides on rate limits again");
    }
  }

  /** Tells what would otherwise stay hidden; a connection that is lost is in the log already. */
  private void failed(Exception failure) {
    if (!(failure instanceof LayerUnavailableException) && isFailing.compareAndSet(false, true)) {
      LOG.warn("Redis fails to decide on rate limits, the fallback does instead", failure);
    }
  }

  private RateLimitDecision ask(String key, RateLimitRule rule) throws Exception {
    if (!breaker.permits()) {
      throw new LayerUnavailableException(
          "Redis is not asked, since it failed several times in a row");
    }
    try {
      RateLimitDecision decision = decide(key, rule);
      boolean ignored = breaker.succeeded();
      return decision;
    } catch (InterruptedException | LayerUnavailableException e) {
      // Neither says that Redis would keep the next request waiting.
      throw e;
    } catch (Exception e) {
      boolean ignored = breaker.failed();
      throw e;
    }
  }

  private RateLimitDecision decide(String key, RateLimitRule rule) throws Exception {
    long interval = rule.decide(0, 0).resetAfter().toNanos();
    List<byte[]> answer =
        redis.run(
            Script.RATE_LIMIT,
            ScriptOutputType.MULTI,
            bytes(prefix + key),
            bytes(Long.toString(interval)),
            bytes(Integer.toString(rule.burst())));
    long now = number(answer.get(1)) * NANOS_PER_SECOND + number(answer.get(2)) * 1_000;
    // The same numbers again: the script has decided likewise.
    return rule.decide(now + number(answer.get(0)), now);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long number(byte[] digits) {
    return Long.parseLong(new String(digits, StandardCharsets.UTF_8));
  }
}
