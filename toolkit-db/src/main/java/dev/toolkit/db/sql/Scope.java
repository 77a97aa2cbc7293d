package dev.toolkit.db.sql;

import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.NamedWindow;
import dev.toolkit.db.sql.QueryNode.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relations that an expression may refer to, with those of the queries around it. */
final class Scope {
  private final List<Identifier> names;
  private final List<Identifier> nullable;
  private final @Nullable Scope outer;

  /** The windows with names that expressions here may use. */
  private final List<NamedWindow> windows;

  /** What is around too, but that the database does not see from here. */
  private final @Nullable Scope hidden;

  private Scope(
      List<Identifier> names,
      List<Identifier> nullable,
      List<NamedWindow> windows,
      @Nullable Scope outer,
      @Nullable Scope hidden) {
    this.names = names;
    this.nullable = nullable;
    this.windows = windows;
    this.outer = outer;
    this.hidden = hidden;
  }

  /** Returns the scope of these relations and nothing around them. */
  static Scope of(Identifier... names) {
    return new Scope(List.of(names), List.of(), List.of(), null, null);
  }

  /** Returns a scope without relations, from where the database does not see those around it. */
  static Scope hiding(Scope around) {
    return new Scope(List.of(), List.of(), List.of(), null, around);
  }

  /**
   * Returns the scope of what a select reads from.
   *
   * @throws QueryRefusedException if two relations have the same name
   */
  static Scope of(Select select, @Nullable Scope outer) {
    List<Join> joins = select.joins();
    List<Identifier> names = new ArrayList<>(1 + joins.size());
    if (select.from() != null) {
      names.add(select.from().name());
    }
    List<Identifier> nullable = List.of();
    for (int i = 0; i < joins.size(); i++) {
      Join join = joins.get(i);
      nullable = nullableWith(join, names, nullable);
      requireNew(join.relation().name(), names);
      names.add(join.relation().name());
    }
    return new Scope(names, nullable, select.windows(), outer, null);
  }

  private static void requireNew(Identifier name, List<Identifier> names) {
    if (names.contains(name)) {
      throw new QueryRefusedException(
          Refusal.DUPLICATE_NAME,
          name + " is twice in the query: give one of them an alias with as(…)");
    }
  }

  /** Adds the names of the relations that the join fills with nulls; most joins fill none. */
  private static List<Identifier> nullableWith(
      Join join, List<Identifier> before, List<Identifier> nullable) {
    return switch (join.type()) {
      case INNER, CROSS -> nullable;
      case LEFT -> plus(nullable, List.of(join.relation().name()));
      case RIGHT -> plus(nullable, before);
      case FULL -> plus(plus(nullable, before), List.of(join.relation().name()));
    };
  }

  private static List<Identifier> plus(List<Identifier> names, List<Identifier> more) {
    List<Identifier> all = new ArrayList<>(names.size() + more.size());
    all.addAll(names);
    all.addAll(more);
    return all;
  }

  /** Returns whether this or a scope around it has a relation of the name. */
  boolean has(Identifier name) {
    return hasItself(name) || (outer != null && outer.has(name));
  }

  /** Returns whether a relation of the name is here, and not only around. */
  boolean hasItself(Identifier name) {
    return names.contains(name);
  }

  /** Returns whether a relation of the name is around, where the database does not see it. */
  boolean hides(Identifier name) {
    return (hidden != null && hidden.has(name)) || (outer != null && outer.hides(name));
  }

  /** Returns the names of the relations whose columns are null for rows without a match. */
  List<Identifier> nullable() {
    return nullable;
  }

  /** Returns the windows that the query itself declares; those around it are out of sight. */
  List<NamedWindow> windows() {
    return windows;
  }

  /** Returns the scope around this one, or null. */
  @Nullable Scope outer() {
    return outer;
  }
}
