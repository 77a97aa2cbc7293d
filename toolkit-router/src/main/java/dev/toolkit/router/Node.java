package dev.toolkit.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A segment of one or more patterns that are equal up to it. Built by one thread, read by many.
 *
 * @param <T> the type of targets
 */
final class Node<T> {

  /** What the path must have here. Irrelevant at the root. */
  final Segment segment;

  /** The next segments that are literal, by the form in which literals are compared. */
  final Map<String, Node<T>> literals = new TreeMap<>();

  /** The next segments that are not, in the order in which they are preferred. */
  final List<Node<T>> others = new ArrayList<>();

  /** The routes whose pattern ends here, if there are any. */
  @Nullable Terminal<T> terminal;

  /** The least rank of all routes here and below. */
  int minRank = Integer.MAX_VALUE;

  /** The greatest rank of all routes here and below. */
  int maxRank = -1;

  Node(Segment segment) {
    this.segment = segment;
  }

  /** Returns the child for a segment of a pattern, which is added if it is not there. */
  Node<T> child(Segment next, boolean caseSensitive) {
    if (next.isLiteral()) {
      String literal = next.prefix();
      String key = caseSensitive ? literal : LetterCase.folded(literal);
      return literals.computeIfAbsent(key, absent -> new Node<>(next));
    }
    String shape = next.shape(caseSensitive);
    for (Node<T> other : others) {
      if (other.segment.shape(caseSensitive).equals(shape)) {
        return other;
      }
    }
    Node<T> added = new Node<>(next);
    others.add(added);
    return added;
  }

  void include(int rank) {
    minRank = Math.min(minRank, rank);
    maxRank = Math.max(maxRank, rank);
  }

  /** Returns the catch-all that may follow, if there is one. */
  @Nullable Node<T> catchAll() {
    Node<T> last = others.isEmpty() ? null : others.get(others.size() - 1);
    return last != null && last.segment.kind() == Segment.Kind.CATCH_ALL ? last : null;
  }
}
