package dev.toolkit.db.schema;

import dev.toolkit.db.ColumnDefault;
import dev.toolkit.db.ColumnModel;
import dev.toolkit.db.ColumnModel.Identity;
import dev.toolkit.db.OnDelete;
import dev.toolkit.db.TableModel;
import dev.toolkit.db.TableModel.Check;
import dev.toolkit.db.TableModel.ForeignKey;
import dev.toolkit.db.TableModel.Index;
import dev.toolkit.db.TableModel.Policy;
import dev.toolkit.db.TableModel.Unique;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.MariaDbDialect;
import dev.toolkit.db.sql.MySqlDialect;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.SqliteDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the statements of one table. */
final class TableSql {
  private final Dialect dialect;
  private final boolean mysql;

  TableSql(Dialect dialect) {
    this.dialect = dialect;
    this.mysql = dialect instanceof MySqlDialect || dialect instanceof MariaDbDialect;
  }

  String name(TableModel model) {
    return qualified(model.schema().orElse(null), model.name());
  }

  private String qualified(@Nullable Identifier schema, Identifier name) {
    return (schema == null ? "" : dialect.quote(schema) + ".") + dialect.quote(name);
  }

  private String list(List<Identifier> columns) {
    return "(" + String.join(", ", columns.stream().map(dialect::quote).toList()) + ")";
  }

  String create(TableModel model, List<ForeignKey> foreignKeys) {
    List<String> parts = new ArrayList<>();
    model.columns().forEach(column -> parts.add(column(model, column)));
    if (!model.primaryKey().isEmpty() && !countsInline(model)) {
      requireIndexable(model, model.primaryKey());
      parts.add("primary key " + list(model.primaryKey()));
    }
    model.uniques().forEach(unique -> parts.add(unique(model, unique)));
    model.checks().forEach(check -> parts.add(check(model, check)));
    foreignKeys.forEach(key -> parts.add(foreignKey(model, key)));
    return "create table " + name(model) + " (" + String.join(", ", parts) + ")";
  }

  /** SQLite counts only a column that is declared as the primary key by these very words. */
  private boolean countsInline(TableModel model) {
    return dialect instanceof SqliteDialect
        && model.columns().stream().anyMatch(column -> column.identity() != Identity.NONE);
  }

  private String column(TableModel model, ColumnModel column) {
    StringBuilder text = new StringBuilder(dialect.quote(column.name())).append(' ');
    text.append(dialect.typeName(column.type()));
    if (column.identity() != Identity.NONE) {
      return text.append(identity(model, column)).toString();
    }
    column
        .generated()
        .ifPresent(node ->
            text.append(" generated always as (")
                .append(constant(model, node))
                .append(")")
                .append(dialect instanceof H2Dialect ? "" : " stored"));
    column
        .inDatabase()
        .ifPresent(value -> text.append(" default ").append(value(model, column, value)));
    // MariaDB takes no constraint on a generated column.
    boolean writesNotNull = !column.nullable() && (column.generated().isEmpty() || !mysql);
    return text.append(writesNotNull ? " not null" : "").toString();
  }

  private String identity(TableModel model, ColumnModel column) {
    if (dialect instanceof SqliteDialect) {
      if (!model.primaryKey().equals(List.of(column.name()))) {
        throw refused(
            model, "counts column " + column.name() + " only if it is the primary key alone");
      }
      return " primary key autoincrement";
    } else if (mysql) {
      return " not null auto_increment";
    }
    String when = column.identity() == Identity.ALWAYS ? "always" : "by default";
    return " generated " + when + " as identity not null";
  }

  private String value(TableModel model, ColumnModel column, ColumnDefault value) {
    return switch (value) {
      case ColumnDefault.Expression(Node node) -> "(" + constant(model, node) + ")";
      case ColumnDefault.Now() ->
          column.type().kind() == SqlType.Kind.BIGINT ? epochMillis() : now();
    };
  }

  private String now() {
    return switch (dialect) {
      case PostgresDialect postgres -> "current_timestamp";
      case H2Dialect h2 -> "current_timestamp";
      case MySqlDialect mySql -> "(utc_timestamp(6))";
      case MariaDbDialect mariaDb -> "(utc_timestamp(6))";
      case SqliteDialect sqlite -> "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')";
    };
  }

  private String epochMillis() {
    return switch (dialect) {
      case PostgresDialect postgres ->
          "(cast(extract(epoch from current_timestamp) * 1000 as bigint))";
      case H2Dialect h2 -> "(cast(extract(epoch from current_timestamp) * 1000 as bigint))";
      case MySqlDialect mySql -> "(cast(unix_timestamp(current_timestamp(3)) * 1000 as signed))";
      case MariaDbDialect mariaDb ->
          "(cast(unix_timestamp(current_timestamp(3)) * 1000 as signed))";
      case SqliteDialect sqlite -> "(cast(unixepoch('subsec') * 1000 as integer))";
    };
  }

  private String constant(TableModel model, Node node) {
    return dialect.renderConstant(node, model.name());
  }

  private String unique(TableModel model, Unique unique) {
    requireIndexable(model, unique.columns());
    String nulls = "";
    if (unique.nullsNotDistinct()) {
      if (!(dialect instanceof PostgresDialect || dialect instanceof H2Dialect)) {
        throw refused(model, "has no unique constraint in which null equals null");
      }
      nulls = " nulls not distinct";
    }
    return constraint(unique.name()) + "unique" + nulls + " " + list(unique.columns());
  }

  private String check(TableModel model, Check check) {
    return constraint(check.name()) + "check (" + constant(model, check.condition()) + ")";
  }

  private String constraint(Identifier name) {
    return "constraint " + dialect.quote(name) + " ";
  }

  private String foreignKey(TableModel model, ForeignKey key) {
    requireIndexable(model, key.columns());
    StringBuilder text = new StringBuilder(constraint(key.name()));
    text.append("foreign key ").append(list(key.columns()));
    text.append(" references ").append(qualified(schema(model, key), key.table()));
    text.append(" ").append(list(key.target()));
    action(model, text, " on delete ", key.onDelete());
    action(model, text, " on update ", key.onUpdate());
    boolean canWait = dialect instanceof PostgresDialect || dialect instanceof SqliteDialect;
    return text.append(key.deferrable() && canWait ? " deferrable initially deferred" : "")
        .toString();
  }

  /** A column's reference names no schema: that of its own table is meant. SQLite forbids any. */
  private @Nullable Identifier schema(TableModel model, ForeignKey key) {
    if (dialect instanceof SqliteDialect) {
      return null;
    }
    return key.schema() == null ? model.schema().orElse(null) : key.schema();
  }

  private void action(TableModel model, StringBuilder text, String when, OnDelete action) {
    if (action == OnDelete.SET_DEFAULT && mysql) {
      throw refused(model, "has no foreign key that sets a default");
    }
    if (action != OnDelete.NO_ACTION) {
      text.append(when).append(action.sql());
    }
  }

  String addForeignKey(TableModel model, ForeignKey key) {
    return "alter table " + name(model) + " add " + foreignKey(model, key);
  }

  String dropForeignKey(TableModel model, ForeignKey key) {
    String kind = mysql ? " drop foreign key " : " drop constraint ";
    return "alter table " + name(model) + kind + dialect.quote(key.name());
  }

  String createIndex(TableModel model, Index index) {
    return createIndex(model, index, "");
  }

  String createIndexConcurrently(TableModel model, Index index) {
    if (dialect.support(Feature.CONCURRENT_INDEX) == Feature.Support.REFUSED) {
      throw refused(
          model,
          "cannot be told to build an index beside writers: let a migration create "
              + index.name());
    }
    return createIndex(model, index, "concurrently ");
  }

  private String createIndex(TableModel model, Index index, String how) {
    StringBuilder text =
        new StringBuilder(index.unique() ? "create unique index " : "create index ").append(how);
    boolean inSchema = dialect instanceof SqliteDialect && model.schema().isPresent();
    text.append(
        inSchema ? qualified(model.schema().get(), index.name()) : dialect.quote(index.name()));
    text.append(" on ").append(inSchema ? dialect.quote(model.name()) : name(model));
    if (index.method() != null) {
      if (!(dialect instanceof PostgresDialect)) {
        throw refused(model, "has no method for index " + index.name());
      }
      text.append(" using ").append(index.method());
    }
    List<String> keys = new ArrayList<>();
    index.keys().forEach(key -> keys.add(key(model, index, key)));
    text.append(" (").append(String.join(", ", keys)).append(")");
    return text.append(included(model, index)).append(where(model, index)).toString();
  }

  private String included(TableModel model, Index index) {
    if (index.included().isEmpty()) {
      return "";
    }
    if (!(dialect instanceof PostgresDialect)) {
      throw refused(
          model, "has no columns beside the keys of an index, as " + index.name() + " has");
    }
    return " include " + list(index.included());
  }

  private String where(TableModel model, Index index) {
    if (index.where() == null) {
      return "";
    }
    if (!(dialect instanceof PostgresDialect || dialect instanceof SqliteDialect)) {
      throw refused(model, "has no index of a part of the rows, as " + index.name() + " is");
    }
    return " where " + constant(model, index.where());
  }

  private String key(TableModel model, Index index, Node.SortKey key) {
    String text = constant(model, key.operand());
    if (key.operand() instanceof Node.Column column) {
      requireIndexable(model, List.of(column.name()));
    } else if (dialect instanceof H2Dialect || dialect instanceof MariaDbDialect) {
      throw refused(model, "has no index on an expression, as " + index.name() + " is");
    } else {
      text = "(" + text + ")";
    }
    if (index.method() != null && !index.method().equalsIgnoreCase("btree")) {
      return text;
    }
    return text + (key.descending() ? " desc" : " asc") + nulls(model, index, key);
  }

  private String nulls(TableModel model, Index index, Node.SortKey key) {
    if (key.nulls() == Node.Nulls.UNSPECIFIED) {
      return "";
    }
    if (!(dialect instanceof PostgresDialect || dialect instanceof H2Dialect)) {
      throw refused(model, "has no order of nulls in an index, as " + index.name() + " has");
    }
    return key.nulls() == Node.Nulls.FIRST ? " nulls first" : " nulls last";
  }

  /** Returns the statements that turn row-level security on, if the table has policies. */
  List<String> security(TableModel model) {
    if (model.policies().isEmpty()) {
      return List.of();
    }
    if (dialect.support(Feature.ROW_SECURITY) == Feature.Support.REFUSED) {
      throw refused(
          model,
          "has no row-level security, as policy "
              + model.policies().getFirst().name()
              + " is: name the rows that a user may see in each query");
    }
    List<String> statements = new ArrayList<>();
    // Without the second, the policies would not be for the owner, as whom applications connect.
    statements.add(
        "alter table " + name(model) + " enable row level security, force row level security");
    model.policies().forEach(policy -> statements.add(policy(model, policy)));
    return statements;
  }

  List<String> dropPolicies(TableModel model) {
    return model.policies().stream()
        .map(policy ->
            "drop policy if exists " + dialect.quote(policy.name()) + " on " + name(model))
        .toList();
  }

  private String policy(TableModel model, Policy policy) {
    StringBuilder text = new StringBuilder("create policy ");
    text.append(dialect.quote(policy.name())).append(" on ").append(name(model));
    text.append(policy.restrictive() ? " as restrictive" : "");
    text.append(" for ").append(policy.command().name().toLowerCase(Locale.ROOT));
    if (!policy.roles().isEmpty()) {
      text.append(" to ");
      text.append(String.join(", ", policy.roles().stream().map(dialect::quote).toList()));
    }
    condition(model, text, " using (", policy.seen());
    condition(model, text, " with check (", policy.written());
    return text.toString();
  }

  private void condition(
      TableModel model, StringBuilder text, String before, @Nullable Node condition) {
    if (condition != null) {
      text.append(before).append(dialect.renderCondition(condition, model.name())).append(')');
    }
  }

  /** MySQL and MariaDB have no keys on text or bytes without a bound. */
  private void requireIndexable(TableModel model, List<Identifier> columns) {
    if (!mysql) {
      return;
    }
    for (Identifier name : columns) {
      model
          .column(name)
          .filter(column -> isUnbounded(column.type()))
          .ifPresent(column -> {
            throw refused(
                model,
                "has no key or index on column "
                    + name
                    + ", which has no bound: declare it"
                    + " varchar(\""
                    + name.name()
                    + "\", length)");
          });
    }
  }

  private static boolean isUnbounded(SqlType<?> type) {
    return switch (type.kind()) {
      case TEXT, BYTES, JSON -> true;
      default -> false;
    };
  }

  private QueryRefusedException refused(TableModel model, String what) {
    return new QueryRefusedException(
        Refusal.UNSUPPORTED, "Table " + model.name() + ": " + dialect.name() + " " + what);
  }
}
