package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Bound;
import dev.toolkit.db.sql.Node.Exclusion;
import dev.toolkit.db.sql.Node.Frame;
import dev.toolkit.db.sql.Node.FrameUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a window function sees: a partition, an order, a frame (SQL:2016, 7.15).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Window {
  static final Window ALL = new Window(Node.Window.ALL);

  final Node.Window window;

  private Window(Node.Window window) {
    this.window = window;
  }

  /** Returns the window that begins as the named one does; it cannot change its partition. */
  public Window extending(NamedWindow base) {
    return new Window(
        new Node.Window(base.named.name(), window.partition(), window.order(), window.frame()));
  }

  /** Returns the window of the rows that agree with the current one in these expressions. */
  public Window partitionBy(Expr<?, ?>... keys) {
    return partitionBy(Arrays.asList(keys));
  }

  /** Returns the window of the rows that agree with the current one in these expressions. */
  public Window partitionBy(List<? extends Expr<?, ?>> keys) {
    return with(Nodes.of(keys), window.order(), window.frame());
  }

  /** Returns the window in this order. */
  public Window orderBy(Order... keys) {
    return orderBy(Arrays.asList(keys));
  }

  /** Returns the window in this order. */
  public Window orderBy(List<Order> keys) {
    return with(window.partition(), Order.keys(keys), window.frame());
  }

  /**
   * Returns the window with a frame counted in rows.
   *
   * @throws IllegalArgumentException if the frame begins behind its end
   */
  public Window rows(FrameEnd from, FrameEnd to) {
    return frame(FrameUnit.ROWS, from, to);
  }

  /**
   * Returns the window with a frame measured in values of its sort key.
   *
   * @throws IllegalArgumentException if the frame begins behind its end
   */
  public Window range(FrameEnd from, FrameEnd to) {
    return frame(FrameUnit.RANGE, from, to);
  }

  /**
   * Returns the window with a frame counted in groups of rows with equal sort keys.
   *
   * @throws IllegalArgumentException if the frame begins behind its end
   */
  public Window groups(FrameEnd from, FrameEnd to) {
    return frame(FrameUnit.GROUPS, from, to);
  }

  /** Returns the window whose frame leaves the current row out. */
  public Window excludeCurrentRow() {
    return excluding(Exclusion.CURRENT_ROW);
  }

  /** Returns the window whose frame leaves out the current row and its peers. */
  public Window excludeGroup() {
    return excluding(Exclusion.GROUP);
  }

  /** Returns the window whose frame leaves out the peers of the current row. */
  public Window excludeTies() {
    return excluding(Exclusion.TIES);
  }

  private Window frame(FrameUnit unit, FrameEnd from, FrameEnd to) {
    boolean startsAtEnd = from.bound.equals(Bound.END) || to.bound.equals(Bound.START);
    if (startsAtEnd || Long.signum(from.bound.offset()) > Long.signum(to.bound.offset())) {
      throw new IllegalArgumentException(
          "Frame must not begin behind its end: preceding(…) comes before currentRow(), and that"
              + " before following(…)");
    }
    return with(window.partition(), window.order(), new Frame(unit, from.bound, to.bound, null));
  }

  private Window excluding(Exclusion exclusion) {
    Frame frame = window.frame();
    if (frame == null) {
      throw new IllegalStateException(
          "Exclusion needs a frame: call rows(…), range(…) or groups(…) before");
    }
    return with(
        window.partition(),
        window.order(),
        new Frame(frame.unit(), frame.from(), frame.to(), exclusion));
  }

  private Window with(List<Node> partition, List<Node.SortKey> order, @Nullable Frame frame) {
    return new Window(new Node.Window(window.base(), partition, order, frame));
  }
}
