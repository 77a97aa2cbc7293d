package dev.toolkit.db.sql;

import static java.util.Objects.requireNonNull;

/**
 * Renders statements in a dialect. What is built again with other values gets the same text as
 * before, the same object mostly, since some texts are kept: 256 of up to 4,096 characters.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Renderer {
  private final Dialect dialect;
  private final Texts texts = new Texts();

  private Renderer(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Returns one that has no texts yet. */
  public static Renderer of(Dialect dialect) {
    return new Renderer(requireNonNull(dialect, "dialect"));
  }

  /** Returns the dialect. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Returns the statement as text with bindings.
   *
   * @throws QueryRefusedException if the dialect lacks something that the statement needs, or if
   *     the statement refers to what is not part of it
   */
  public Rendered render(StatementNode statement) {
    SqlWriter writer = SqlWriter.of(dialect, statement);
    writer.statement(statement);
    return writer.rendered(texts);
  }
}
