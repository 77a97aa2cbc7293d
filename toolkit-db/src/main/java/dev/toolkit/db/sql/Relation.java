package dev.toolkit.db.sql;

import org.jspecify.annotations.Nullable;

/**
 * What a query reads from.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface Relation {

  /** Returns the name by which columns refer to it. */
  Identifier name();

  /** A table, view or common table expression. */
  record Named(@Nullable Identifier schema, Identifier table, @Nullable Identifier alias)
      implements Relation {
    @Override
    public Identifier name() {
      return alias == null ? table : alias;
    }
  }

  /** A subquery; a lateral one sees the relations before it. */
  record Derived(QueryNode query, Identifier name, boolean lateral) implements Relation {}

  /** Rows of values as a relation with named columns. */
  record Values(
      Identifier name, java.util.List<Identifier> columns, java.util.List<Node.RowValue> rows)
      implements Relation {
    public Values {
      columns = java.util.List.copyOf(columns);
      rows = java.util.List.copyOf(rows);
    }
  }
}
