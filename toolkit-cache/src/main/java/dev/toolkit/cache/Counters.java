package dev.toolkit.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a cache counts. */
final class Counters {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder staleServed = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadNanos = new LongAdder();
  final LongAdder refreshes = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder notKept = new LongAdder();
  final LongAdder layerHits = new LongAdder();
  final LongAdder layerMisses = new LongAdder();
  final LongAdder layerFailures = new LongAdder();
  final LongAdder corrupt = new LongAdder();
  final LongAdder notEncoded = new LongAdder();
  final LongAdder recovered = new LongAdder();
  final LongAdder tooLarge = new LongAdder();
}
