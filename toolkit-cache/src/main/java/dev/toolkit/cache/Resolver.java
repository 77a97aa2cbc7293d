package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Decides what a call gets when memory has nothing that is simply returned. */
final class Resolver<K, V> {

  /**
   * How often a call starts over because what it waited for had been invalidated before it came.
   */
  private static final int MAX_ATTEMPTS = 3;

  private final Parts<K, V> parts;
  private final Loading<K, V> loading;

  Resolver(Parts<K, V> parts) {
    this.parts = parts;
    this.loading = new Loading<>(parts);
  }

  /**
   * Returns what the caller gets.
   *
   * @param found what is in memory, or null
   */
  Resolved<V> resolve(
      K key, @Nullable Entry<V> found, Loader<? super K, V> loader, EntryOptions options) {
    requireNonNull(loader, "loader");
    long now = parts.ticker().exact();
    Entry<V> usable = found != null && found.isUsable(now) ? found : null;
    if (usable != null && usable.isFresh(now)) {
      parts.counters().hits.increment();
      if (!usable.isReady(now) && usable.startRefresh()) {
        loading.refresh(key, loader, usable, options);
      }
      return new Resolved<>(usable, false);
    }
    parts.counters().misses.increment();
    Entry<V> stale = usable != null && Stale.mayServe(usable, options, now) ? usable : null;
    if (stale != null && now < stale.retryAt) {
      return stale(key, stale, CacheEvent.Kind.STALE_SERVED);
    }
    long asked = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      long latestStamp = parts.versions().latestStamp();
      Flight<V> flight =
          mayLook(stale, options)
              ? loading.joinOrLook(key, loader, usable, options)
              : loading.joinOrStart(key, loader, usable, options);
      Resolved<V> resolved = await(key, flight, asked, stale, options);
      // A load that started before an invalidation that this call may know of is not for it.
      if (attempt == MAX_ATTEMPTS || !resolved.entry().wasInvalidAt(latestStamp)) {
        return resolved;
      }
    }
  }

  private Resolved<V> stale(K key, Entry<V> entry, CacheEvent.Kind kind) {
    parts.counters().staleServed.increment();
    parts.events().emit(kind, key, null);
    return new Resolved<>(entry, true);
  }

  /** Returns whether this thread may ask the layers itself: if it would wait that long anyway. */
  private boolean mayLook(@Nullable Entry<V> stale, EntryOptions options) {
    return !parts.layers().isEmpty()
        && !options.isSkipped(EntryOptions.Skip.LAYER_READ)
        && (stale == null || options.softTimeout().isZero())
        && parts.layers().answersWithin(Nanos.of(options.hardTimeout()))
        && !Thread.currentThread().isInterrupted();
  }

  private Resolved<V> await(
      K key, Flight<V> flight, long asked, @Nullable Entry<V> stale, EntryOptions options) {
    try {
      Outcome<V> outcome = parts.waits().await(flight, patience(flight, asked, stale, options));
      return switch (outcome) {
        case Outcome.Loaded<V> loaded -> new Resolved<>(loaded.entry(), false);
        case Outcome.Failed<V> failed -> failed(key, failed, stale);
        case Outcome.Closed<V> closed -> throw new CacheClosedException(parts.name());
      };
    } catch (TimeoutException e) {
      return timedOut(key, flight, stale, options);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheInterruptedException(parts.name(), e);
    } catch (Waits.RecursiveLoadException e) {
      throw new CacheLoadException("Load of cache \"" + parts.name() + "\" waits for itself", e);
    }
  }

  /** The soft time-out counts from the start of the load: who comes late has waited already. */
  private static long patience(
      Flight<?> flight, long asked, @Nullable Entry<?> stale, EntryOptions options) {
    long hard = Nanos.of(options.hardTimeout()) - (System.nanoTime() - asked);
    if (stale == null || options.softTimeout().isZero()) {
      return hard;
    }
    return Math.min(hard, Math.max(0, Nanos.of(options.softTimeout()) - flight.ageNanos()));
  }

  private Resolved<V> failed(K key, Outcome.Failed<V> failed, @Nullable Entry<V> own) {
    Entry<V> stale = failed.stale() != null ? failed.stale() : own;
    if (stale != null) {
      return stale(key, stale, CacheEvent.Kind.STALE_SERVED);
    }
    // The message of the cause may hold values, so only its class is told.
    throw new CacheLoadException(
        "Loader of cache \"" + parts.name() + "\" failed: " + failed.cause().getClass().getName(),
        failed.cause());
  }

  private Resolved<V> timedOut(
      K key, Flight<V> flight, @Nullable Entry<V> stale, EntryOptions options) {
    parts.counters().timeouts.increment();
    if (stale != null) {
      return stale(key, stale, CacheEvent.Kind.STALE_SERVED_ON_TIMEOUT);
    }
    parts.events().emit(CacheEvent.Kind.TIMED_OUT, key, null);
    throw new CacheTimeoutException(
        "Load of cache \""
            + parts.name()
            + "\" took longer than "
            + options.hardTimeout().toMillis()
            + " ms (hardTimeout); it goes on after "
            + TimeUnit.NANOSECONDS.toMillis(flight.ageNanos())
            + " ms");
  }

  /** Returns the values of the keys in their order; keys without a value are left out. */
  Map<K, V> resolveAll(
      Collection<? extends K> keys, BulkLoader<K, V> loader, EntryOptions options) {
    requireNonNull(loader, "loader");
    Set<K> asked = new LinkedHashSet<>(keys);
    Map<K, Entry<V>> answers = new LinkedHashMap<>();
    Map<K, @Nullable Entry<V>> wanted = new LinkedHashMap<>();
    for (K key : asked) {
      findOrWant(key, options, answers, wanted);
    }
    long latestStamp = parts.versions().latestStamp();
    long started = System.nanoTime();
    Map<K, Flight<V>> flights = loading.joinOrStartAll(wanted, loader, options);
    List<K> invalid = new ArrayList<>();
    flights.forEach((key, flight) -> {
      Entry<V> stale = staleFor(wanted.get(key), options);
      Entry<V> entry = await(key, flight, started, stale, options).entry();
      answers.put(key, entry);
      if (entry.wasInvalidAt(latestStamp)) {
        invalid.add(key);
      }
    });
    for (K key : invalid) {
      answers.put(key, resolve(key, null, single(loader), options).entry());
    }
    return inOrder(asked, answers);
  }

  private void findOrWant(
      K key, EntryOptions options, Map<K, Entry<V>> answers, Map<K, @Nullable Entry<V>> wanted) {
    Entry<V> found =
        options.isSkipped(EntryOptions.Skip.MEMORY_READ) ? null : parts.memory().find(key);
    long now = parts.ticker().exact();
    boolean isThrottled = found != null && staleFor(found, options) != null && now < found.retryAt;
    if (found != null && (found.isFresh(now) || isThrottled)) {
      parts.counters().hits.increment();
      answers.put(key, found);
    } else {
      parts.counters().misses.increment();
      wanted.put(key, found);
    }
  }

  private @Nullable Entry<V> staleFor(@Nullable Entry<V> entry, EntryOptions options) {
    return entry != null && Stale.mayServe(entry, options, parts.ticker().exact()) ? entry : null;
  }

  private static <K, V> Loader<K, V> single(BulkLoader<K, V> loader) {
    return (key, context) -> {
      V value = loader.loadAll(Set.of(key)).get(key);
      return value == null ? context.absent() : value;
    };
  }

  private Map<K, V> inOrder(Set<K> asked, Map<K, Entry<V>> answers) {
    Map<K, V> values = new LinkedHashMap<>();
    for (K key : asked) {
      Entry<V> entry = answers.get(key);
      if (entry != null && entry.value != null) {
        values.put(key, parts.copies().of(entry.value));
      }
    }
    return values;
  }
}
