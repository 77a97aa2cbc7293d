package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;

/**
 * A column whose name is known at run time only.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class DynColumn extends DynExpr implements Writable<NamedTable, Object> {
  private final ColumnModel model;

  DynColumn(Identifier table, ColumnModel model) {
    super(Node.Column.of(table, model.name()), null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Returns the setting of this column to the value, whose class chooses the type. */
  @Override
  public Assignment<NamedTable> to(Object value) {
    return new Assignment<>(model.name(), Nodes.value(value));
  }
}
