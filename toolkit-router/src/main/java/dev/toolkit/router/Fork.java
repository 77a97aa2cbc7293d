package dev.toolkit.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between literals by the characters in which they differ.
 *
 * @param <T> the type of targets
 */
final class Fork<T> {

  /*
   * A Patricia tree [1]: characters that all literals below share are skipped, so what comes out
   * still has to be compared with the path, once and as a whole. Most nodes of real route sets are
   * decided by one or two characters. A literal that ends where another goes on is told by the slash
   * behind it; the end of the path counts as one.
   *
   * [1] D. Morrison, PATRICIA: practical algorithm to retrieve information coded in alphanumeric,
   *     Journal of the ACM, 1968
   */

  /** The only literal left, or null if there are several. */
  final Step.@Nullable Edge<T> edge;

  /** Which character of the segment decides. */
  final int offset;

  /** The first character in the table. */
  private final int min;

  private final @Nullable Fork<T>[] table;

  private Fork(Step.@Nullable Edge<T> edge, int offset, int min, @Nullable Fork<T>[] table) {
    this.edge = edge;
    this.offset = offset;
    this.min = min;
    this.table = table;
  }

  /** Returns the way on for a character, or null if no literal has it here. */
  @Nullable Fork<T> next(int c) {
    int index = c - min;
    return index >= 0 && index < table.length ? table[index] : null;
  }

  /** Returns a fork over literals whose first segments are ASCII and differ, or null for none. */
  static <T> @Nullable Fork<T> of(List<Step.Edge<T>> edges) {
    return edges.isEmpty() ? null : of(edges, 0);
  }

  private static <T> Fork<T> of(List<Step.Edge<T>> edges, int from) {
    if (edges.size() == 1) {
      return new Fork<>(edges.get(0), 0, 0, table(0));
    }
    int offset = from;
    Map<Character, List<Step.Edge<T>>> groups = groups(edges, offset);
    while (groups.size() == 1) {
      groups = groups(edges, ++offset);
    }
    TreeMap<Character, Fork<T>> forks = new TreeMap<>();
    for (Map.Entry<Character, List<Step.Edge<T>>> group : groups.entrySet()) {
      forks.put(group.getKey(), of(group.getValue(), offset + 1));
    }
    Fork<T> ended = forks.get('/');
    if (ended != null) {
      forks.put('?', ended);
    }
    int min = forks.firstKey();
    @Nullable Fork<T>[] table = table(forks.lastKey() - min + 1);
    forks.forEach((c, fork) -> table[c - min] = fork);
    return new Fork<>(null, offset, min, table);
  }

  private static <T> Map<Character, List<Step.Edge<T>>> groups(
      List<Step.Edge<T>> edges, int offset) {
    Map<Character, List<Step.Edge<T>>> groups = new TreeMap<>();
    for (Step.Edge<T> edge : edges) {
      char c = offset < edge.key.length() ? edge.key.charAt(offset) : '/';
      groups.computeIfAbsent(c, absent -> new ArrayList<>()).add(edge);
    }
    return groups;
  }

  @SuppressWarnings("unchecked") // all writes to the array are checked
  private static <T> @Nullable Fork<T>[] table(int length) {
    return (Fork<T>[]) new Fork<?>[length];
  }
}
