package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The loads of a cache that are under way, at most one for each key that callers may join. */
final class Flights<K, V> {

  /**
   * After so many hard time-outs a load is given up, so that a key is not lost to one that hangs.
   */
  private static final int PATIENCE = 10;

  private final Map<K, Flight<V>> underWay = new ConcurrentHashMap<>();

  /** Returns the load of the key to wait for, or null if the caller's own is now the one. */
  @Nullable Flight<V> join(K key, Flight<V> own, long hardNanos) {
    while (true) {
      Flight<V> present = underWay.putIfAbsent(key, own);
      if (present == null) {
        return null;
      }
      if (present.ageNanos() / PATIENCE < hardNanos) {
        return present;
      }
      present.supersede();
      underWay.remove(key, present);
    }
  }

  @Nullable Flight<V> find(K key) {
    return underWay.get(key);
  }

  void leave(K key, Flight<V> flight) {
    underWay.remove(key, flight);
  }

  /** Makes the load's result invisible to calls that start from now on. */
  void supersede(K key) {
    Flight<V> flight = underWay.remove(key);
    if (flight != null) {
      flight.supersede();
    }
  }

  /** Makes the load's result invisible if it started before that version. */
  void supersedeOlder(K key, Version other) {
    Flight<V> flight = underWay.get(key);
    if (flight != null) {
      flight.supersede(other);
    }
  }

  int count() {
    return underWay.size();
  }

  void abandonAll() {
    underWay.values().forEach(Flight::abandon);
    underWay.clear();
  }
}
