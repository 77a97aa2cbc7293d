package dev.toolkit.router;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The patterns without parameters, looked up as a whole. Immutable and thread-safe.
 *
 * @param <T> the type of targets
 */
final class LiteralTable<T> {

  /*
   * An open-addressed hash table whose hash takes the length and four characters of the path, at
   * distances from its end that were chosen so that these paths differ in them. A miss, which all
   * paths with parameters are, costs these four characters and one slot; a hit one comparison.
   *
   * Only the developer decides which paths are in the table, so a client cannot make its chains
   * longer. If these paths are so alike that chains get long, there is no table, and the tree, which
   * has all of them as well, does the work.
   */

  private static final int SAMPLES = 4;
  private static final int MAX_DISTANCE = 40;
  private static final int MAX_CHAIN = 6;

  /** How many paths are looked at when the distances are chosen. */
  private static final int MAX_JUDGED = 1000;

  private final int[] distances;
  private final @Nullable String[] paths;
  private final byte[] @Nullable [] bytes;
  private final @Nullable Terminal<T>[] terminals;
  private final int shift;
  private int longestChain;

  private LiteralTable(Map<String, Terminal<T>> terminalsByPath) {
    this.distances = distances(new ArrayList<>(terminalsByPath.keySet()));
    int bits = 2 + 32 - Integer.numberOfLeadingZeros(terminalsByPath.size());
    this.shift = 32 - bits;
    this.paths = new @Nullable String[1 << bits];
    this.bytes = new byte[1 << bits] @Nullable [];
    this.terminals = terminals(1 << bits);
    terminalsByPath.forEach(this::insert);
  }

  /** Returns a table of ASCII paths, or null if there are none or they are too much alike. */
  static <T> @Nullable LiteralTable<T> of(Map<String, Terminal<T>> terminalsByPath) {
    if (terminalsByPath.isEmpty()) {
      return null;
    }
    LiteralTable<T> table = new LiteralTable<>(terminalsByPath);
    return table.longestChain > MAX_CHAIN ? null : table;
  }

  /** Returns the routes of exactly this path, which is not empty. */
  @Nullable Terminal<T> find(String path) {
    int last = path.length() - 1;
    int hash =
        hash(
            last,
            path.charAt(Math.max(0, last - distances[0])),
            path.charAt(Math.max(0, last - distances[1])),
            path.charAt(Math.max(0, last - distances[2])),
            path.charAt(Math.max(0, last - distances[3])));
    for (int slot = hash >>> shift; ; slot = (slot + 1) & (paths.length - 1)) {
      String candidate = paths[slot];
      if (candidate == null) {
        return null;
      }
      if (candidate.equals(path)) {
        return terminals[slot];
      }
    }
  }

  /** Returns the routes of exactly the path in {@code line[from, to)}, which is not empty. */
  @Nullable Terminal<T> find(byte[] line, int from, int to) {
    int last = to - from - 1;
    int hash =
        hash(
            last,
            line[from + Math.max(0, last - distances[0])],
            line[from + Math.max(0, last - distances[1])],
            line[from + Math.max(0, last - distances[2])],
            line[from + Math.max(0, last - distances[3])]);
    for (int slot = hash >>> shift; ; slot = (slot + 1) & (paths.length - 1)) {
      byte[] candidate = bytes[slot];
      if (candidate == null) {
        return null;
      }
      if (Arrays.equals(candidate, 0, candidate.length, line, from, to)) {
        return terminals[slot];
      }
    }
  }

  private void insert(String path, Terminal<T> terminal) {
    int last = path.length() - 1;
    int[] c = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      c[i] = path.charAt(Math.max(0, last - distances[i]));
    }
    int slot = hash(last, c[0], c[1], c[2], c[3]) >>> shift;
    int chain = 1;
    while (paths[slot] != null) {
      slot = (slot + 1) & (paths.length - 1);
      chain++;
    }
    longestChain = Math.max(longestChain, chain);
    paths[slot] = path;
    bytes[slot] = Ascii.bytes(path);
    terminals[slot] = terminal;
  }

  private static int hash(int length, int a, int b, int c, int d) {
    int sum =
        length * 0x3d4d51cb + a * 0x2545f491 + b * 0x5bd1e995 + c * 0x1b873593 + d * 0x27d4eb2f;
    return sum * 0x9e3779b1;
  }

  /** Chooses distances from the end, one by one, each of which tells the most paths apart. */
  private static int[] distances(List<String> paths) {
    List<String> judged = new ArrayList<>();
    for (int i = 0; i < paths.size(); i += Math.max(1, paths.size() / MAX_JUDGED)) {
      judged.add(paths.get(i));
    }
    String[] keys = new String[judged.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = String.valueOf((char) judged.get(i).length());
    }
    int[] distances = new int[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      int best = 0;
      int bestCount = -1;
      for (int distance = 0; distance < MAX_DISTANCE; distance++) {
        int count = distinct(judged, keys, distance);
        if (count > bestCount) {
          best = distance;
          bestCount = count;
        }
      }
      distances[sample] = best;
      for (int i = 0; i < keys.length; i++) {
        keys[i] += sampled(judged.get(i), best);
      }
    }
    return distances;
  }

  private static int distinct(List<String> paths, String[] keys, int distance) {
    Set<String> distinct = new LinkedHashSet<>();
    for (int i = 0; i < keys.length; i++) {
      distinct.add(keys[i] + sampled(paths.get(i), distance));
    }
    return distinct.size();
  }

  private static char sampled(String path, int distance) {
    return path.charAt(Math.max(0, path.length() - 1 - distance));
  }

  @SuppressWarnings("unchecked") // all writes to the array are checked
  private static <T> @Nullable Terminal<T>[] terminals(int length) {
    return (Terminal<T>[]) new Terminal<?>[length];
  }
}
