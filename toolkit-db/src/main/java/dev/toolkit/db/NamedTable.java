package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.SqlType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose name, and the names of whose columns, are known at run time only. Names are quoted
 * as those of table classes are, and can be any text but an empty one or one with a NUL character.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class NamedTable extends Table<NamedTable> {
  private final List<Identifier> key;

  private NamedTable(@Nullable String schema, String name, List<Identifier> key) {
    super(name);
    if (schema != null) {
      inSchema(schema);
    }
    this.key = key;
  }

  /** Returns the table of this name. */
  public static NamedTable of(String name) {
    return new NamedTable(null, name, List.of());
  }

  /** Returns the same table, in the schema of this name. */
  public NamedTable in(String schemaName) {
    return new NamedTable(schemaName, name().name(), key);
  }

  /** Returns the same table with these columns as its primary key. */
  public NamedTable withKey(String... columns) {
    Identifier schema = schema();
    return new NamedTable(
        schema == null ? null : schema.name(),
        name().name(),
        Arrays.stream(columns).map(Identifier::of).toList());
  }

  /** Returns the column of this name, which inserts and updates may set. */
  public DynColumn column(String column) {
    return new DynColumn(name(), new ColumnModel(column, SqlType.DYNAMIC));
  }

  @Override
  List<Identifier> key() {
    return key;
  }

  @Override
  boolean isKnown() {
    return false;
  }
}
