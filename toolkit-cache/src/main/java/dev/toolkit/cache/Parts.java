package dev.toolkit.cache;

import dev.toolkit.cache.layer.VersionClock;
import java.util.concurrent.Executor;

/**
 * What the pieces of one cache share.
 *
 * @param name the name of the cache
 * @param options what holds where a call says nothing
 */
record Parts<K, V>(
    String name,
    EntryOptions options,
    Ticker ticker,
    VersionClock versions,
    Executor executor,
    Waits waits,
    Markers markers,
    Trust trust,
    Memory<K, V> memory,
    Entries<K, V> entries,
    Flights<K, V> flights,
    LayerStack<K, V> layers,
    Copies<V> copies,
    Counters counters,
    Events<K> events) {}
