package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.internal.Breaker;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.LayerUnavailableException;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a layer so that it can neither throw at callers of the cache nor keep them waiting. */
final class LayerGuard {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** A call of the layer. */
  @FunctionalInterface
  interface Call<T> {
    T on(Layer layer) throws Exception;
  }

  /** Thrown if a layer failed, was too slow, or is left alone for a while. */
  static final class LayerFailure extends Exception {

    private static final long serialVersionUID = 1;

    LayerFailure(String message, Throwable cause) {
      super(message, cause);
    }

    LayerFailure(String message) {
      super(message);
    }
  }

  private final Layer layer;
  private final String cache;
  private final Executor executor;
  private final long timeoutNanos;

  /** Whether the layer itself ends calls in time. */
  private final boolean limitsItsTime;

  private final boolean announces;

  /** Apart, for a store that is full or a replica still reads. */
  private final Breaker reads = new Breaker(System::nanoTime);

  private final Breaker writes = new Breaker(System::nanoTime);

  LayerGuard(
      Layer layer,
      @Nullable Backplane backplane,
      String cache,
      Executor executor,
      long timeoutNanos) {
    this.layer = layer;
    this.announces = backplane != null && layer.announces(backplane);
    this.cache = cache;
    this.executor = executor;
    this.timeoutNanos = layer.timeLimit().map(Nanos::of).orElse(timeoutNanos);
    this.limitsItsTime = layer.timeLimit().isPresent();
  }

  /** Returns whether a write of this layer tells the other nodes, too. */
  boolean announces() {
    return announces;
  }

  /** Returns how long a call takes at most. */
  long timeoutNanos() {
    return timeoutNanos;
  }

  Optional<NodeLocks> locks() {
    return layer.locks();
  }

  /**
   * Returns what the layer answers to a read.
   *
   * @throws LayerFailure if it does not, in time
   */
  <T> T read(Call<T> call) throws LayerFailure {
    return call(reads, "read", call);
  }

  /**
   * Returns what the layer answers to a write.
   *
   * @throws LayerFailure if it does not, in time
   */
  <T> T write(Call<T> call) throws LayerFailure {
    return call(writes, "write", call);
  }

  /** Returns keys in parts, each of which is for one call. */
  List<List<String>> batches(List<String> keys) {
    int size = Math.max(1, layer.batchSize());
    List<List<String>> batches = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += size) {
      batches.add(keys.subList(i, Math.min(keys.size(), i + size)));
    }
    return batches;
  }

  /**
   * Returns the entries of those keys that have one.
   *
   * @throws LayerFailure if the layer does not say of one of them, in time
   */
  Map<String, Stored> readAll(List<String> keys) throws LayerFailure {
    Map<String, Stored> found = new LinkedHashMap<>();
    for (List<String> batch : batches(keys)) {
      found.putAll(read(l -> l.readAll(batch)));
    }
    return found;
  }

  /**
   * Writes entries and returns the keys of those that were newer than what was there.
   *
   * @param notices to be sent in the same step, by key, or null
   * @throws LayerFailure if the layer does not say of one of them, in time
   */
  Set<String> writeAll(Map<String, Stored> entries, @Nullable Map<String, Notice> notices)
      throws LayerFailure {
    Set<String> stored = new HashSet<>();
    for (List<String> batch : batches(List.copyOf(entries.keySet()))) {
      Map<String, Stored> next = part(entries, batch);
      stored.addAll(write(l -> notices == null ? l.writeAll(next) : l.writeAll(next, notices)));
    }
    return stored;
  }

  /** Returns the entries with these keys. */
  static <T> Map<String, T> part(Map<String, T> all, List<String> keys) {
    Map<String, T> part = new LinkedHashMap<>();
    for (String key : keys) {
      part.put(key, requireNonNull(all.get(key), key));
    }
    return part;
  }

  private <T> T call(Breaker breaker, String what, Call<T> call) throws LayerFailure {
    if (!breaker.permits()) {
      throw new LayerFailure("Layer is not asked, since it failed several times in a row");
    }
    try {
      T answer = limitsItsTime ? call.on(layer) : inTime(call);
      if (breaker.succeeded()) {
        LOG.info("Layer of cache \"{}\" answers again ({})", cache, what);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LayerFailure("Interrupted while waiting for a layer", e);
    } catch (RejectedExecutionException e) {
      throw new LayerFailure("Cache is closed", e);
    } catch (TimeoutException e) {
      throw failed(breaker, what, "Layer took longer than " + timeoutNanos / 1_000_000 + " ms", e);
    } catch (ExecutionException e) {
      throw failed(breaker, what, "Layer failed", e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      // A layer may throw anything; here it ends.
      throw failed(breaker, what, "Layer failed", e);
    }
  }

  private <T> T inTime(Call<T> call)
      throws InterruptedException, ExecutionException, TimeoutException {
    var task = new FutureTask<>(() -> call.on(layer));
    executor.execute(task);
    try {
      return task.get(timeoutNanos, TimeUnit.NANOSECONDS);
    } finally {
      // Without effect on what has ended; what has not would keep its thread.
      task.cancel(true);
    }
  }

  private LayerFailure failed(Breaker breaker, String what, String message, Throwable cause) {
    // A layer that says at once that it is down may be asked at any time.
    if (!(cause instanceof LayerUnavailableException) && breaker.failed()) {
      LOG.warn(
          "Layer of cache \"{}\" failed {} times in a row and is asked once a second from now on"
              + " ({})",
          cache,
          Breaker.MAX_FAILURES,
          what,
          cause);
    }
    return new LayerFailure(message, cause);
  }
}
