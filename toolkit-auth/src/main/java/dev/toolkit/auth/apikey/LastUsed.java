package dev.toolkit.auth.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Collects when keys were used and writes it to the store now and then, outside of requests. It is
 * thread-safe.
 */
final class LastUsed {

  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final ApiKeyStore store;
  private final Executor executor;
  private final Map<String, Instant> pending = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> lastWritten = new AtomicReference<>(Instant.EPOCH);

  LastUsed(ApiKeyStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  void note(ApiKey key, Instant now) {
    boolean isKnown = now.isBefore(key.lastUsedAt().orElse(Instant.EPOCH).plus(INTERVAL));
    if (!isKnown) {
      pending.put(key.id(), now);
      writeIfDue(now);
    }
  }

  private void writeIfDue(Instant now) {
    Instant last = lastWritten.get();
    if (!now.isBefore(last.plus(INTERVAL)) && lastWritten.compareAndSet(last, now)) {
      executor.execute(this::write);
    }
  }

  /** Writes what is pending. What a failing store does not take is noted anew by the next use. */
  void write() {
    Map<String, Instant> written = new HashMap<>(pending);
    if (!written.isEmpty()) {
      written.forEach(pending::remove);
      store.touch(written);
    }
  }
}
