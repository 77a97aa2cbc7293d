package dev.toolkit.db.cases;

import dev.toolkit.db.FollowUp;
import dev.toolkit.db.Queries;
import dev.toolkit.db.ResultStatement;
import dev.toolkit.db.Statement;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.testing.PlainJdbc;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges cases on a database: refusals by their code; rows and state by what the database has;
 * bindings in order and value; texts where the topic demands it or nothing else can decide.
 */
final class CaseJudge {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Dialect dialect;
  private final Connection connection;
  private final Fixture fixture;

  /** The cases of all dialects, among which those of the same query are. */
  private final List<SqlCase> siblings;

  /** Whether the cases were written for this dialect, so that texts and bindings count. */
  private final boolean own;

  CaseJudge(
      Dialect dialect,
      Connection connection,
      Fixture fixture,
      boolean own,
      List<SqlCase> siblings) {
    this.siblings = siblings;
    this.dialect = dialect;
    this.connection = connection;
    this.fixture = fixture;
    this.own = own;
  }

  Verdict judge(SqlCase each) {
    try {
      String fault = each.expect().has("error") ? refusal(each) : outcome(each);
      return fault == null ? new Verdict.Passed() : new Verdict.Failed(fault);
    } catch (QueryRefusedException e) {
      if (!own && e.refusal() == Refusal.UNSUPPORTED) {
        return new Verdict.Skipped(e.getMessage());
      }
      return new Verdict.Failed("refused: " + e.code() + ": " + e.getMessage());
    } catch (SQLException e) {
      if (!own) {
        return new Verdict.Skipped(String.valueOf(e.getMessage()));
      }
      if (isBeyondServer(each)) {
        String fault = text(each, statement(each).rendered());
        return fault == null ? new Verdict.Passed() : new Verdict.Failed(fault);
      }
      return new Verdict.Failed("database: " + e.getMessage() + " in " + sql(each));
    } catch (RuntimeException e) {
      return new Verdict.Failed("not built: " + e);
    }
  }

  /** MySQL's cases run on MariaDB; what that lacks can only be judged by its text. */
  private boolean isBeyondServer(SqlCase each) {
    if (!dialect.equals(Dialect.mysql())) {
      return false;
    }
    try {
      Statement there = new QueryReader(Queries.of(Dialect.mariadb())).statement(each.query());
      return !there.sql().equals(sql(each));
    } catch (QueryRefusedException e) {
      return e.refusal() == Refusal.UNSUPPORTED;
    }
  }

  private String sql(SqlCase each) {
    return statement(each).sql();
  }

  private Statement statement(SqlCase each) {
    return new QueryReader(Queries.of(dialect)).statement(each.query());
  }

  private String refusal(SqlCase each) {
    String code = each.expect().get("error").asString();
    try {
      String sql = sql(each);
      if (code.equals("unsupported")) {
        return own ? emulation(each, sql) : null;
      }
      // A target that only PostgreSQL needs.
      boolean foreign = !own && code.equals("conflict_target");
      return foreign ? null : "expected refusal " + code + " but got " + sql;
    } catch (QueryRefusedException e) {
      return e.code().equals(code) ? null : "expected refusal " + code + " but got " + e.code();
    }
  }

  /** What another dialect has may be emulated instead of refused, if its rows are the same. */
  private String emulation(SqlCase each, String sql) {
    for (SqlCase sibling : siblings) {
      if (sibling.query().equals(each.query()) && sibling.judgedByRows()) {
        try {
          return rows(sibling, statement(each));
        } catch (SQLException e) {
          return "database: " + e.getMessage() + " in " + sql;
        }
      }
    }
    return "expected refusal unsupported but got " + sql;
  }

  private String outcome(SqlCase each) throws SQLException {
    Statement statement = statement(each);
    Rendered rendered = statement.rendered();
    if (each.expect().path("emulated").asBoolean(false)) {
      return own ? emulated(each, (ResultStatement<?>) statement) : null;
    }
    if (own) {
      String fault = bindings(each, rendered);
      if (fault == null && each.judgedByText()) {
        fault = text(each, rendered);
      }
      if (fault != null) {
        return fault;
      }
    }
    return each.judgedByRows() ? rows(each, statement) : null;
  }

  private static String emulated(SqlCase each, ResultStatement<?> statement) {
    FollowUp followUp = statement.followUp().orElseThrow();
    List<Long> keys = new ArrayList<>();
    each.query().path("rows").forEach(row -> keys.add(100L + keys.size()));
    List<String> actual =
        List.of(statement.sql(), followUp.select(keys).sql()).stream()
            .map(SqlText::normalized)
            .toList();
    List<String> expected = new ArrayList<>();
    each.expect()
        .get("statements")
        .forEach(text -> expected.add(SqlText.normalized(text.asString())));
    return actual.equals(expected) ? null : "expected " + expected + " but got " + actual;
  }

  private static String bindings(SqlCase each, Rendered rendered) {
    List<Object> actual = rendered.values();
    JsonNode expected = each.expect().path("params");
    if (expected.isMissingNode()) {
      return null;
    }
    boolean same = actual.size() == expected.size();
    for (int i = 0; same && i < actual.size(); i++) {
      same = same(expected.get(i), actual.get(i), expected.get(i).isObject());
    }
    return same ? null : "expected bindings " + expected + " but got " + actual;
  }

  private static String text(SqlCase each, Rendered rendered) {
    String actual = SqlText.normalized(rendered.sql());
    return each.texts().contains(actual)
        ? null
        : "expected text " + each.texts() + " but got " + actual;
  }

  private String rows(SqlCase each, Statement statement) throws SQLException {
    PlainJdbc jdbc = new PlainJdbc(connection);
    if (each.writes()) {
      fixture.load(connection);
    }
    try {
      return run(each, statement, jdbc);
    } finally {
      if (each.writes()) {
        fixture.load(connection);
      }
    }
  }

  private String run(SqlCase each, Statement statement, PlainJdbc jdbc) throws SQLException {
    String fault = null;
    if (statement instanceof ResultStatement<?> results) {
      fault = sameRows(each.expect(), rowsOf(jdbc.list(results)), dialect);
    } else {
      long affected = jdbc.execute(statement);
      if (own && each.expect().has("affected") && !isMySqlUpsert(each)) {
        long expected = each.expect().get("affected").asLong();
        fault = affected == expected ? null : "expected " + expected + " rows but got " + affected;
      }
    }
    if (fault == null && each.expect().has("after")) {
      JsonNode after = each.expect().get("after");
      fault = sameRows(after, jdbc.query(quoted(after.get("query").asString())), dialect);
    }
    return fault;
  }

  /** MySQL counts a changed row twice, and drivers differ about one that is found and stays. */
  private boolean isMySqlUpsert(SqlCase each) {
    return dialect.equals(Dialect.mysql()) && each.query().has("conflict");
  }

  /** H2 takes names without quotes as upper case; the queries of the cases have none. */
  private String quoted(String query) {
    return dialect.equals(Dialect.h2())
        ? query.replaceAll(
            "\\b(?!(?:select|from|order|by|as|where|group)\\b)([a-z_]+)\\b", "\"$1\"")
        : query;
  }

  private static List<List<Object>> rowsOf(List<?> rows) {
    List<List<Object>> lists = new ArrayList<>();
    for (Object row : rows) {
      lists.add(new ArrayList<>((List<?>) row));
    }
    return lists;
  }

  private static String sameRows(JsonNode expect, List<List<Object>> actual, Dialect dialect) {
    List<JsonNode> expected = new ArrayList<>();
    expect.get("rows").forEach(expected::add);
    boolean json = expect.path("compare").asString("").equals("json");
    // H2 puts nulls elsewhere in an order that does not say where.
    boolean any =
        expect.path("row_order").asString("").equals("any") || dialect.equals(Dialect.h2());
    boolean same = expected.size() == actual.size();
    List<List<Object>> left = new ArrayList<>(actual);
    for (int i = 0; same && i < expected.size(); i++) {
      JsonNode row = expected.get(i);
      if (any) {
        same = removeFirst(left, row, json);
      } else {
        same = sameRow(row, actual.get(i), json);
      }
    }
    return same ? null : dialect + ": expected rows " + expected + " but got " + actual;
  }

  private static boolean removeFirst(List<List<Object>> rows, JsonNode expected, boolean json) {
    for (int i = 0; i < rows.size(); i++) {
      if (sameRow(expected, rows.get(i), json)) {
        rows.remove(i);
        return true;
      }
    }
    return false;
  }

  private static boolean sameRow(JsonNode expected, List<Object> actual, boolean json) {
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < actual.size(); i++) {
      same = same(expected.get(i), actual.get(i), json);
    }
    return same;
  }

  private static boolean same(JsonNode expected, Object actual, boolean json) {
    if (actual == null || expected.isNull()) {
      return actual == null && expected.isNull();
    }
    if (json || expected.isObject() || (expected.isArray() && !(actual instanceof List<?>))) {
      return sameJson(expected, actual);
    }
    if (actual instanceof List<?> list) {
      boolean same = expected.isArray() && expected.size() == list.size();
      for (int i = 0; same && i < list.size(); i++) {
        same = same(expected.get(i), list.get(i), false);
      }
      return same;
    }
    if (expected.isString()) {
      return expected.asString().equals(text(actual));
    }
    BigDecimal one = number(expected.isBoolean() ? expected.asBoolean() : expected.asString());
    BigDecimal other = number(actual);
    return one != null && other != null && close(one, other);
  }

  private static String text(Object actual) {
    return actual instanceof byte[] bytes
        ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
        : actual.toString();
  }

  /** Averages and quotients have as many digits as the database likes. */
  private static boolean close(BigDecimal one, BigDecimal other) {
    BigDecimal distance = one.subtract(other).abs();
    return distance.compareTo(new BigDecimal("0.0001")) <= 0;
  }

  private static BigDecimal number(Object value) {
    return switch (value) {
      case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
      case BigInteger integer -> new BigDecimal(integer);
      case Number number -> new BigDecimal(number.toString());
      case String text when text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?") ->
          new BigDecimal(text);
      default -> null;
    };
  }

  private static boolean sameJson(JsonNode expected, Object actual) {
    try {
      JsonNode parsed = JSON.readTree(text(actual));
      JsonNode wanted = expected;
      if (expected.isString() && !parsed.isString()) {
        wanted = JSON.readTree(expected.asString());
      }
      return wanted.equals(parsed);
    } catch (tools.jackson.core.JacksonException e) {
      return expected.isString() && expected.asString().equals(text(actual));
    }
  }
}
