package dev.toolkit.cache;

/** When an expired entry may be served in the place of a value that cannot be had. */
final class Stale {

  private Stale() {}

  /** The entry's own end was set when it was written; the caller may ask for a shorter time. */
  static boolean mayServe(Entry<?> entry, EntryOptions options, long now) {
    long end = Nanos.plus(entry.times.expiresAt(), Nanos.of(options.staleOnError()));
    return now < end && entry.isUsable(now);
  }
}
