package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** When all entries with a tag, or of a whole cache, were invalidated last. */
final class Marker {

  private static final AtomicLongFieldUpdater<Marker> STAMP =
      AtomicLongFieldUpdater.newUpdater(Marker.class, "stamp");

  private final String tag;

  /** The stamp of a version, below all of them at first. */
  private volatile long stamp = -1;

  /** When the layers were last asked for this marker, or negative. */
  private volatile long checkedAt = -1;

  Marker(String tag) {
    this.tag = tag;
  }

  String tag() {
    return tag;
  }

  /**
   * Returns whether an entry of that stamp is older. An equal stamp of two nodes counts as older: a
   * load too many rather than a value that should be gone.
   */
  boolean invalidates(long entryStamp) {
    return stamp >= entryStamp;
  }

  /**
   * Returns whether an entry of that stamp is older, and was so when a later stamp was the latest.
   */
  boolean invalidatedUpTo(long latestStamp, long entryStamp) {
    long raisedTo = stamp;
    return raisedTo >= entryStamp && raisedTo <= latestStamp;
  }

  void raise(Version version) {
    STAMP.accumulateAndGet(this, version.stamp(), Math::max);
  }

  boolean isRaised() {
    return stamp >= 0;
  }

  long checkedAt() {
    return checkedAt;
  }

  void checked(long now) {
    checkedAt = now;
  }
}
