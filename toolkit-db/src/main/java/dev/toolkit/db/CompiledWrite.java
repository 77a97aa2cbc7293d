package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Rendered;

/**
 * An insert, update or delete whose text is rendered once and run many times, each time with other
 * values of its parameters. A list of them is a typed batch.
 *
 * {@snippet :
 * Param<Long> id = Param.of("id", SqlType.BIGINT);
 * Param<String> status = Param.of("status", SqlType.TEXT);
 * CompiledWrite set =
 *     db.update(orders).set(orders.status, status).where(orders.id.eq(id)).compile();
 * db.batch(changes.stream().map(c -> set.with(id, c.id()).with(status, c.status())).toList());
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CompiledWrite implements Statement {
  private final Rendered rendered;
  private final Executor executor;

  private CompiledWrite(Rendered rendered, Executor executor) {
    this.rendered = rendered;
    this.executor = executor;
  }

  static CompiledWrite of(Statement statement, Executor executor) {
    return new CompiledWrite(statement.rendered(), executor);
  }

  /**
   * Returns the statement with the value for the parameter.
   *
   * @throws NullPointerException if the value is null: {@link #withNull} is meant
   */
  public <V> CompiledWrite with(Param<V> parameter, V value) {
    requireNonNull(value, "value of " + parameter.key);
    return new CompiledWrite(rendered.with(parameter.key, value), executor);
  }

  /** Returns the statement with null for the parameter. */
  public CompiledWrite withNull(Param<?> parameter) {
    return new CompiledWrite(rendered.with(parameter.key, null), executor);
  }

  /**
   * Returns the statement to be run by another, such as a transaction.
   *
   * @throws IllegalArgumentException if the other has another dialect
   */
  public CompiledWrite on(Queries db) {
    Compiled.requireSameDialect(rendered, db);
    return new CompiledWrite(rendered, db.executor());
  }

  @Override
  public Rendered rendered() {
    return rendered;
  }

  /** Runs the statement and returns the number of rows that it changed. */
  public long execute() {
    return executor.execute(this);
  }
}
