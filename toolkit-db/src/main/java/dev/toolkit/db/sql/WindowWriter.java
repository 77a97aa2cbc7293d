package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Node.Bound;
import dev.toolkit.db.sql.Node.Frame;
import dev.toolkit.db.sql.Node.FrameUnit;
import dev.toolkit.db.sql.Node.Over;
import dev.toolkit.db.sql.Node.Window;
import dev.toolkit.db.sql.QueryNode.NamedWindow;
import java.util.List;

/** Writes windows and their frames (SQL:2016, 7.15 {@code <window clause>}). */
final class WindowWriter {
  private final SqlWriter out;

  WindowWriter(SqlWriter out) {
    this.out = out;
  }

  void over(Over over) {
    if (over.function() instanceof Node.OrderedSet) {
      throw out.unsupported(
          "window over an ordered-set aggregate", "group by what the window would partition by");
    }
    out.node(over.function()).text(" over ");
    Scope scope = out.scope();
    List<NamedWindow> declared = scope == null ? List.of() : scope.windows();
    if (over.name() != null) {
      declared(over.name(), declared);
      out.name(over.name());
    } else {
      window(over.window(), declared);
    }
  }

  /** Writes windows with names, each of which may extend those before it. */
  void declarations(List<NamedWindow> windows) {
    for (int i = 0; i < windows.size(); i++) {
      NamedWindow named = windows.get(i);
      List<NamedWindow> before = windows.subList(0, i);
      if (before.stream().anyMatch(each -> each.name().equals(named.name()))) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME, "Window " + named.name() + " is twice in the query");
      }
      out.text(i == 0 ? "" : ", ").name(named.name()).text(" as ");
      window(named.window(), before);
    }
  }

  private static Window declared(Identifier name, List<NamedWindow> windows) {
    return windows.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new QueryRefusedException(
                Refusal.MISSING_SOURCE,
                "Window "
                    + name
                    + " is used, but is not part of the query: declare it with window(…), and"
                    + " before those that extend it"))
        .window();
  }

  private void requireExtension(Window window, Window base) {
    if (!window.partition().isEmpty()) {
      throw notExtended("partition of its own");
    } else if (!window.order().isEmpty() && !base.order().isEmpty()) {
      throw notExtended("second order");
    } else if (base.frame() != null) {
      throw notExtended("frame to extend");
    }
  }

  private QueryRefusedException notExtended(String what) {
    return out.unsupported(
        "window that extends another with a " + what, "describe the window as a whole");
  }

  private void window(Window window, List<NamedWindow> declared) {
    List<Node.SortKey> order = window.order();
    out.text("(");
    String separator = "";
    if (window.base() != null) {
      Window base = declared(window.base(), declared);
      requireExtension(window, base);
      order = order.isEmpty() ? base.order() : order;
      out.name(window.base());
      separator = " ";
    }
    if (!window.partition().isEmpty()) {
      out.text(separator).text("partition by ").nodes(window.partition());
      separator = " ";
    }
    if (!window.order().isEmpty()) {
      out.text(separator);
      out.expressions.orderBy(window.order());
      separator = " ";
    }
    if (window.frame() != null) {
      out.text(separator);
      frame(window.frame(), order.size());
    }
    out.text(")");
  }

  private void frame(Frame frame, int sortKeys) {
    if (frame.unit() == FrameUnit.GROUPS) {
      out.require(Feature.GROUPS_FRAME);
      if (sortKeys == 0) {
        throw out.unsupported("groups in a window without an order", "add orderBy(…)");
      }
    }
    boolean measured = isDistance(frame.from()) || isDistance(frame.to());
    if (frame.unit() == FrameUnit.RANGE && measured && sortKeys != 1) {
      throw out.unsupported(
          "distances of values in a window with other than one sort key",
          "order by one expression, or count in rows(…)");
    }
    out.text(frame.unit().sql).text(" between ");
    out.text(text(frame.from())).text(" and ").text(text(frame.to()));
    if (frame.exclusion() != null) {
      out.require(Feature.FRAME_EXCLUSION);
      out.text(" exclude ").text(frame.exclusion().sql);
    }
  }

  private static boolean isDistance(Bound bound) {
    return !bound.unbounded() && bound.offset() != 0;
  }

  private static String text(Bound bound) {
    if (!bound.unbounded() && bound.offset() == 0) {
      return "current row";
    }
    String distance = bound.unbounded() ? "unbounded" : String.valueOf(Math.abs(bound.offset()));
    return distance + (bound.offset() < 0 ? " preceding" : " following");
  }
}
