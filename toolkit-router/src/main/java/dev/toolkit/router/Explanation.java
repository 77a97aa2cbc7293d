package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * Tells how a {@link TreeWalk} finds its route. Serves one lookup; not thread-safe.
 *
 * @param <T> the type of targets
 */
final class Explanation<T> {

  private final RouteTree<T> tree;
  private final PathText path;
  private final String method;
  private final int methodIndex;
  private final int[] offsets;
  private final StringBuilder text = new StringBuilder();

  private @Nullable Leaf<T> best;

  Explanation(RouteTree<T> tree, PathText path, String method, int methodIndex) {
    this.tree = tree;
    this.path = path;
    this.method = method;
    this.methodIndex = methodIndex;
    this.offsets = new int[2 * tree.maxParams];
  }

  String of(String request) {
    text.append(request).append('\n');
    visit(tree.root, 0, 0);
    if (best != null) {
      return text.append("found: ").append(best.route).append('\n').toString();
    }
    Match.NotAllowed<T> missed = new TreeWalk<>(tree, path, TreeWalk.NO_METHOD).notAllowed();
    text.append(missed == null ? "not found" : "not allowed: Allow: " + missed.allowHeader());
    return text.append('\n').toString();
  }

  private void visit(Node<T> node, int segment, int slot) {
    if (segment == path.count) {
      end(node.terminal, segment);
      return;
    }
    Node<T> literal = node.literals.get(path.key(segment));
    if (literal != null) {
      line(segment).append(literal.segment).append('\n');
      if (mayBeBetter(literal, segment)) {
        visit(literal, segment + 1, slot);
      }
    } else if (!node.literals.isEmpty()) {
      line(segment).append("no literal is ").append(quoted(segment)).append('\n');
    }
    for (Node<T> other : node.others) {
      line(segment).append(other.segment);
      boolean fits = path.fits(segment, other.segment, offsets, slot);
      text.append(fits ? " takes " : " does not fit ").append(quoted(segment)).append('\n');
      if (fits && mayBeBetter(other, segment)) {
        boolean catchAll = other.segment.kind() == Segment.Kind.CATCH_ALL;
        int next = slot + 2 * other.segment.params().size();
        visitOrEnd(other, catchAll, segment + 1, next);
      }
    }
  }

  private void visitOrEnd(Node<T> node, boolean catchAll, int segment, int slot) {
    if (catchAll) {
      end(node.terminal, segment);
    } else {
      visit(node, segment, slot);
    }
  }

  private boolean mayBeBetter(Node<T> node, int segment) {
    if (best == null || node.minRank < best.rank) {
      return true;
    }
    line(segment + 1).append("passed over: less specific than ").append(best.route).append('\n');
    return false;
  }

  private void end(@Nullable Terminal<T> terminal, int depth) {
    if (terminal == null) {
      line(depth).append("no route ends here\n");
      return;
    }
    Leaf<T> leaf = terminal.leaf(methodIndex);
    if (leaf == null) {
      line(depth).append("no route for ").append(method).append(", only for ");
      text.append(terminal.notAllowed.allowHeader()).append('\n');
      return;
    }
    line(depth).append(leaf.route).append('\n');
    if (best == null || leaf.rank < best.rank) {
      best = leaf;
    }
  }

  private StringBuilder line(int depth) {
    return text.append("  ".repeat(depth + 1));
  }

  private String quoted(int segment) {
    return '"' + path.raw.substring(path.start(segment), path.end(segment)) + '"';
  }
}
