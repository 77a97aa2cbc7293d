package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the entries of a cache: decides their moments, weight and markers. */
final class Entries<K, V> {

  private final Memory<K, V> memory;
  private final Markers markers;

  Entries(Memory<K, V> memory, Markers markers) {
    this.memory = memory;
    this.markers = markers;
  }

  /**
   * Returns an entry that is written now.
   *
   * @param value the value, or null if there is none
   * @param ttl how long it is fresh, jitter aside
   * @param createdAt when its load started
   */
  Entry<V> create(
      K key,
      @Nullable V value,
      Version version,
      Entry.Details details,
      Duration ttl,
      EntryOptions options,
      long createdAt,
      long now) {
    long life = withJitter(Nanos.of(ttl), options.jitter());
    long expiresAt = Nanos.plus(now, life);
    long refreshAt =
        options.eagerAt() == 1 ? expiresAt : Nanos.plus(now, Nanos.part(life, options.eagerAt()));
    long staleUntil = Nanos.plus(expiresAt, Nanos.of(options.staleOnError()));
    return of(
        key, value, version, details, new Entry.Times(createdAt, refreshAt, expiresAt, staleUntil));
  }

  Entry<V> of(K key, @Nullable V value, Version version, Entry.Details details, Entry.Times times) {
    return new Entry<>(
        value,
        version,
        times,
        details,
        markers.of(details.tags()),
        memory.weigh(key, value),
        Long.MIN_VALUE);
  }

  private static long withJitter(long life, double jitter) {
    if (jitter == 0 || life == Nanos.NEVER) {
      return life;
    }
    return Nanos.plus(life, (long) (life * jitter * ThreadLocalRandom.current().nextDouble()));
  }
}
