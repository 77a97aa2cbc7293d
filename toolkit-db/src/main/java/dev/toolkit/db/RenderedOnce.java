package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.StatementNode;
import org.jspecify.annotations.Nullable;

/** A statement that is rendered once. */
abstract class RenderedOnce implements Statement {
  final Context context;

  /** Threads that race render the same twice. */
  private @Nullable Rendered rendered;

  RenderedOnce(Context context) {
    this.context = context;
  }

  /** Returns the statement as it is written. */
  abstract StatementNode node();

  @Override
  public final Rendered rendered() {
    Rendered known = rendered;
    if (known == null) {
      known = context.render(node());
      rendered = known;
    }
    return known;
  }
}
