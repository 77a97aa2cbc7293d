package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One call of a bulk loader, which ends the loads of all its keys. */
final class BulkLoad<K, V> {

  private final Parts<K, V> parts;
  private final Loading<K, V> loading;
  private final EntryOptions options;
  private final Map<K, Flight<V>> own = new LinkedHashMap<>();

  BulkLoad(Parts<K, V> parts, Loading<K, V> loading, EntryOptions options) {
    this.parts = parts;
    this.loading = loading;
    this.options = options;
  }

  /**
   * Returns a load for each key: those that are under way, which others share, and those that this
   * starts, which others may share.
   *
   * @param wanted the keys with the older entry that may stand in for each, or null
   */
  Map<K, Flight<V>> start(Map<K, @Nullable Entry<V>> wanted, BulkLoader<K, V> loader) {
    Map<K, Flight<V>> all = new LinkedHashMap<>();
    for (K key : wanted.keySet()) {
      var flight = new Flight<V>();
      Flight<V> present = parts.flights().join(key, flight, Nanos.of(options.hardTimeout()));
      all.put(key, present == null ? flight : present);
      if (present == null) {
        own.put(key, flight);
      }
    }
    if (!own.isEmpty()) {
      try {
        parts.executor().execute(() -> run(wanted, loader));
      } catch (RejectedExecutionException e) {
        endAll(new Outcome.Closed<>());
      }
    }
    return all;
  }

  private void run(Map<K, @Nullable Entry<V>> wanted, BulkLoader<K, V> loader) {
    own.values().forEach(Flight::begin);
    parts.waits().enter();
    try {
      answerFromStores();
      call(wanted, loader);
    } catch (Throwable e) {
      // A format of keys may throw, for example: nobody else could tell the callers.
      endAll(new Outcome.Failed<>(e, null));
    } finally {
      parts.waits().exit();
    }
  }

  /** Ends the loads of keys that came to be in memory meanwhile, or that a layer has. */
  private void answerFromStores() {
    List<K> keys = new ArrayList<>(own.keySet());
    for (K key : keys) {
      Entry<V> found = options.isSkipped(Skip.MEMORY_READ) ? null : parts.memory().find(key);
      if (found != null && found.isFresh(parts.ticker().exact())) {
        end(key, new Outcome.Loaded<>(found));
      }
    }
    loading.storedFor(own, options).forEach((key, found) -> end(key, new Outcome.Loaded<>(found)));
  }

  private Flight<V> flight(K key) {
    Flight<V> flight = own.get(key);
    if (flight == null) {
      throw new IllegalStateException("The load of this key has ended");
    }
    return flight;
  }

  /** Catches everything that a loader may throw: its callers get it as a cause. */
  private void call(Map<K, @Nullable Entry<V>> wanted, BulkLoader<K, V> loader) {
    if (own.isEmpty()) {
      return;
    }
    List<K> keys = new ArrayList<>(own.keySet());
    own.values().forEach(Flight::startOver);
    own.values().forEach(flight -> flight.loaderStarts(parts.versions().next()));
    long createdAt = parts.ticker().exact();
    long start = System.nanoTime();
    Map<K, Results.Made<V>> made = new LinkedHashMap<>();
    try {
      Map<? extends K, ? extends V> values =
          loader.loadAll(Collections.unmodifiableSet(new LinkedHashSet<>(keys)));
      for (K key : keys) {
        made.put(
            key,
            loading.results().madeInBulk(key, flight(key), values.get(key), options, createdAt));
      }
    } catch (Throwable e) {
      List<K> unanswered = new ArrayList<>(own.keySet());
      unanswered.removeAll(made.keySet());
      unanswered.forEach(
          key -> end(key, loading.failedInBulk(key, flight(key), wanted.get(key), e, options)));
    } finally {
      parts.counters().loads.increment();
      parts.counters().loadNanos.add(System.nanoTime() - start);
    }
    loading.results().writeAll(made, options);
    made.forEach((key, each) -> end(key, new Outcome.Loaded<>(each.entry())));
  }

  private void end(K key, Outcome<V> outcome) {
    Flight<V> flight = flight(key);
    own.remove(key);
    flight.end();
    parts.flights().leave(key, flight);
    flight.outcome.complete(outcome);
  }

  private void endAll(Outcome<V> outcome) {
    List<K> keys = new ArrayList<>(own.keySet());
    keys.forEach(key -> end(key, outcome));
  }
}
