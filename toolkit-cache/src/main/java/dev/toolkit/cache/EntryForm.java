package dev.toolkit.cache;

import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.VersionClock;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns entries into what layers keep, and back. */
final class EntryForm<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  private final String cache;
  private final BodyForm<V> form;
  private final Ticker ticker;
  private final VersionClock versions;
  private final Entries<K, V> entries;
  private final Counters counters;
  private final Events<K> events;

  EntryForm(
      String cache,
      BodyForm<V> form,
      Ticker ticker,
      VersionClock versions,
      Entries<K, V> entries,
      Counters counters,
      Events<K> events) {
    this.cache = cache;
    this.form = form;
    this.ticker = ticker;
    this.versions = versions;
    this.entries = entries;
    this.counters = counters;
    this.events = events;
  }

  /** Catches everything that a codec may throw: whatever it is, the entry cannot be read. */
  @Nullable Entry<V> decode(K key, String place, Stored stored) {
    // Also if it cannot be read: what is loaded instead must be newer to take its place.
    boolean isPlausible = versions.observe(stored.version());
    try {
      if (!isPlausible) {
        throw new IOException("Version of an entry is from more than a day ahead");
      }
      Envelope envelope = Envelope.parse(stored.head());
      V value = form.read(envelope, stored.head(), stored.body(), place);
      return entries.of(
          key, value, stored.version(), envelope.details(), times(envelope, stored.remaining()));
    } catch (Throwable e) {
      counters.corrupt.increment();
      events.emit(CacheEvent.Kind.CORRUPT, key, e);
      LOG.warn(
          "Entry of cache \"{}\" in a layer cannot be read and counts as a miss: {}",
          cache,
          e.getClass().getName());
      return null;
    }
  }

  private Entry.Times times(Envelope envelope, Duration remaining) {
    long now = ticker.exact();
    if (envelope.lifeNanos() == Nanos.NEVER) {
      return new Entry.Times(now, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER);
    }
    long staleUntil = Nanos.plus(now, Nanos.of(remaining));
    long expiresAt = staleUntil - envelope.staleNanos();
    long refreshAt = expiresAt - envelope.eagerNanos();
    return new Entry.Times(expiresAt - envelope.lifeNanos(), refreshAt, expiresAt, staleUntil);
  }

  /** Catches everything that a codec may throw: the value is then in memory only. */
  @Nullable Stored encode(K key, String place, Entry<V> entry) {
    try {
      BodyForm.Written written = form.write(entry.value);
      long now = ticker.exact();
      // No layer keeps it longer, and what one says is left of its life is what others count from.
      Entry.Times times = entry.times.endingBy(Nanos.plus(now, Nanos.of(Stored.LONGEST)));
      byte[] head = envelope(entry, times, written).toBytes();
      byte[] body = form.seal(written.body, head, place);
      Duration remaining = Duration.ofNanos(Math.max(1, times.staleUntil() - now));
      return Stored.of(entry.version, remaining, head, body);
    } catch (BodyForm.TooLargeException e) {
      counters.tooLarge.increment();
      events.emit(CacheEvent.Kind.TOO_LARGE, key, e);
      return null;
    } catch (Throwable e) {
      counters.notEncoded.increment();
      events.emit(CacheEvent.Kind.NOT_ENCODED, key, e);
      LOG.warn("Value of cache \"{}\" cannot be written to its layers", cache, e);
      return null;
    }
  }

  private Envelope envelope(Entry<V> entry, Entry.Times times, BodyForm.Written written) {
    boolean isForever = entry.times.expiresAt() == Nanos.NEVER;
    EncryptionKeys encryption = form.keys();
    return new Envelope(
        form.codec().id(),
        form.schema(),
        written.flags,
        written.rawLength,
        encryption == null ? "" : encryption.writing(),
        encryption == null ? Envelope.checksum(written.body) : 0,
        isForever ? Nanos.NEVER : times.expiresAt() - times.createdAt(),
        isForever ? 0 : times.expiresAt() - times.refreshAt(),
        isForever ? 0 : times.staleUntil() - times.expiresAt(),
        entry.details);
  }
}
