package dev.toolkit.db.sql;

import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.JoinType;
import dev.toolkit.db.sql.QueryNode.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relations that an expression may refer to, with those of the queries around it. */
final class Scope {
  private final Identifier[] names;
  private final List<Identifier> nullable;
  private final @Nullable Scope outer;

  private Scope(Identifier[] names, List<Identifier> nullable, @Nullable Scope outer) {
    this.names = names;
    this.nullable = nullable;
    this.outer = outer;
  }

  /** Returns the scope of these relations and nothing around them. */
  static Scope of(Identifier... names) {
    return new Scope(names, List.of(), null);
  }

  /**
   * Returns the scope of what a select reads from.
   *
   * @throws QueryRefusedException if two relations have the same name
   */
  static Scope of(Select select, @Nullable Scope outer) {
    Relation from = select.from();
    List<Join> joins = select.joins();
    int known = from == null ? 0 : 1;
    Identifier[] names = new Identifier[known + joins.size()];
    if (from != null) {
      names[0] = from.name();
    }
    for (int i = 0; i < joins.size(); i++) {
      Identifier name = joins.get(i).relation().name();
      requireNew(name, names, known + i);
      names[known + i] = name;
    }
    return new Scope(names, nullable(joins, names), outer);
  }

  private static void requireNew(Identifier name, Identifier[] names, int known) {
    for (int i = 0; i < known; i++) {
      if (names[i].equals(name)) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME,
            name + " is twice in the query: give one of them an alias with as(…)");
      }
    }
  }

  /** Returns the names of the relations that outer joins fill with nulls. */
  private static List<Identifier> nullable(List<Join> joins, Identifier[] names) {
    List<Identifier> nullable = List.of();
    int before = names.length - joins.size();
    for (int i = 0; i < joins.size(); i++) {
      JoinType type = joins.get(i).type();
      if (type == JoinType.INNER || type == JoinType.CROSS) {
        continue;
      }
      if (nullable.isEmpty()) {
        nullable = new ArrayList<>(names.length);
      }
      if (type == JoinType.RIGHT || type == JoinType.FULL) {
        nullable.addAll(List.of(names).subList(0, before + i));
      }
      if (type == JoinType.LEFT || type == JoinType.FULL) {
        nullable.add(names[before + i]);
      }
    }
    return nullable;
  }

  /** Returns whether this or a scope around it has a relation of the name. */
  boolean has(Identifier name) {
    return hasItself(name) || (outer != null && outer.has(name));
  }

  /** Returns whether a relation of the name is here, and not only around. */
  boolean hasItself(Identifier name) {
    return isSame(name) || isEqual(name);
  }

  // Columns share the identifier of their table, which finds most of them without a comparison.
  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(Identifier name) {
    for (Identifier each : names) {
      if (each == name) {
        return true;
      }
    }
    return false;
  }

  private boolean isEqual(Identifier name) {
    for (Identifier each : names) {
      if (each.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the names of the relations whose columns are null for rows without a match. */
  List<Identifier> nullable() {
    return nullable;
  }

  /** Returns the scope around this one, or null. */
  @Nullable Scope outer() {
    return outer;
  }
}
