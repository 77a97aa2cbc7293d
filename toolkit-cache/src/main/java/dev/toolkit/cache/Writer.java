package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes entries on demand of callers and of other nodes. */
final class Writer<K, V> implements Backplane.Receiver {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** How long a load may go on that started before a tag was invalidated. */
  private static final long LONGEST_LOAD = Duration.ofMinutes(10).toNanos();

  private final Parts<K, V> parts;

  Writer(Parts<K, V> parts) {
    this.parts = parts;
  }

  void put(K key, V value, EntryOptions options) {
    requireNonNull(value, "value");
    Version version = parts.versions().next();
    parts.flights().supersede(key);
    parts.layers().touch(key);
    if (options.ttl().isZero()) {
      removeAt(key, version, options);
      return;
    }
    long now = parts.ticker().exact();
    Entry.Details details =
        options.tags().isEmpty()
            ? Entry.Details.NONE
            : new Entry.Details(options.tags(), null, null);
    V kept = parts.copies().of(value);
    store(
        key,
        parts.entries().create(key, kept, version, details, options.ttl(), options, now, now),
        options);
  }

  private void store(K key, Entry<V> entry, EntryOptions options) {
    if (options.isSkipped(Skip.MEMORY_WRITE)) {
      parts.memory().remove(key);
    } else {
      long last = parts.trust().lastMoment(options);
      parts.memory().store(key, entry.cappedAt(last), () -> true);
    }
    if (entry.weight < 0) {
      parts.counters().notKept.increment();
      parts.events().emit(CacheEvent.Kind.NOT_KEPT, key, null);
    }
    if (!parts.layers().isEmpty()
        && !options.isSkipped(Skip.LAYER_WRITE)
        && !parts.layers().writer().write(key, entry, options, entry.times)) {
      // Another node's newer write came first; its notice may have come before this entry was here.
      parts.memory().removeUpTo(key, entry.version);
    } else if (options.isSkipped(Skip.MEMORY_WRITE)) {
      forget(key, entry.version);
    }
  }

  void remove(K key) {
    Version version = parts.versions().next();
    parts.flights().supersede(key);
    parts.layers().touch(key);
    removeAt(key, version, parts.options());
  }

  private void removeAt(K key, Version version, EntryOptions options) {
    parts.memory().remove(key);
    if (!parts.layers().isEmpty()) {
      parts.layers().writer().remove(key, version, options);
      forget(key, version);
    }
  }

  /** Drops what others have read of a key from the layers before these were changed. */
  private void forget(K key, Version version) {
    parts.flights().supersede(key);
    parts.layers().touch(key);
    parts.memory().removeUpTo(key, version);
  }

  void expire(K key) {
    Version version = parts.versions().next();
    parts.flights().supersede(key);
    parts.layers().touch(key);
    long now = parts.ticker().exact();
    Entry<V> present = parts.memory().find(key);
    if (present == null || !present.isUsable(now)) {
      removeAt(key, version, parts.options());
      return;
    }
    store(
        key, present.withTimes(present.times.expiredAt(now)).withVersion(version), parts.options());
  }

  void invalidateTag(String tag) {
    Version version = parts.versions().next();
    parts.markers().invalidate(tag, version, retention());
    if (!parts.layers().isEmpty()) {
      parts.layers().writer().invalidate(tag, version, parts.options());
    }
  }

  private long retention() {
    long longest = parts.layers().isEmpty() ? 0 : parts.layers().longestLife();
    return Nanos.plus(parts.ticker().exact(), Math.max(LONGEST_LOAD, longest));
  }

  void clear() {
    Version version = parts.versions().next();
    parts.markers().clear(version);
    if (!parts.layers().isEmpty()) {
      parts.layers().writer().clear(version, parts.options());
    }
  }

  @Override
  public void onNotice(Notice notice) {
    Version version = notice.version();
    if (version.node() == parts.versions().node()) {
      return;
    }
    if (!parts.versions().observe(version)) {
      LOG.warn("Notice for cache \"{}\" is from more than a day ahead: ignored", parts.name());
      return;
    }
    switch (notice.kind()) {
      case KEY -> drop(notice.subject(), version);
      case TAG -> parts.markers().invalidate(notice.subject(), version, retention());
      case CLEAR -> parts.markers().clear(version);
    }
  }

  /** A key that this node cannot read may be any of those in memory. */
  private void drop(String text, Version version) {
    K key;
    try {
      key = parts.layers().parse(text);
    } catch (RuntimeException e) {
      LOG.warn("Key in a notice for cache \"{}\" cannot be read: memory cleared", parts.name(), e);
      parts.layers().touchAll();
      parts.memory().removeAll();
      return;
    }
    parts.layers().touch(key);
    parts.flights().supersedeOlder(key, version);
    parts.memory().removeUpTo(key, version);
  }

  /** What is in memory may have been changed meanwhile; layers are asked again for all of it. */
  @Override
  public void onConnected() {
    parts.trust().connected();
    parts.layers().touchAll();
    parts.memory().expireAll(parts.ticker().exact());
    parts.markers().told(parts.ticker().exact());
    parts.layers().reconnected(parts.executor());
  }

  @Override
  public void onDisconnected() {
    long last = parts.trust().cutOff();
    parts.markers().told(Nanos.NEVER);
    parts.memory().expireAll(last);
  }
}
