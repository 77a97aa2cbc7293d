package dev.toolkit.router;

import dev.toolkit.router.Step.Edge;
import dev.toolkit.router.Step.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a router in the form in which plain paths are looked up: those of ASCII characters
 * without escapes. Immutable and thread-safe.
 *
 * @param <T> the type of targets
 */
final class CompiledTree<T> {

  /*
   * Nearly all paths have no escapes. In such a path a literal of a pattern stands as it is, so the
   * path can be followed without being cut up first, and what has been compared with a literal needs
   * no search for escapes either. Each character is looked at once as long as the first way leads to
   * a route:
   *
   * - A pattern without parameters is found as a whole, by its length and four characters.
   * - Literals up to the next parameter are one text, found by a Fork and compared as a whole.
   * - A parameter is scanned up to its slash, and its end is kept in 16 bits of a long. Its start
   *   follows from the end of the one before it and the length of the literal between them, so there
   *   is no other state: the walk is two numbers and a node, and allocates nothing until it has a
   *   route.
   * - If a way leads nowhere, the next one to try is known beforehand: each node has a list of the
   *   less specific ways at itself and then at those above it. Where such a way starts follows from
   *   the ends of the parameters before it, again. So going back takes no stack.
   *
   * Each node is reached in one way, hence at most once, so the work is bounded by the nodes of the
   * tree times the segment that each of them scans. A client cannot choose the nodes.
   *
   * What does not fit this is left to TreeWalk, which knows everything and is several times slower:
   * escapes, other characters than ASCII, paths of 64 KiB, a fifth parameter, several constraints in
   * a segment, letter case, merged slashes, and the Allow header of several nodes. So are all paths
   * of a tree in which the first route found need not be the most specific one.
   */

  static final int MAX_PATH = 0xffff;

  private static final int MAX_SLOTS = 4;

  final Step<T> root;

  /** The patterns without parameters, or null if there are none or too many alike. */
  final @Nullable LiteralTable<T> literals;

  final int maxSegments;
  final boolean ignoreTrailingSlash;
  final boolean ignoreDuplicateSlashes;

  private CompiledTree(RouteTree<T> tree) {
    this.maxSegments = tree.options.maxSegments();
    this.ignoreTrailingSlash = tree.options.ignoreTrailingSlash();
    this.ignoreDuplicateSlashes = tree.options.ignoreDuplicateSlashes();
    this.root = step(tree.root, null, 0, 1, 1);
    Map<String, Terminal<T>> whole = new TreeMap<>();
    collectLiterals(tree.root, "", 1, whole);
    this.literals = LiteralTable.of(whole);
  }

  /** Collects the patterns without parameters that begin with this literal. */
  private void collectLiterals(
      Node<T> node, String path, int depth, Map<String, Terminal<T>> collected) {
    for (Map.Entry<String, Node<T>> literal : node.literals.entrySet()) {
      Node<T> child = literal.getValue();
      if (depth <= maxSegments && isPlain(child.segment)) {
        String whole = path + "/" + literal.getKey();
        if (child.terminal != null) {
          collected.put(whole, child.terminal);
        }
        collectLiterals(child, whole, depth + 1, collected);
      }
    }
  }

  /** Returns the tree, or null if all paths have to be left to {@link TreeWalk}. */
  static <T> @Nullable CompiledTree<T> of(RouteTree<T> tree) {
    // A catch-all that is empty for want of a slash has no segment of its own to be refused at.
    boolean mayOverflow = tree.options.ignoreTrailingSlash() && tree.maxParams > MAX_SLOTS;
    return tree.isRanked() || !tree.options.caseSensitive() || mayOverflow
        ? null
        : new CompiledTree<>(tree);
  }

  /**
   * Compiles what can follow a node.
   *
   * @param tail what to try if none of it fits
   * @param slot the number of parameters before
   * @param offset how far it starts behind the last of them
   * @param depth the number of segments up to and with the one that follows
   */
  private Step<T> step(Node<T> node, @Nullable Retry<T> tail, int slot, int offset, int depth) {
    Retry<T> retry = tail;
    for (int i = depth > maxSegments ? -1 : node.others.size() - 1; i >= 0; i--) {
      retry = retry(node.others.get(i), retry, slot, offset, depth);
    }
    List<Edge<T>> edges = new ArrayList<>();
    for (Map.Entry<String, Node<T>> literal : node.literals.entrySet()) {
      Edge<T> edge = edge(literal.getKey(), literal.getValue(), retry, slot, offset, depth);
      if (edge != null) {
        edges.add(edge);
      }
    }
    return new Step<>(Fork.of(edges), retry);
  }

  private Retry<T> retry(Node<T> node, @Nullable Retry<T> other, int slot, int offset, int depth) {
    int slots = slot + node.segment.params().size();
    boolean general =
        slots > MAX_SLOTS
            || (node.segment.params().size() > 1 && node.segment.hasConstraints())
            || !isPlain(node.segment);
    boolean goesOn = !general && hasChildren(node);
    List<String> literals = node.segment.literals();
    int behind = literals.get(literals.size() - 1).length() + 1;
    Step<T> next = goesOn ? step(node, other, slots, behind, depth + 1) : null;
    return new Retry<>(node, general, slot, offset, depth, next, other);
  }

  /** Returns the literals up to the next choice, or null if no plain path can have them. */
  private @Nullable Edge<T> edge(
      String key, Node<T> first, @Nullable Retry<T> tail, int slot, int offset, int firstDepth) {
    StringBuilder text = new StringBuilder(key);
    Node<T> node = first;
    int depth = firstDepth;
    boolean plain = isPlain(node.segment);
    while (node.terminal == null && node.others.isEmpty() && node.literals.size() == 1) {
      node = node.literals.values().iterator().next();
      text.append('/').append(node.segment.prefix());
      plain &= isPlain(node.segment);
      depth++;
    }
    if (!plain || depth > maxSegments) {
      return null;
    }
    String all = text.toString();
    int behind = offset + all.length() + 1;
    Step<T> next = hasChildren(node) ? step(node, tail, slot, behind, depth + 1) : null;
    byte[] bytes = Ascii.bytes(all);
    return new Edge<>(key, all, bytes, node.terminal, next);
  }

  private static boolean hasChildren(Node<?> node) {
    return !node.literals.isEmpty() || !node.others.isEmpty();
  }

  /** Returns whether the literals of the segment can stand in a path without escapes. */
  private static boolean isPlain(Segment segment) {
    for (String literal : segment.literals()) {
      for (int i = 0; i < literal.length(); i++) {
        char c = literal.charAt(i);
        if (c >= 0x80 || c == '/' || c == '?' || c == '%') {
          return false;
        }
      }
    }
    return true;
  }
}
