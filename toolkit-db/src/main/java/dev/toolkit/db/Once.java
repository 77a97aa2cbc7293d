package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.StatementNode;
import org.jspecify.annotations.Nullable;

/** Renders a statement once and keeps it. Threads that race render the same text twice. */
final class Once {
  private final Dialect dialect;
  private final StatementNode statement;
  private volatile @Nullable Rendered rendered;

  Once(Dialect dialect, StatementNode statement) {
    this.dialect = dialect;
    this.statement = statement;
  }

  Rendered get() {
    Rendered known = rendered;
    if (known == null) {
      known = dialect.render(statement);
      rendered = known;
    }
    return known;
  }
}
