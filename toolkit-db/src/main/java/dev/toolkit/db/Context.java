package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryNode.With;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Renderer;
import dev.toolkit.db.sql.StatementNode;
import java.util.List;

/** What a statement needs from the one who made it. */
record Context(Renderer renderer, Executor executor, List<With> with) {

  Dialect dialect() {
    return renderer.dialect();
  }

  Rendered render(StatementNode statement) {
    return renderer.render(statement);
  }
}
