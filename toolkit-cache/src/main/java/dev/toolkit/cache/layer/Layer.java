package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store that a cache keeps entries in below its memory: Redis, a database, anything that keeps
 * bytes under text and can compare versions.
 *
 * <p>A layer promises:
 *
 * <ul>
 *   <li>{@link #write} and {@link #remove} take effect only if their version is newer than that of
 *       what is there, comparing and storing in one step. A removed key remembers its version for a
 *       while, so that a write which was on its way does not bring back what was removed.
 *   <li>An entry ends after its remaining life, and reading tells how much is left.
 *   <li>What it cannot do, it says by throwing. It neither logs nor tries again: the cache does. If
 *       it knows beforehand that it cannot, it throws {@link LayerUnavailableException}.
 * </ul>
 *
 * <p>Whether a layer keeps these promises is tested by {@code LayerContract} in the test kit. Keys
 * are any text without unpaired surrogates of at most 1,024 bytes in UTF-8.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Layer extends AutoCloseable {

  /**
   * Returns the entry, or empty if there is none.
   *
   * @throws Exception if the store cannot say
   */
  Optional<Stored> read(String key) throws Exception;

  /**
   * Returns how many keys a cache may ask for, or write, in one call: as many as take little longer
   * than a single one. A cache asks layers of which this is 1 for one key after the other, so that
   * each has the time of a call.
   *
   * <p>By default it returns 1.
   */
  default int batchSize() {
    return 1;
  }

  /**
   * Returns the entries of those keys that have one.
   *
   * <p>By default it reads one after the other.
   *
   * @throws Exception if the store cannot say of one of them
   */
  default Map<String, Stored> readAll(Collection<String> keys) throws Exception {
    Map<String, Stored> entries = new LinkedHashMap<>();
    for (String key : keys) {
      read(key).ifPresent(entry -> entries.put(key, entry));
    }
    return entries;
  }

  /**
   * Returns the entry, or empty if there is none; its body may be left empty.
   *
   * <p>By default it reads the whole entry.
   *
   * @throws Exception if the store cannot say
   */
  default Optional<Stored> readHead(String key) throws Exception {
    return read(key).map(Stored::withoutBody);
  }

  /**
   * Stores the entry unless there is one, or the memory of a removal, that is as new or newer.
   *
   * @return whether it was stored
   * @throws Exception if the store failed; the entry may have been stored all the same
   */
  boolean write(String key, Stored entry) throws Exception;

  /**
   * Stores the entry as {@link #write(String, Stored)} does, and if this layer {@linkplain
   * #announces announces}, sends the notice in the same step.
   *
   * <p>By default it does not send the notice.
   *
   * @return whether it was stored
   * @throws Exception if the store failed; the entry may have been stored all the same
   */
  default boolean write(String key, Stored entry, Notice notice) throws Exception {
    return write(key, entry);
  }

  /**
   * Stores entries, each as {@link #write(String, Stored)} does.
   *
   * <p>By default it writes one after the other.
   *
   * @return the keys of those that were stored
   * @throws Exception if the store failed; any of the entries may have been stored all the same
   */
  default Set<String> writeAll(Map<String, Stored> entries) throws Exception {
    Set<String> stored = new LinkedHashSet<>();
    for (Map.Entry<String, Stored> next : entries.entrySet()) {
      if (write(next.getKey(), next.getValue())) {
        stored.add(next.getKey());
      }
    }
    return stored;
  }

  /**
   * Stores entries, each as {@link #write(String, Stored, Notice)} does with the notice of its key.
   *
   * <p>By default it writes one after the other.
   *
   * @return the keys of those that were stored
   * @throws Exception if the store failed; any of the entries may have been stored all the same
   */
  default Set<String> writeAll(Map<String, Stored> entries, Map<String, Notice> notices)
      throws Exception {
    Set<String> stored = new LinkedHashSet<>();
    for (Map.Entry<String, Stored> next : entries.entrySet()) {
      String key = next.getKey();
      if (write(key, next.getValue(), requireNonNull(notices.get(key), "notice"))) {
        stored.add(key);
      }
    }
    return stored;
  }

  /**
   * Removes the entry unless it is as new as the version or newer, and remembers the version.
   *
   * @param memory how long no older entry is stored
   * @return whether it took effect
   * @throws Exception if the store failed; the entry may have been removed all the same
   */
  boolean remove(String key, Version version, Duration memory) throws Exception;

  /**
   * Removes the entry as {@link #remove(String, Version, Duration)} does, and if this layer
   * {@linkplain #announces announces}, sends the notice in the same step.
   *
   * <p>By default it does not send the notice.
   *
   * @return whether it took effect
   * @throws Exception if the store failed; the entry may have been removed all the same
   */
  default boolean remove(String key, Version version, Duration memory, Notice notice)
      throws Exception {
    return remove(key, version, memory);
  }

  /**
   * Returns keys that start with the prefix, taken literally. Keys that are there all the time are
   * listed once; others may be listed or not.
   *
   * @param limit how many at most, positive
   * @param cursor what the page before gave, or empty for the first page
   * @throws IllegalArgumentException if the cursor is not one of this layer
   * @throws Exception if the store cannot say
   */
  Listing list(String prefix, int limit, String cursor) throws Exception;

  /**
   * Returns whether writes with a notice also send it on that backplane. If not, the cache sends it
   * after the write.
   *
   * <p>By default it returns false.
   */
  default boolean announces(Backplane backplane) {
    return false;
  }

  /**
   * Returns how long each call takes at most, for one key or several, if the layer sees to that
   * itself; only a listing may take longer. If not, the cache runs each call in a thread of its own
   * and waits no longer than its own time-out.
   *
   * <p>By default it returns empty.
   */
  default Optional<Duration> timeLimit() {
    return Optional.empty();
  }

  /**
   * Returns the store's own time, if it has any, to which a node compares its clock.
   *
   * <p>By default it returns empty.
   *
   * @throws Exception if the store cannot say
   */
  default Optional<Instant> time() throws Exception {
    return Optional.empty();
  }

  /**
   * Returns the locks that the nodes share, or empty if this layer has none.
   *
   * <p>By default it returns empty.
   */
  default Optional<NodeLocks> locks() {
    return Optional.empty();
  }

  /** Gives back what this layer holds. Caches do not close the layers that they are given. */
  @Override
  void close();
}
