package dev.toolkit.db.schema;

import dev.toolkit.db.TableModel;
import dev.toolkit.db.TableModel.Command;
import dev.toolkit.db.schema.LiveTable.Column;
import dev.toolkit.db.schema.LiveTable.ForeignKey;
import dev.toolkit.db.schema.LiveTable.Index;
import dev.toolkit.db.schema.LiveTable.Policy;
import dev.toolkit.db.schema.LiveTable.Security;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.MariaDbDialect;
import dev.toolkit.db.sql.MySqlDialect;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.SqliteDialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from a live database. Columns come from each database's own catalogue, since JDBC
 * knows only the outlines of their types; keys and indexes come from JDBC.
 */
final class Catalogue {
  private static final String POSTGRES_COLUMNS =
      """
      select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
        a.atthasdef and a.attgenerated = '', a.attidentity <> '', a.attgenerated <> ''
      from pg_attribute a
      where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
      order by a.attnum\
      """;
  private static final String MYSQL_COLUMNS =
      """
      select column_name, column_type, is_nullable = 'NO',
        column_default is not null and column_default <> 'NULL', extra like '%auto_increment%',
        coalesce(generation_expression, '') <> ''
      from information_schema.columns
      where table_schema = coalesce(?, database()) and table_name = ?
      order by ordinal_position\
      """;
  private static final String H2_COLUMNS =
      """
      select column_name, data_type_sql(table_schema, table_name, 'TABLE', dtd_identifier),
        is_nullable = 'NO', column_default is not null, is_identity = 'YES', is_generated = 'ALWAYS'
      from information_schema.columns
      where table_schema = coalesce(cast(? as varchar), current_schema) and table_name = ?
      order by ordinal_position\
      """;
  private static final String SQLITE_COLUMNS =
      """
      select name, type, "notnull" or pk > 0, dflt_value is not null,
        pk = 1 and lower(type) = 'integer' and (select sum(pk) from pragma_table_info(?1)) = 1,
        hidden in (2, 3)
      from pragma_table_xinfo(?1)
      where hidden <> 1
      order by cid\
      """;

  private static final String BUILT_INDEXES =
      """
      select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = to_regclass(?) and i.indisvalid\
      """;
  private static final String SECURED =
      """
      select relname from pg_class
      where oid = to_regclass(?) and relrowsecurity and relforcerowsecurity\
      """;
  private static final String POLICIES =
      """
      select polname, polcmd, polpermissive, polqual is not null, polwithcheck is not null,
        array(select coalesce(rolname, 'public') from unnest(polroles) as role (id)
          left join pg_roles on oid = role.id)
      from pg_policy where polrelid = to_regclass(?) order by polname\
      """;

  private final Connection connection;
  private final Dialect dialect;

  Catalogue(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Returns the table, or empty if the database has none of this name. */
  Optional<LiveTable> find(TableModel model) throws SQLException {
    List<Column> columns = columns(model);
    if (columns.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LiveTable(
            columns,
            primaryKey(model),
            foreignKeys(model),
            indexes(model),
            checks(model),
            security(model)));
  }

  boolean has(TableModel model) throws SQLException {
    return !columns(model).isEmpty();
  }

  private List<Column> columns(TableModel model) throws SQLException {
    String schema = model.schema().map(Identifier::name).orElse(null);
    return switch (dialect) {
      case PostgresDialect postgres -> columns(POSTGRES_COLUMNS, regclass(model));
      case MySqlDialect mysql -> columns(MYSQL_COLUMNS, schema, model.name().name());
      case MariaDbDialect mariadb -> columns(MYSQL_COLUMNS, schema, model.name().name());
      case H2Dialect h2 -> columns(H2_COLUMNS, schema, model.name().name());
      case SqliteDialect sqlite -> columns(SQLITE_COLUMNS, model.name().name());
    };
  }

  private List<Column> columns(String sql, @Nullable String... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      List<Column> columns = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          columns.add(
              new Column(
                  row.getString(1),
                  row.getString(2).toLowerCase(Locale.ROOT),
                  row.getBoolean(3),
                  row.getBoolean(4),
                  row.getBoolean(5),
                  row.getBoolean(6)));
        }
      }
      return columns;
    }
  }

  /** Returns the table as PostgreSQL's {@code to_regclass} takes it. */
  private String regclass(TableModel model) {
    return model.schema().map(name -> dialect.quote(name) + ".").orElse("")
        + dialect.quote(model.name());
  }

  private boolean isMySql() {
    return dialect instanceof MySqlDialect || dialect instanceof MariaDbDialect;
  }

  /** MySQL calls its schemas catalogues in JDBC. */
  private @Nullable String catalog(TableModel model) throws SQLException {
    return isMySql() ? model.schema().map(Identifier::name).orElse(connection.getCatalog()) : null;
  }

  private @Nullable String schema(TableModel model) throws SQLException {
    if (isMySql() || dialect instanceof SqliteDialect) {
      return null;
    }
    return model.schema().map(Identifier::name).orElse(connection.getSchema());
  }

  private List<String> primaryKey(TableModel model) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet row =
        metadata().getPrimaryKeys(catalog(model), schema(model), model.name().name())) {
      while (row.next()) {
        columns.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(columns.values());
  }

  /** Rows come ordered by table and position; a position of one begins a key. */
  private List<ForeignKey> foreignKeys(TableModel model) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    try (ResultSet row =
        metadata().getImportedKeys(catalog(model), schema(model), model.name().name())) {
      while (row.next()) {
        if (row.getInt("KEY_SEQ") == 1) {
          keys.add(
              new ForeignKey(
                  new ArrayList<>(),
                  row.getString("PKTABLE_NAME"),
                  new ArrayList<>(),
                  row.getInt("DELETE_RULE")));
        }
        keys.getLast().columns().add(row.getString("FKCOLUMN_NAME"));
        keys.getLast().target().add(row.getString("PKCOLUMN_NAME"));
      }
    }
    return keys;
  }

  private List<Index> indexes(TableModel model) throws SQLException {
    Map<String, Index> indexes = new LinkedHashMap<>();
    try (ResultSet row =
        metadata().getIndexInfo(catalog(model), schema(model), model.name().name(), false, true)) {
      while (row.next()) {
        if (row.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic) {
          boolean unique = !row.getBoolean("NON_UNIQUE");
          indexes
              .computeIfAbsent(
                  row.getString("INDEX_NAME"), name -> new Index(name, unique, new ArrayList<>()))
              .columns()
              .add(String.valueOf(row.getString("COLUMN_NAME")));
        }
      }
    }
    return List.copyOf(indexes.values());
  }

  /** SQLite keeps checks in the text of the statement only: they are not looked at there. */
  private Set<String> checks(TableModel model) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    if (dialect instanceof SqliteDialect) {
      model.checks().forEach(check -> names.add(check.name().name()));
      return names;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select constraint_name from information_schema.table_constraints"
                + " where constraint_type = 'CHECK' and table_schema = ? and table_name = ?")) {
      statement.setString(1, isMySql() ? catalog(model) : schema(model));
      statement.setString(2, model.name().name());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  /** Returns the names of the indexes; PostgreSQL also lists those that it failed to build. */
  Set<String> builtIndexes(TableModel model) throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    indexes(model).forEach(index -> names.add(index.name()));
    if (dialect instanceof PostgresDialect) {
      names.retainAll(postgresNames(BUILT_INDEXES, model));
    }
    return names;
  }

  private Security security(TableModel model) throws SQLException {
    if (!(dialect instanceof PostgresDialect)) {
      return new Security(false, List.of());
    }
    boolean forced = !postgresNames(SECURED, model).isEmpty();
    return new Security(forced, policies(model));
  }

  private List<Policy> policies(TableModel model) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(POLICIES)) {
      statement.setString(1, regclass(model));
      List<Policy> policies = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String[] roles = (String[]) row.getArray(6).getArray();
          Arrays.sort(roles);
          policies.add(
              new Policy(
                  row.getString(1),
                  command(row.getString(2)),
                  !row.getBoolean(3),
                  List.of(roles),
                  row.getBoolean(4),
                  row.getBoolean(5)));
        }
      }
      return policies;
    }
  }

  /** Returns the command that the catalogue calls by this letter (PostgreSQL 18, pg_policy). */
  private static Command command(String letter) {
    return switch (letter) {
      case "r" -> Command.SELECT;
      case "a" -> Command.INSERT;
      case "w" -> Command.UPDATE;
      case "d" -> Command.DELETE;
      default -> Command.ALL;
    };
  }

  private List<String> postgresNames(String sql, TableModel model) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, regclass(model));
      List<String> names = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }

  private DatabaseMetaData metadata() throws SQLException {
    return connection.getMetaData();
  }
}
