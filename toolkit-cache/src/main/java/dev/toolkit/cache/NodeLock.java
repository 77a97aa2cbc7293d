package dev.toolkit.cache;

import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Stored;
import java.time.Duration;
import java.util.UUID;

/** The lock of a key's load over all nodes, as one of them tries to take it. */
final class NodeLock {

  private final LayerGuard layer;
  private final NodeLocks locks;
  private final String place;
  private final Duration lease;

  /** Tells this load from all others, so that a late release frees nobody else's lock. */
  private final String token = UUID.randomUUID().toString();

  NodeLock(LayerGuard layer, NodeLocks locks, String place, Duration lease) {
    this.layer = layer;
    this.locks = locks;
    this.place = place;
    this.lease = lease.compareTo(Stored.LONGEST) > 0 ? Stored.LONGEST : lease;
  }

  /**
   * Takes the lock if it is free.
   *
   * @throws LayerFailure if nobody can say
   */
  boolean acquire() throws LayerFailure {
    return layer.write(l -> locks.acquire(place, token, lease));
  }

  /** If it fails, the lease ends the lock. */
  void release() {
    try {
      layer.write(l -> {
        locks.release(place, token);
        return true;
      });
    } catch (LayerFailure e) {
      // The guard has counted it.
    }
  }
}
