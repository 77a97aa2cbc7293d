package dev.toolkit.db.schema;

import dev.toolkit.db.TableModel;
import dev.toolkit.db.TableModel.Command;
import dev.toolkit.db.sql.Identifier;
import java.util.List;
import java.util.Locale;
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

  /** What PostgreSQL calls all roles. */
  static final String EVERYBODY = "public";

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
   */
  record Security(boolean forced, List<Policy> policies) {}

  /**
   * A policy without its conditions, which PostgreSQL rewrites.
   *
   * @param roles the names in order; {@code public} is everybody
   * @param seen whether there is a condition of rows that are seen
   * @param written whether there is another one of rows as they are written
   */
  record Policy(
      String name,
      Command command,
      boolean restrictive,
      List<String> roles,
      boolean seen,
      boolean written) {

    /** Returns the policy as the database lists it. */
    static Policy of(TableModel.Policy policy) {
      List<String> roles =
          policy.roles().stream().map(Identifier::name).distinct().sorted().toList();
      return new Policy(
          policy.name().name(),
          policy.command(),
          policy.restrictive(),
          roles.isEmpty() || roles.contains(EVERYBODY) ? List.of(EVERYBODY) : roles,
          policy.seen() != null,
          policy.written() != null);
    }

    /** Returns all but the name and the conditions, in the words of the statement. */
    String description() {
      return (restrictive ? "restrictive for " : "for ")
          + command.name().toLowerCase(Locale.ROOT)
          + " to "
          + String.join(", ", roles)
          + (seen ? " using" : "")
          + (written ? " with check" : "");
    }
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }
}
