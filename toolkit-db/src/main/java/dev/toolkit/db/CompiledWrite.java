package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Binding;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Rendered;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * Where the value of each parameter goes is known since the statement was compiled. Each value is
   * kept in a statement of its own behind the one that it was given to, so that a row of a batch
   * costs an object for each of its values, no copies of a list that grows, and one walk to set
   * them.
   */

  /** A {@code ?} of the text: its index, counted from one, and its binding. */
  private record Place(int index, Binding<?> binding) {

    void set(PreparedStatement prepared, Dialect dialect) throws SQLException {
      binding.set(prepared, index, dialect);
    }

    void set(PreparedStatement prepared, @Nullable Object value, Dialect dialect)
        throws SQLException {
      binding.set(prepared, index, value, dialect);
    }
  }

  /** What was compiled: the places of each parameter, and those that have their values already. */
  private record Template(
      Rendered rendered,
      Executor executor,
      Map<Object, List<Place>> parameters,
      List<Place> constants) {

    static Template of(Rendered rendered, Executor executor) {
      Map<Object, List<Place>> parameters = new HashMap<>();
      List<Place> constants = new ArrayList<>();
      int index = 1;
      for (Binding<?> binding : rendered.bindings()) {
        Object parameter = binding.parameter();
        List<Place> places =
            parameter == null
                ? constants
                : parameters.computeIfAbsent(parameter, key -> new ArrayList<>(1));
        places.add(new Place(index++, binding));
      }
      return new Template(rendered, executor, parameters, constants);
    }

    Template on(Executor other) {
      return new Template(rendered, other, parameters, constants);
    }
  }

  private final Template template;

  /** The statement before the parameter got its value, or null if no parameter has one. */
  private final @Nullable CompiledWrite before;

  /** Where the value goes: of one parameter, or nowhere if no parameter has a value. */
  private final List<Place> places;

  private final @Nullable Object value;

  /** Of one with values, made when it is first asked for; threads that race make equal ones. */
  private @Nullable Rendered rendered;

  private CompiledWrite(
      Template template,
      @Nullable CompiledWrite before,
      List<Place> places,
      @Nullable Object value,
      @Nullable Rendered rendered) {
    this.template = template;
    this.before = before;
    this.places = places;
    this.value = value;
    this.rendered = rendered;
  }

  static CompiledWrite of(Statement statement, Executor executor) {
    Rendered rendered = statement.rendered();
    return new CompiledWrite(Template.of(rendered, executor), null, List.of(), null, rendered);
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
    List<Place> to = template.parameters.get(key);
    if (to == null || isGiven(to)) {
      throw Compiled.notWaitedFor(key);
    }
    return new CompiledWrite(template, this, to, given, null);
  }

  /** Returns whether the parameter of these places has a value. */
  @SuppressWarnings("ReferenceEquality") // A parameter has one list of places.
  private boolean isGiven(List<Place> sought) {
    for (CompiledWrite each = this; each.before != null; each = each.before) {
      if (each.places == sought) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the statement to be run by another, such as a transaction.
   *
   * @throws IllegalArgumentException if the other has another dialect
   */
  public CompiledWrite on(Queries db) {
    Compiled.requireSameDialect(template.rendered, db);
    return new CompiledWrite(template.on(db.executor()), before, places, value, rendered);
  }

  @Override
  public Rendered rendered() {
    Rendered known = rendered;
    if (known == null) {
      Object parameter = requireNonNull(places.getFirst().binding.parameter());
      known = requireNonNull(before).rendered().with(parameter, value);
      rendered = known;
    }
    return known;
  }

  @Override
  public String sql() {
    return template.rendered.sql();
  }

  @Override
  public void bind(PreparedStatement prepared) throws SQLException {
    Dialect dialect = template.rendered.dialect();
    for (Place place : template.constants) {
      place.set(prepared, dialect);
    }
    int given = 0;
    for (CompiledWrite each = this; each.before != null; each = each.before) {
      for (Place place : each.places) {
        place.set(prepared, each.value, dialect);
      }
      given++;
    }
    if (given < template.parameters.size()) {
      // It refuses the first parameter without a value.
      rendered().bind(prepared);
    }
  }

  /** Runs the statement and returns the number of rows that it changed. */
  public long execute() {
    return template.executor.execute(this);
  }
}
