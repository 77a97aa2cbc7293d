package dev.toolkit.cache;

/** The entry that a call gets, and whether it has expired. */
record Resolved<V>(Entry<V> entry, boolean isStale) {}
