package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table under another name, so that a query can read it twice.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Alias<T extends TableLike<T>> extends Lookup {
  private final TableLike<T> table;
  private final Identifier alias;

  Alias(TableLike<T> table, Identifier alias) {
    this.table = table;
    this.alias = alias;
  }

  @Override
  Relation relation() {
    Relation.Named named = table.relation();
    return new Relation.Named(named.schema(), named.table(), alias);
  }

  @Override
  Identifier name() {
    return alias;
  }

  @Override
  Identifier nameOf(Node node, @Nullable Identifier outputAlias) {
    if (node instanceof Node.Column column && Objects.equals(column.source(), table.name())) {
      return column.name();
    }
    throw new QueryRefusedException(
        Refusal.NOT_SELECTED,
        Node.describe(node)
            + " is no column of "
            + table.name()
            + ", of which "
            + alias
            + " is an alias");
  }
}
