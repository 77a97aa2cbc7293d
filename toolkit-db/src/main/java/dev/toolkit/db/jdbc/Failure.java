package dev.toolkit.db.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's own error says, without any value.
 *
 * @param code how the engine calls the error: an SQL state, a number, or both
 * @param columns the columns, none if they are not known
 * @param detail more to say, free of values
 */
record Failure(
    FailureKind kind,
    String code,
    @Nullable String constraint,
    @Nullable String table,
    List<String> columns,
    @Nullable String detail) {

  static Failure of(FailureKind kind, String code) {
    return new Failure(kind, code, null, null, List.of(), null);
  }

  Failure constraint(@Nullable String name) {
    return new Failure(kind, code, name, table, columns, detail);
  }

  Failure table(@Nullable String name) {
    return new Failure(kind, code, constraint, name, columns, detail);
  }

  Failure columns(List<String> names) {
    return new Failure(kind, code, constraint, table, names, detail);
  }

  Failure detail(@Nullable String text) {
    return new Failure(kind, code, constraint, table, columns, text);
  }

  /** Returns a sentence such as {@code Duplicate key in users(email) [23505]}. */
  String summary() {
    StringBuilder text = new StringBuilder(kind.text());
    if (table != null || !columns.isEmpty()) {
      text.append(" in ").append(table == null ? "" : table);
      text.append(columns.isEmpty() ? "" : "(" + String.join(", ", columns) + ")");
    }
    if (constraint != null) {
      text.append(", constraint ").append(constraint);
    }
    if (detail != null) {
      text.append(": ").append(detail);
    }
    return text.append(" [").append(code).append("]").toString();
  }
}
