package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Update;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a database writes SQL: its quotes, its names of types, and what it has instead of what the
 * standard or its neighbours have.
 *
 * <p>Dialects are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public abstract sealed class Dialect
    permits PostgresDialect, MySqlDialect, MariaDbDialect, SqliteDialect, H2Dialect {

  /*
   * The writers hold what all dialects share; the package-private methods below are the places
   * where they differ. A dialect overrides one or leaves the standard's form. Nothing here is meant
   * to be extended outside: a database that is none of the five may differ in a place that is not
   * a method yet.
   */

  Dialect() {}

  /** Returns the dialect of PostgreSQL 15 and newer. */
  public static Dialect postgres() {
    return PostgresDialect.INSTANCE;
  }

  /** Returns the dialect of MySQL 8.0.31 and newer. */
  public static Dialect mysql() {
    return MySqlDialect.INSTANCE;
  }

  /** Returns the dialect of MariaDB 10.11 and newer. */
  public static Dialect mariadb() {
    return MariaDbDialect.INSTANCE;
  }

  /** Returns the dialect of SQLite 3.44 and newer. */
  public static Dialect sqlite() {
    return SqliteDialect.INSTANCE;
  }

  /** Returns the dialect of H2 2.x in its regular mode. */
  public static Dialect h2() {
    return H2Dialect.INSTANCE;
  }

  /** Returns all dialects. */
  public static List<Dialect> all() {
    return List.of(postgres(), mysql(), mariadb(), sqlite(), h2());
  }

  /**
   * Returns the dialect of this name, in any case: {@code postgres}, {@code mysql}, {@code
   * mariadb}, {@code sqlite} or {@code h2}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Dialect named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "postgres", "postgresql" -> postgres();
      case "mysql" -> mysql();
      case "mariadb" -> mariadb();
      case "sqlite" -> sqlite();
      case "h2" -> h2();
      default ->
          throw new IllegalArgumentException(
              "Dialect must be postgres, mysql, mariadb, sqlite or h2: \"" + name + "\"");
    };
  }

  /**
   * Returns the dialect of the database behind the connection.
   *
   * @throws IllegalArgumentException if the database is none of the five
   * @throws SQLException if the driver cannot tell
   */
  public static Dialect of(Connection connection) throws SQLException {
    var metadata = connection.getMetaData();
    String product = metadata.getDatabaseProductName();
    boolean mariadb = metadata.getDatabaseProductVersion().contains("MariaDB");
    return named(mariadb ? "mariadb" : product);
  }

  /** Returns the name of the database, as messages have it. */
  public abstract String name();

  /** Returns how the dialect does this. */
  public abstract Support support(Feature feature);

  /** Returns the identifier between the quotes of the dialect. */
  public String quote(Identifier identifier) {
    return identifier.doubleQuoted();
  }

  /**
   * Returns the statement as text with bindings.
   *
   * @throws QueryRefusedException if the dialect lacks something that the statement needs, or if
   *     the statement refers to what is not part of it
   */
  public Rendered render(StatementNode statement) {
    SqlWriter writer = SqlWriter.of(this, statement);
    writer.statement(statement);
    return writer.rendered();
  }

  /**
   * Returns an expression for a place that takes no bindings, such as a check constraint, an index
   * or a default. Columns are written without their table.
   *
   * @throws IllegalArgumentException if the expression has bindings: constants are meant
   */
  public String renderConstant(Node node, @Nullable Identifier table) {
    SqlWriter writer = new SqlWriter(this);
    if (table != null) {
      writer.expressions.enterBare(table);
    }
    writer.node(node);
    return constant(writer);
  }

  /**
   * Returns a condition of a row of the table, whose columns are written with the table, so that
   * subqueries can name them.
   *
   * @throws IllegalArgumentException if the condition has bindings
   * @throws QueryRefusedException if it has columns of other tables, outside of a subquery
   */
  public String renderCondition(Node condition, Identifier table) {
    SqlWriter writer = new SqlWriter(this);
    writer.within(Scope.of(table), () -> writer.node(condition));
    return constant(writer);
  }

  private static String constant(SqlWriter writer) {
    Rendered rendered = writer.rendered();
    if (!rendered.bindings().isEmpty()) {
      throw new IllegalArgumentException(
          "Expression of a table must not have bindings: use lit(…) for its values");
    }
    return rendered.sql();
  }

  /** Returns a constant string in the text of a statement. */
  public String stringLiteral(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /**
   * Returns the name of the type in {@code create table}.
   *
   * @throws QueryRefusedException if the dialect has no such type
   */
  public abstract String typeName(SqlType<?> type);

  /** Returns the statement that sets a savepoint of this name, quoted. */
  public Rendered savepoint(Identifier name) {
    return Rendered.of("savepoint " + quote(name), this);
  }

  /** Returns the statement that goes back to the savepoint. */
  public Rendered rollbackTo(Identifier name) {
    return Rendered.of("rollback to savepoint " + quote(name), this);
  }

  /** Returns the statement that forgets the savepoint. */
  public Rendered release(Identifier name) {
    return Rendered.of("release savepoint " + quote(name), this);
  }

  @Override
  public String toString() {
    return name();
  }

  String castName(SqlType<?> type) {
    return typeName(type);
  }

  String elementName(SqlType<?> element) {
    return typeName(element);
  }

  int nullType(SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT, INTEGER -> Types.INTEGER;
      case BIGINT -> Types.BIGINT;
      case NUMERIC -> Types.NUMERIC;
      case REAL -> Types.REAL;
      case DOUBLE -> Types.DOUBLE;
      case BOOLEAN -> Types.BOOLEAN;
      case BYTES -> Types.BINARY;
      case DATE -> Types.DATE;
      case TIME -> Types.TIME;
      case TIMESTAMP -> Types.TIMESTAMP;
      case TIMESTAMPTZ, UUID, JSON, ENUM, ARRAY, CUSTOM, DYNAMIC -> Types.NULL;
      case TEXT, VARCHAR, CHAR -> Types.VARCHAR;
    };
  }

  QueryRefusedException noType(SqlType<?> type) {
    return new QueryRefusedException(
        Refusal.UNSUPPORTED, name() + " has no type " + type + ": choose another for the column");
  }

  /**
   * Refuses a floating point number that the database would take for something else.
   *
   * @throws QueryRefusedException if the database has no such number
   */
  void requireNumber(double value) {}

  /**
   * Refuses the year of a date that the database would take for another.
   *
   * @throws QueryRefusedException if the database has no such year
   */
  void requireYear(int year) {}

  /** Refuses years before our era, and those that four digits do not hold. */
  final void requireFourDigits(int year) {
    if (year < 1 || year > 9_999) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          name() + " has no years before 1 or after 9999, as one of a bound date is");
    }
  }

  /** Returns whether columns of a query in from may have one name, as long as nothing uses it. */
  boolean takesColumnsOfOneName() {
    return true;
  }

  /** Returns whether every placeholder is a question mark and nothing else. */
  boolean hasPlainPlaceholders() {
    return true;
  }

  String placeholder(SqlType<?> type) {
    return "?";
  }

  /** Returns how the function is written, with {@code {0}}, {@code {1}} for its arguments. */
  abstract String template(ScalarFunction function);

  void selectedValue(SqlWriter out, Binding<?> binding) {
    out.bind(binding);
  }

  /** Writes a value that something is compared with. */
  void comparedValue(SqlWriter out, Binding<?> binding) {
    out.bind(binding);
  }

  Node.Precedence concatPrecedence() {
    return Node.Precedence.OTHER;
  }

  void concat(SqlWriter out, Node.Concat concat) {
    out.separated(
        concat.operands(),
        " || ",
        operand -> out.expressions.operand(operand, Node.Precedence.PRIMARY));
  }

  void cast(SqlWriter out, Node.Cast cast) {
    out.text("cast(").node(cast.operand()).text(" as ").text(castName(cast.type())).text(")");
  }

  void distinct(SqlWriter out, Node.Distinct distinct) {
    binary(
        out,
        distinct.left(),
        distinct.negated() ? " is not distinct from " : " is distinct from ",
        distinct.right());
  }

  void like(SqlWriter out, Node.Like like) {
    if (like.ignoresCase()) {
      out.text("lower(").node(like.operand()).text(")");
    } else {
      out.expressions.compared(like.operand());
    }
    out.text(like.negated() ? " not like " : " like ");
    if (like.ignoresCase()) {
      out.text("lower(").node(like.pattern()).text(")");
    } else {
      out.expressions.compared(like.pattern());
    }
    out.text(like.escaped() ? " escape '!'" : "");
  }

  /** Writes two operands around an operator that binds as a comparison does. */
  void binary(SqlWriter out, Node left, String operator, Node right) {
    out.expressions.compared(left).text(operator);
    out.expressions.compared(right);
  }

  abstract void stringAggregate(SqlWriter out, Node.StringAggregate aggregate);

  /** Writes {@code name(operand, separator order by …) filter (…)}. */
  void separatedAggregate(SqlWriter out, String name, Node.StringAggregate aggregate) {
    out.text(name).text("(").text(aggregate.distinct() ? "distinct " : "");
    out.node(aggregate.operand()).text(", ").string(aggregate.separator());
    if (!aggregate.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(aggregate.order());
    }
    out.text(")");
    if (aggregate.filter() != null) {
      out.expressions.filter(aggregate.filter());
    }
  }

  String aggregateName(SqlWriter out, String name) {
    return name;
  }

  abstract void jsonAggregate(SqlWriter out, Node.JsonAggregate aggregate);

  /** Writes {@code name(operand order by …) filter (…)}, with the suffix before the bracket. */
  void orderedAggregate(SqlWriter out, String name, Node.JsonAggregate aggregate, String suffix) {
    out.text(name).text("(").node(aggregate.operand());
    if (!aggregate.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(aggregate.order());
    }
    out.text(suffix).text(")");
    if (aggregate.filter() != null) {
      out.expressions.filter(aggregate.filter());
    }
  }

  void jsonPart(SqlWriter out, Node operand) {
    out.node(operand);
  }

  abstract void jsonRows(SqlWriter out, Node.JsonRows rows);

  Node.Precedence jsonPrecedence() {
    return Node.Precedence.OTHER;
  }

  abstract void jsonAt(SqlWriter out, Node.JsonAt at);

  abstract void jsonHasKey(SqlWriter out, Node.JsonHasKey has);

  void jsonContains(SqlWriter out, Node.JsonContains contains) {
    throw out.unsupported("JSON containment");
  }

  void excluded(SqlWriter out, Identifier column) {
    out.text("excluded.").name(column);
  }

  void nextValue(SqlWriter out, @Nullable Identifier schema, Identifier sequence) {
    out.require(Feature.SEQUENCE);
    out.text("next value for ");
    if (schema != null) {
      out.name(schema).text(".");
    }
    out.name(sequence);
  }

  void sortKey(SqlWriter out, Node.SortKey key) {
    out.expressions.sortKey(key);
  }

  void limit(SqlWriter out, @Nullable Node limit, @Nullable Node offset) {
    if (limit != null) {
      out.text(" limit ").node(limit);
    }
    if (offset != null) {
      out.text(limit == null ? offsetAlone() : " offset ").node(offset);
    }
  }

  /** Returns what stands before an offset where there is no limit. */
  String offsetAlone() {
    return " offset ";
  }

  void lock(SqlWriter out, QueryNode.Lock lock) {
    out.require(Feature.ROW_LOCK);
    boolean ofKeys =
        lock.mode() == QueryNode.LockMode.KEY_SHARE
            || lock.mode() == QueryNode.LockMode.NO_KEY_UPDATE;
    if (ofKeys) {
      out.require(Feature.KEY_LOCK);
    } else if (lock.mode() == QueryNode.LockMode.SHARE) {
      out.require(Feature.SHARE_LOCK);
    }
    out.text(" for ").text(lock.mode().sql);
    if (!lock.of().isEmpty()) {
      out.require(Feature.ROW_LOCK_OF);
      out.text(" of ");
      out.separated(lock.of(), ", ", out::name);
    }
    out.text(lock.waiting().sql);
  }

  /** Returns whether an operand of a set operation is grouped by selecting from it. */
  boolean groupsBySubquery() {
    return false;
  }

  /** Writes grouping sets that are all that the select groups by. */
  void groupingSets(SqlWriter out, Node.GroupingSets sets, QueryNode.Select select) {
    out.node(sets);
  }

  /** Returns whether a limit within {@code in (…)} and its kin needs a subquery of its own. */
  boolean wrapsLimited() {
    return false;
  }

  /** Returns what stands before a list of rows inside of {@code in (…)}. */
  String rowListPrefix() {
    return "";
  }

  void values(SqlWriter out, Relation.Values values) {
    out.text("(values ").nodes(List.copyOf(values.rows())).text(") as ").name(values.name());
    out.text(" ").names(values.columns());
  }

  /** Returns whether common table expressions stand between the table and the query. */
  boolean writesWithAfterTable() {
    return false;
  }

  void defaultRows(SqlWriter out, int rows) {
    if (rows > 1) {
      throw out.unsupported("insert of several rows without a value");
    }
    out.text(" default values");
  }

  void insert(SqlWriter out, Insert insert) {
    out.writes.insertRows(insert);
    if (insert.conflict() != null) {
      out.writes.onConflict(insert, insert.conflict());
    }
    out.writes.returning(insert, insert.table(), List.of());
  }

  void update(SqlWriter out, Update update) {
    out.writes.update(update);
    if (!update.returning().isEmpty()) {
      out.require(Feature.UPDATE_RETURNING);
    }
    out.writes.returning(update, update.table(), update.from());
  }

  void delete(SqlWriter out, Delete delete) {
    out.writes.delete(delete);
    if (!delete.returning().isEmpty()) {
      out.require(Feature.DELETE_RETURNING);
    }
    out.writes.returning(delete, delete.table(), delete.using());
  }
}
