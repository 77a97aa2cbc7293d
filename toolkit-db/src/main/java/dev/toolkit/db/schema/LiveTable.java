package dev.toolkit.db.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table as the database has it. */
record LiveTable(
    List<Column> columns,
    List<String> primaryKey,
    List<ForeignKey> foreignKeys,
    List<Index> indexes,
    Set<String> checks,
    Security security) {

  /**
   * A column.
   *
   * @param type the type as the database spells it, in lower case
   */
  record Column(
      String name,
      String type,
      boolean notNull,
      boolean hasDefault,
      boolean counted,
      boolean generated) {}

  /**
   * A foreign key.
   *
   * @param deleteRule the number of JDBC
   */
  record ForeignKey(List<String> columns, String table, List<String> target, int deleteRule) {}

  /** An index; an expression among its keys is a text of the database's own. */
  record Index(String name, boolean unique, List<String> columns) {}

  /**
   * Row-level security.
   *
   * @param forced whether it is on, and for the owner of the table too
   * @param policies the names of its policies
   */
  record Security(boolean forced, List<String> policies) {}

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }
}
