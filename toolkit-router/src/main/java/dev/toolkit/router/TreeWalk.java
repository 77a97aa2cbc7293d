package dev.toolkit.router;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route for any path, under any options. One instance serves one lookup; it is not
 * thread-safe.
 *
 * @param <T> the type of targets
 */
final class TreeWalk<T> {

  /*
   * A walk from the root, the more specific children first. It goes on after the first route it
   * finds, but only below nodes that may have a more specific one: those whose least rank is smaller.
   * As a node is reached in one way only, each is visited at most once, and there is nothing to be
   * remembered. The depth of the recursion is that of the patterns, whatever the path.
   */

  /** Stands for a method that no route answers, so that all of them are collected. */
  static final int NO_METHOD = -1;

  private final PathText path;
  private final int method;
  private final int[] offsets;
  private final int pathEnd;

  private @Nullable Leaf<T> best;
  private int[] bestOffsets = new int[0];

  private @Nullable Terminal<T> missed;
  private @Nullable Set<String> missedMethods;

  TreeWalk(RouteTree<T> tree, PathText path, int method) {
    this.path = path;
    this.method = method;
    this.offsets = new int[2 * tree.maxParams];
    this.pathEnd = path.end;
    visit(tree.root, 0, 0);
  }

  /** Returns the most specific route, or null if there is none with the method. */
  Match.@Nullable Found<T> found(Object source, int base) {
    return best == null ? null : best.found(source, base, bestOffsets);
  }

  /** Returns the methods of the routes that match, or null if there are none. */
  Match.@Nullable NotAllowed<T> notAllowed() {
    if (missedMethods != null) {
      return new Match.NotAllowed<>(missedMethods);
    }
    return missed == null ? null : missed.notAllowed;
  }

  private void visit(Node<T> node, int segment, int slot) {
    if (segment == path.count) {
      end(node.terminal, slot);
      return;
    }
    if (!node.literals.isEmpty()) {
      Node<T> literal = node.literals.get(path.key(segment));
      if (literal != null && mayBeBetter(literal)) {
        visit(literal, segment + 1, slot);
      }
    }
    for (Node<T> other : node.others) {
      if (mayBeBetter(other) && path.fits(segment, other.segment, offsets, slot)) {
        int next = slot + 2 * other.segment.params().size();
        if (other.segment.kind() == Segment.Kind.CATCH_ALL) {
          end(other.terminal, next);
        } else {
          visit(other, segment + 1, next);
        }
      }
    }
  }

  private boolean mayBeBetter(Node<T> node) {
    return best == null || node.minRank < best.rank;
  }

  private void end(@Nullable Terminal<T> terminal, int slot) {
    if (terminal == null) {
      return;
    }
    Leaf<T> leaf = method == NO_METHOD ? null : terminal.leaf(method);
    if (leaf == null) {
      miss(terminal);
    } else if (best == null || leaf.rank < best.rank) {
      best = leaf;
      bestOffsets = Arrays.copyOf(offsets, 2 * leaf.present);
      if (leaf.emptyRest) {
        bestOffsets[slot] = pathEnd;
        bestOffsets[slot + 1] = pathEnd;
      }
    }
  }

  private void miss(Terminal<T> terminal) {
    if (missed == null) {
      missed = terminal;
      return;
    }
    if (missedMethods == null) {
      missedMethods = new TreeSet<>(missed.allowed());
    }
    missedMethods.addAll(terminal.allowed());
  }
}
