package dev.toolkit.db.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The relations that an expression may refer to, with those of the queries around it. */
record Scope(List<Identifier> names, List<Identifier> nullable, @Nullable Scope outer) {

  boolean has(Identifier name) {
    return names.contains(name) || (outer != null && outer.has(name));
  }
}
