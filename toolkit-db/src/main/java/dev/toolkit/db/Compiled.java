package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose text is rendered once and run many times, each time with other values of its
 * parameters.
 *
 * {@snippet :
 * Param<Long> id = Param.of("id", SqlType.BIGINT);
 * Compiled<UserName> byId =
 *     db.select(users.id, users.name).from(users).where(users.id.eq(id)).as(UserName::new).compile();
 * UserName ann = byId.with(id, 1L).one();
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> what a row yields
 * @since 0.1.0
 */
public final class Compiled<R extends @Nullable Object> implements ResultStatement<R> {
  private final ResultStatement<R> statement;
  private final Rendered rendered;
  private final Executor executor;

  private Compiled(ResultStatement<R> statement, Rendered rendered, Executor executor) {
    this.statement = statement;
    this.rendered = rendered;
    this.executor = executor;
  }

  static <R extends @Nullable Object> Compiled<R> of(ResultStatement<R> statement) {
    if (statement.keyedWrite().isPresent()) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          statement.rendered().dialect().name()
              + " gives rows back by several statements, which cannot be compiled: run the write as"
              + " it is");
    }
    return new Compiled<>(statement, statement.rendered(), statement.executor());
  }

  /**
   * Returns the statement with the value for the parameter.
   *
   * @throws NullPointerException if the value is null
   * @throws IllegalArgumentException if the parameter has a value already, or is not in the
   *     statement
   */
  public <V> Compiled<R> with(Param<V> parameter, V value) {
    requireNonNull(value, () -> "value of " + parameter.key);
    if (!rendered.waitsFor(parameter.key)) {
      throw notWaitedFor(parameter.key);
    }
    return new Compiled<>(statement, rendered.with(parameter.key, value), executor);
  }

  static IllegalArgumentException notWaitedFor(Param.Key parameter) {
    return new IllegalArgumentException(
        parameter
            + " has a value already, or is not in the statement: start from the compiled one for"
            + " each run");
  }

  /**
   * Returns the statement to be run by another, such as a transaction.
   *
   * @throws IllegalArgumentException if the other has another dialect
   */
  public Compiled<R> on(Queries db) {
    requireSameDialect(rendered, db);
    return new Compiled<>(statement, rendered, db.executor());
  }

  static void requireSameDialect(Rendered rendered, Queries db) {
    if (!db.dialect().equals(rendered.dialect())) {
      throw new IllegalArgumentException(
          "Statement is compiled for " + rendered.dialect() + " and cannot run on " + db.dialect());
    }
  }

  @Override
  public boolean writes() {
    return statement.writes();
  }

  @Override
  public Rendered rendered() {
    return rendered;
  }

  @Override
  public R read(Row row) throws SQLException {
    return statement.read(row);
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public Optional<FollowUp> followUp() {
    return statement.followUp();
  }
}
