package dev.toolkit.auth.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts how often keys are used, against their limits. With several processes, an implementation
 * that shares its counts keeps limits exact; {@link MemoryApiKeyUsage} counts in each process.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ApiKeyUsage {

  /**
   * Counts one use of a key, unless that exceeds its {@linkplain ApiKey#rateLimit rate limit} or
   * its {@linkplain ApiKey#quota quota}; a use that is refused counts against neither.
   *
   * @return empty if the key may be used, else how long to wait
   */
  Optional<Duration> use(ApiKey key, Instant now);
}
