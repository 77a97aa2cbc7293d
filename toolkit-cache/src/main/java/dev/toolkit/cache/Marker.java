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

  /** Whether a layer had this marker when it was asked. */
  private volatile boolean isStored;

  /** The stamp up to which entries of layers are not believed, whatever is known of the others. */
  private volatile long floor = -1;

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

  /** Returns the stamp that it was raised to, or negative. */
  long stamp() {
    return stamp;
  }

  long checkedAt() {
    return checkedAt;
  }

  boolean isStored() {
    return isStored;
  }

  /** Returns whether an entry of a layer with that stamp may be believed. */
  boolean lets(long entryStamp) {
    return isStored && entryStamp > floor && entryStamp > stamp;
  }

  /** Notes that layers have this marker from now on, since it was missing. */
  void created(Version version, long now) {
    floor = version.stamp();
    checked(now, true);
  }

  /** Notes that layers were asked, and whether one has this marker. */
  void checked(long now, boolean stored) {
    isStored = stored;
    checkedAt = now;
  }
}
