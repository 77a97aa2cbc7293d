package dev.toolkit.router;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a tree of routes for people. */
final class TreePrinter {

  private TreePrinter() {}

  static <T> String print(RouteTree<T> tree) {
    StringBuilder text = new StringBuilder();
    printChildren(tree.root, 0, text);
    return text.toString();
  }

  private static <T> void printChildren(Node<T> node, int depth, StringBuilder text) {
    List<Node<T>> children = new ArrayList<>(node.literals.values());
    children.addAll(node.others);
    for (Node<T> child : children) {
      text.append("  ".repeat(depth)).append('/').append(child.segment);
      appendLeaves(child.terminal, text);
      text.append('\n');
      printChildren(child, depth + 1, text);
    }
  }

  private static <T> void appendLeaves(@Nullable Terminal<T> terminal, StringBuilder text) {
    if (terminal == null) {
      return;
    }
    String separator = "  ";
    for (Leaf<T> leaf : terminal.leaves()) {
      text.append(separator).append(leaf.route.method());
      leaf.route.name().ifPresent(name -> text.append(" \"").append(name).append('"'));
      separator = ", ";
    }
  }
}
