package dev.toolkit.db.schema;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.MariaDbDialect;
import dev.toolkit.db.sql.MySqlDialect;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.SqliteDialect;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** Compares types with the names that databases give them, which are not those they were given. */
final class LiveTypes {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern AFTER_COMMA = Pattern.compile(", ");

  /** MySQL and MariaDB tell how many digits a client may show; that says nothing of the type. */
  private static final Pattern DISPLAY_WIDTH = Pattern.compile("^((?:small|big)?int)\\(\\d+\\)");

  private final Dialect dialect;

  LiveTypes(Dialect dialect) {
    this.dialect = dialect;
  }

  boolean fits(SqlType<?> type, String live) {
    if (type.kind() == SqlType.Kind.DYNAMIC) {
      return true;
    }
    return accepted(type).contains(normal(live));
  }

  private String normal(String text) {
    String lower = SPACE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    String narrow = AFTER_COMMA.matcher(lower).replaceAll(",");
    return DISPLAY_WIDTH.matcher(narrow).replaceFirst("$1");
  }

  private List<String> accepted(SqlType<?> type) {
    String declared = normal(dialect.typeName(type));
    return switch (dialect) {
      case PostgresDialect postgres -> postgres(type, declared);
      case MySqlDialect mysql -> mysql(type, declared);
      case MariaDbDialect mariadb -> mysql(type, declared);
      case H2Dialect h2 -> h2(type, declared);
      case SqliteDialect sqlite -> sqlite(declared);
    };
  }

  /** The names that {@code format_type} gives; it quotes only those that need it. */
  private List<String> postgres(SqlType<?> type, String declared) {
    return switch (type.kind()) {
      case VARCHAR -> List.of("character varying(" + type.size() + ")");
      case CHAR -> List.of("character(" + type.size() + ")");
      case TIME -> List.of("time without time zone");
      case TIMESTAMP -> List.of("timestamp without time zone");
      case TIMESTAMPTZ -> List.of("timestamp with time zone");
      case TEXT -> List.of("text", "character varying");
      case JSON -> List.of("jsonb", "json");
      case ENUM -> List.of(declared, normal(type.name()));
      case ARRAY ->
          postgres(Objects.requireNonNull(type.element()), normal(dialect.typeName(type.element())))
              .stream()
              .map(element -> element + "[]")
              .toList();
      default -> List.of(declared);
    };
  }

  private static List<String> mysql(SqlType<?> type, String declared) {
    return switch (type.kind()) {
      case BOOLEAN -> List.of("tinyint(1)");
      case REAL -> List.of("double", "float");
      // JSON is a name for text on MariaDB.
      case JSON -> List.of("json", "longtext");
      case TEXT -> List.of("longtext", "mediumtext", "text");
      case BYTES -> List.of("longblob", "mediumblob", "blob");
      case UUID -> List.of("char(36)", "varchar(36)");
      default -> List.of(declared);
    };
  }

  /** All that SQLite calls an integer is one; see "Type Affinity" of its documentation. */
  private static List<String> sqlite(String declared) {
    return declared.equals("integer")
        ? List.of("integer", "int", "smallint", "bigint")
        : List.of(declared);
  }

  private List<String> h2(SqlType<?> type, String declared) {
    return switch (type.kind()) {
      case TEXT ->
          List.of("character varying", "character varying(1000000000)", "character large object");
      case VARCHAR -> List.of("character varying(" + type.size() + ")");
      case CHAR -> List.of("character(" + type.size() + ")");
      case BYTES -> List.of("binary varying", "binary varying(1000000000)", "binary large object");
      case NUMERIC ->
          type.size() == 0 ? List.of("decfloat", "decfloat(100000)") : List.of(declared);
      case TIMESTAMP -> List.of("timestamp(6)", "timestamp");
      case TIMESTAMPTZ -> List.of("timestamp(6) with time zone", "timestamp with time zone");
      case JSON -> List.of("json", "json(1000000000)");
      case ARRAY ->
          h2(Objects.requireNonNull(type.element()), normal(dialect.typeName(type.element())))
              .stream()
              .map(element -> element + " array")
              .toList();
      default -> List.of(declared);
    };
  }
}
