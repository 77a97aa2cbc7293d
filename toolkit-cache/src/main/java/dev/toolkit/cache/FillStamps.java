package dev.toolkit.cache;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts the changes of keys, so that a slow read of a layer notices one that came before its end.
 */
final class FillStamps {

  /*
   * A node reads the old value from a layer; another writes a new one and tells; the notice comes
   * first and finds nothing to drop; the old value comes second and would stay. So whoever reads
   * takes the stamp before and keeps what it read only if the stamp is the same after. Keys share
   * stamps: a change of another key costs one more read, nothing else.
   */

  private static final int STRIPES = 1_024;

  private final AtomicLongArray stamps = new AtomicLongArray(STRIPES);

  long of(int hash) {
    return stamps.get(stripe(hash));
  }

  boolean isUnchanged(int hash, long stamp) {
    return stamps.get(stripe(hash)) == stamp;
  }

  void touch(int hash) {
    stamps.incrementAndGet(stripe(hash));
  }

  void touchAll() {
    for (int i = 0; i < STRIPES; i++) {
      stamps.incrementAndGet(i);
    }
  }

  private static int stripe(int hash) {
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }
}
