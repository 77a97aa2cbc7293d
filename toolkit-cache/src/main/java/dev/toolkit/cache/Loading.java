package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LoadContext.Previous;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs loads: asks the layers, calls the loader, hands on what it made. */
final class Loading<K, V> {

  /*
   * A load has two parts: to look into memory and the layers, and to call the loader. The second
   * always has a thread of its own, for it must neither end with a caller that gives up nor be bound
   * by a caller's time-out. The first has a bound of its own, so the caller that starts the load
   * looks itself if it would wait that long anyway: what a layer has is then returned without any
   * other thread. Callers that come meanwhile wait for that load as for any other. If the caller is
   * interrupted while it looks, it has learned nothing, and the load starts from the beginning.
   */

  /** How often a node looks whether another has stored what it waits for. */
  private static final long LOCK_POLL_NANOS = Duration.ofMillis(25).toNanos();

  private final Parts<K, V> parts;
  private final Results<K, V> results;

  Loading(Parts<K, V> parts) {
    this.parts = parts;
    this.results = new Results<>(parts);
  }

  Results<K, V> results() {
    return results;
  }

  /** Returns the load of the key that is under way, or starts one. */
  Flight<V> joinOrStart(
      K key, Loader<? super K, V> loader, @Nullable Entry<V> previous, EntryOptions options) {
    var own = new Flight<V>();
    Flight<V> present = parts.flights().join(key, own, Nanos.of(options.hardTimeout()));
    if (present != null) {
      return present;
    }
    start(key, own, () -> load(key, own, loader, previous, options));
    return own;
  }

  /**
   * Returns the load of the key that is under way, or looks into memory and the layers before it
   * returns one: with their answer, or started.
   */
  Flight<V> joinOrLook(
      K key, Loader<? super K, V> loader, @Nullable Entry<V> previous, EntryOptions options) {
    var own = new Flight<V>();
    Flight<V> present = parts.flights().join(key, own, Nanos.of(options.hardTimeout()));
    if (present != null) {
      return present;
    }
    Looked<V> looked = lookFirst(key, own, previous, options);
    if (looked.answer() == null) {
      boolean isInterrupted = Thread.currentThread().isInterrupted();
      start(
          key,
          own,
          isInterrupted
              ? () -> load(key, own, loader, previous, options)
              : () -> make(key, own, loader, looked.latest(), options));
    }
    return own;
  }

  /** Looks, and ends the load if that gave its answer. */
  private Looked<V> lookFirst(
      K key, Flight<V> flight, @Nullable Entry<V> previous, EntryOptions options) {
    try {
      Looked<V> looked = look(key, flight, previous, options);
      Entry<V> answer = looked.answer();
      if (answer != null) {
        end(key, flight, new Outcome.Loaded<>(answer));
      }
      return looked;
    } catch (Throwable e) {
      // Nobody is to wait for what does not come.
      end(key, flight, new Outcome.Failed<>(e, null));
      throw e;
    }
  }

  /** Reloads an entry that is still fresh, unless that is under way. */
  void refresh(K key, Loader<? super K, V> loader, Entry<V> present, EntryOptions options) {
    parts.counters().refreshes.increment();
    parts.events().emit(CacheEvent.Kind.REFRESH_STARTED, key, null);
    joinOrStart(key, loader, present, options);
  }

  private interface Load<V> {
    Outcome<V> run();
  }

  private void start(K key, Flight<V> flight, Load<V> load) {
    try {
      parts.executor().execute(() -> run(key, flight, load));
    } catch (RejectedExecutionException e) {
      end(key, flight, new Outcome.Closed<>());
    }
  }

  /**
   * The load leaves before its outcome is known, so that whoever learns of it can start another.
   */
  private void end(K key, Flight<V> flight, Outcome<V> outcome) {
    parts.flights().leave(key, flight);
    flight.outcome.complete(outcome);
  }

  private void run(K key, Flight<V> flight, Load<V> load) {
    flight.begin();
    parts.waits().enter();
    Outcome<V> outcome = outcomeOf(load);
    parts.waits().exit();
    flight.end();
    end(key, flight, outcome);
  }

  /** Catches what a format of keys or a copier may throw: nobody else could tell the callers. */
  private static <V> Outcome<V> outcomeOf(Load<V> load) {
    try {
      return load.run();
    } catch (Throwable e) {
      return new Outcome.Failed<>(e, null);
    }
  }

  private Outcome<V> load(
      K key,
      Flight<V> flight,
      Loader<? super K, V> loader,
      @Nullable Entry<V> previous,
      EntryOptions options) {
    Looked<V> looked = look(key, flight, previous, options);
    Entry<V> answer = looked.answer();
    return answer == null
        ? make(key, flight, loader, looked.latest(), options)
        : new Outcome.Loaded<>(answer);
  }

  /**
   * What memory and the layers have.
   *
   * @param answer what spares the call of the loader, or null
   * @param latest what the loader is told of, if it is called
   */
  private record Looked<V>(@Nullable Entry<V> answer, @Nullable Entry<V> latest) {

    static <V> Looked<V> at(Entry<V> answer) {
      return new Looked<>(answer, answer);
    }
  }

  private Looked<V> look(
      K key, Flight<V> flight, @Nullable Entry<V> previous, EntryOptions options) {
    Entry<V> found = options.isSkipped(Skip.MEMORY_READ) ? null : parts.memory().find(key);
    if (found != null && found != previous && found.isFresh(parts.ticker().exact())) {
      // Another load ended between the caller's look into memory and this one's start.
      return Looked.at(found);
    }
    Entry<V> stored = readLayers(key, flight, options);
    if (stored != null && isBetter(stored, previous)) {
      return Looked.at(stored);
    }
    return new Looked<>(null, newer(previous, newer(found, stored)));
  }

  private Outcome<V> make(
      K key,
      Flight<V> flight,
      Loader<? super K, V> loader,
      @Nullable Entry<V> latest,
      EntryOptions options) {
    NodeLock lock = lock(key, flight, options);
    return lock == null
        ? call(key, flight, loader, latest, options)
        : callLocked(key, flight, loader, latest, options, lock);
  }

  private @Nullable NodeLock lock(K key, Flight<V> flight, EntryOptions options) {
    return options.nodeLock().isZero() || flight.hasLayerFailed()
        ? null
        : parts.layers().lock(key, options.nodeLock());
  }

  /** Calls the loader if no other node does, and else waits for what that one stores. */
  private Outcome<V> callLocked(
      K key,
      Flight<V> flight,
      Loader<? super K, V> loader,
      @Nullable Entry<V> latest,
      EntryOptions options,
      NodeLock lock) {
    long lease = Nanos.of(options.nodeLock());
    long patience = Nanos.plus(lease, lease);
    while (!flight.isSuperseded() && !flight.hasLayerFailed() && flight.ageNanos() < patience) {
      boolean isMine = acquire(lock, flight);
      try {
        // Another node's notice is no reason to give up: what it stored is what this one waits for.
        flight.startOver();
        Entry<V> stored = readLayers(key, flight, options);
        if (stored != null && isBetter(stored, latest)) {
          return new Outcome.Loaded<>(stored);
        }
        if (isMine) {
          return call(key, flight, loader, latest, options);
        }
      } finally {
        if (isMine) {
          lock.release();
        }
      }
      LockSupport.parkNanos(LOCK_POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return call(key, flight, loader, latest, options);
  }

  private boolean acquire(NodeLock lock, Flight<V> flight) {
    try {
      return lock.acquire();
    } catch (LayerGuard.LayerFailure e) {
      flight.layerFailed();
      return false;
    }
  }

  private @Nullable Entry<V> readLayers(K key, Flight<V> flight, EntryOptions options) {
    if (parts.layers().isEmpty() || options.isSkipped(Skip.LAYER_READ)) {
      return null;
    }
    try {
      return parts.layers().fill(key, options, flight::isCurrent);
    } catch (LayerGuard.LayerFailure e) {
      if (!Thread.currentThread().isInterrupted()) {
        flight.layerFailed();
      }
      return null;
    }
  }

  /** Returns whether an entry of a layer spares the load that would replace an older one. */
  private boolean isBetter(Entry<V> stored, @Nullable Entry<V> previous) {
    long now = parts.ticker().exact();
    if (previous != null && previous.isFresh(now)) {
      return stored.isReady(now) && stored.version.isNewerThan(previous.version);
    }
    return stored.isFresh(now);
  }

  private static <V> @Nullable Entry<V> newer(@Nullable Entry<V> a, @Nullable Entry<V> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.version.isNewerThan(a.version) ? b : a;
  }

  /** Catches everything that a loader may throw: its callers get it as a cause. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  private Outcome<V> call(
      K key,
      Flight<V> flight,
      Loader<? super K, V> loader,
      @Nullable Entry<V> latest,
      EntryOptions options) {
    flight.startOver();
    flight.loaderStarts(parts.versions().next());
    long createdAt = parts.ticker().exact();
    Entry<V> usable = latest != null && latest.isUsable(createdAt) ? latest : null;
    var context = new LoadContext<>(previous(usable, createdAt), options);
    long start = System.nanoTime();
    try {
      V value = asIs(loader).load(key, context);
      requireAnswer(value, context);
      return new Outcome.Loaded<>(results.accept(key, flight, value, context, options, createdAt));
    } catch (Throwable e) {
      return failed(key, flight, usable, e, options);
    } finally {
      parts.counters().loads.increment();
      parts.counters().loadNanos.add(System.nanoTime() - start);
    }
  }

  @SuppressWarnings("unchecked") // what takes any key above K takes a K
  private static <K, V> Loader<K, V> asIs(Loader<? super K, V> loader) {
    return (Loader<K, V>) loader;
  }

  private @Nullable Previous<V> previous(@Nullable Entry<V> entry, long now) {
    if (entry == null || entry.value == null) {
      return null;
    }
    Duration age = Nanos.between(entry.times.createdAt(), now);
    return new Previous<>(parts.copies().of(entry.value), entry.details, age);
  }

  private void requireAnswer(@Nullable V value, LoadContext<V> context) {
    if (value == null && !context.isAbsent()) {
      throw new NullPointerException(
          "Loader returned null: a key without a value is told by context.absent()");
    }
  }

  private Outcome<V> failed(
      K key, Flight<V> flight, @Nullable Entry<V> usable, Throwable cause, EntryOptions options) {
    parts.counters().loadFailures.increment();
    parts.events().emit(CacheEvent.Kind.LOAD_FAILED, key, cause);
    long now = parts.ticker().exact();
    if (usable == null || usable.isFresh(now) || !Stale.mayServe(usable, options, now)) {
      return new Outcome.Failed<>(cause, null);
    }
    Entry<V> throttled = usable.withRetryAt(Nanos.plus(now, Nanos.of(options.errorThrottle())));
    if (parts.memory().peek(key) == usable) {
      parts.memory().replace(key, usable, throttled);
    } else {
      // It came from a layer, and may have been removed since.
      parts.memory().store(key, throttled, flight::isCurrent);
    }
    return new Outcome.Failed<>(cause, throttled);
  }

  /** Starts one call of the bulk loader for those keys of which no load is under way. */
  Map<K, Flight<V>> joinOrStartAll(
      Map<K, @Nullable Entry<V>> wanted, BulkLoader<K, V> loader, EntryOptions options) {
    return new BulkLoad<>(parts, this, options).start(wanted, loader);
  }

  Outcome<V> failedInBulk(
      K key, Flight<V> flight, @Nullable Entry<V> previous, Throwable cause, EntryOptions options) {
    long now = parts.ticker().exact();
    Entry<V> usable = previous != null && previous.isUsable(now) ? previous : null;
    return failed(key, flight, usable, cause, options);
  }

  /** Returns the fresh entries that layers have for keys of a bulk load. */
  Map<K, Entry<V>> storedFor(Map<K, Flight<V>> flights, EntryOptions options) {
    if (flights.isEmpty() || parts.layers().isEmpty() || options.isSkipped(Skip.LAYER_READ)) {
      return Map.of();
    }
    Map<K, BooleanSupplier> asked = new LinkedHashMap<>();
    flights.forEach((key, flight) -> asked.put(key, flight::isCurrent));
    BulkFill.Filled<K, V> filled = parts.layers().fillAll(asked, options);
    flights.forEach((key, flight) -> {
      if (filled.unknown().contains(key)) {
        flight.layerFailed();
      }
    });
    long now = parts.ticker().exact();
    filled.entries().values().removeIf(entry -> !entry.isFresh(now));
    return filled.entries();
  }
}
