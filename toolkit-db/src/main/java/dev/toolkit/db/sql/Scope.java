package dev.toolkit.db.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relations that an expression may refer to, with those of the queries around it.
 *
 * @param hidden what is around too, but that the database does not see from here
 */
record Scope(
    List<Identifier> names,
    List<Identifier> nullable,
    @Nullable Scope outer,
    @Nullable Scope hidden) {

  Scope(List<Identifier> names, List<Identifier> nullable, @Nullable Scope outer) {
    this(names, nullable, outer, null);
  }

  static Scope hiding(Scope around) {
    return new Scope(List.of(), List.of(), null, around);
  }

  boolean has(Identifier name) {
    return names.contains(name) || (outer != null && outer.has(name));
  }

  boolean hides(Identifier name) {
    return (hidden != null && hidden.has(name)) || (outer != null && outer.hides(name));
  }
}
