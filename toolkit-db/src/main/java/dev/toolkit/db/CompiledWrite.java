package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Binding;
import dev.toolkit.db.sql.Rendered;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /*
   * Each value is kept in a statement of its own behind the one that it was given to, so that a row
   * of a batch costs an object for each of its values and no copies of a list that grows.
   */

  private final Executor executor;

  /** The statement before the parameter got its value, or null if no parameter has one. */
  private final @Nullable CompiledWrite before;

  private final Param.@Nullable Key parameter;
  private final @Nullable Object value;

  /** Of a statement with values, made when it is first asked for. */
  private volatile @Nullable Rendered rendered;

  private CompiledWrite(
      Executor executor,
      @Nullable CompiledWrite before,
      Param.@Nullable Key parameter,
      @Nullable Object value,
      @Nullable Rendered rendered) {
    this.executor = executor;
    this.before = before;
    this.parameter = parameter;
    this.value = value;
    this.rendered = rendered;
  }

  static CompiledWrite of(Statement statement, Executor executor) {
    return new CompiledWrite(executor, null, null, null, statement.rendered());
  }

  /**
   * Returns the statement with the value for the parameter.
   *
   * @throws NullPointerException if the value is null: {@link #withNull} is meant
   * @throws IllegalArgumentException if the parameter has a value already, or is not in the
   *     statement
   */
  public <V> CompiledWrite with(Param<V> parameter, V value) {
    requireNonNull(value, () -> "value of " + parameter.key);
    return with(parameter.key, value);
  }

  /**
   * Returns the statement with null for the parameter.
   *
   * @throws IllegalArgumentException if the parameter has a value already, or is not in the
   *     statement
   */
  public CompiledWrite withNull(Param<?> parameter) {
    return with(parameter.key, null);
  }

  private CompiledWrite with(Param.Key key, @Nullable Object given) {
    if (giver(key) != null || !template().waitsFor(key)) {
      throw Compiled.notWaitedFor(key);
    }
    return new CompiledWrite(executor, this, key, given, null);
  }

  /**
   * Returns the statement to be run by another, such as a transaction.
   *
   * @throws IllegalArgumentException if the other has another dialect
   */
  public CompiledWrite on(Queries db) {
    Compiled.requireSameDialect(template(), db);
    return new CompiledWrite(db.executor(), before, parameter, value, rendered);
  }

  @Override
  public Rendered rendered() {
    Rendered known = rendered;
    if (known == null) {
      // Threads that race make the same twice.
      known = requireNonNull(before).rendered().with(requireNonNull(parameter), value);
      rendered = known;
    }
    return known;
  }

  private Rendered template() {
    CompiledWrite first = this;
    while (first.before != null) {
      first = first.before;
    }
    return requireNonNull(first.rendered);
  }

  @Override
  public String sql() {
    return template().sql();
  }

  @Override
  public void bind(PreparedStatement prepared) throws SQLException {
    Rendered template = template();
    List<Binding<?>> bindings = template.bindings();
    for (int i = 0; i < bindings.size(); i++) {
      Binding<?> binding = bindings.get(i);
      CompiledWrite giver = giver(binding.parameter());
      if (giver == null) {
        binding.set(prepared, i + 1, template.dialect());
      } else {
        binding.set(prepared, i + 1, giver.value, template.dialect());
      }
    }
  }

  /** Returns the statement that gave the parameter its value, or null if there is none. */
  private @Nullable CompiledWrite giver(@Nullable Object sought) {
    for (CompiledWrite each = this; each.before != null; each = each.before) {
      if (each.parameter != null && each.parameter.equals(sought)) {
        return each;
      }
    }
    return null;
  }

  /** Runs the statement and returns the number of rows that it changed. */
  public long execute() {
    return executor.execute(this);
  }
}
