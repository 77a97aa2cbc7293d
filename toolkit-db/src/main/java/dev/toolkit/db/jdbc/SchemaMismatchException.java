package dev.toolkit.db.jdbc;

import dev.toolkit.db.schema.SchemaDifference;
import dev.toolkit.db.sql.DbException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A database whose tables are not what their classes say. The message names each difference.
 *
 * @since 0.1.0
 */
public final class SchemaMismatchException extends DbException {

  private static final long serialVersionUID = 1L;

  private final transient List<SchemaDifference> differences;

  SchemaMismatchException(List<SchemaDifference> differences) {
    super(message(differences), null);
    this.differences = List.copyOf(differences);
  }

  private static String message(List<SchemaDifference> differences) {
    return differences.stream()
        .map(SchemaDifference::message)
        .collect(
            Collectors.joining(
                "\n  ",
                "The database differs from the table classes: change the one or the other\n  ",
                ""));
  }

  /** Returns the differences, at least one. */
  public List<SchemaDifference> differences() {
    return differences;
  }
}
