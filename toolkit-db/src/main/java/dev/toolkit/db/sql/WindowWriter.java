package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Node.Bound;
import dev.toolkit.db.sql.Node.Frame;
import dev.toolkit.db.sql.Node.FrameUnit;
import dev.toolkit.db.sql.Node.Over;
import dev.toolkit.db.sql.Node.Window;

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
    if (over.name() != null) {
      out.name(over.name());
    } else {
      window(over.window());
    }
  }

  void window(Window window) {
    out.text("(");
    String separator = "";
    if (window.base() != null) {
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
      frame(window.frame());
    }
    out.text(")");
  }

  private void frame(Frame frame) {
    if (frame.unit() == FrameUnit.GROUPS) {
      out.require(Feature.GROUPS_FRAME);
    }
    out.text(frame.unit().sql).text(" between ");
    out.text(text(frame.from())).text(" and ").text(text(frame.to()));
    if (frame.exclusion() != null) {
      out.require(Feature.FRAME_EXCLUSION);
      out.text(" exclude ").text(frame.exclusion().sql);
    }
  }

  private static String text(Bound bound) {
    if (!bound.unbounded() && bound.offset() == 0) {
      return "current row";
    }
    String distance = bound.unbounded() ? "unbounded" : String.valueOf(Math.abs(bound.offset()));
    return distance + (bound.offset() < 0 ? " preceding" : " following");
  }
}
