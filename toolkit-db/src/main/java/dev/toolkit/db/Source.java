package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Relation;

/**
 * What a query reads from: a table, an alias of one, a subquery or a common table expression.
 *
 * <p>Sources are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public abstract class Source {

  Source() {}

  /** Returns the relation, ready to be written. */
  abstract Relation relation();

  /** Returns the name by which columns refer to the source. */
  abstract Identifier name();

  /** Returns the column of this name, which may be known at run time only. */
  public final DynExpr dynamicColumn(String column) {
    return new DynExpr(new Node.Column(name(), Identifier.of(column)), null);
  }
}
