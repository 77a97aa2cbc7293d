package dev.toolkit.db.cases;

import dev.toolkit.db.Assignment;
import dev.toolkit.db.Cond;
import dev.toolkit.db.ConflictStep;
import dev.toolkit.db.Cte;
import dev.toolkit.db.DeleteStart;
import dev.toolkit.db.DynColumn;
import dev.toolkit.db.DynExpr;
import dev.toolkit.db.Expr;
import dev.toolkit.db.From;
import dev.toolkit.db.Insert;
import dev.toolkit.db.NamedTable;
import dev.toolkit.db.NamedWindow;
import dev.toolkit.db.Projection;
import dev.toolkit.db.Queries;
import dev.toolkit.db.Returning;
import dev.toolkit.db.Select1;
import dev.toolkit.db.Selection;
import dev.toolkit.db.Source;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Statement;
import dev.toolkit.db.UpdateSet;
import dev.toolkit.db.Upsert;
import dev.toolkit.db.ValueSelect;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Makes statements of the neutral form of the cases, through the public API only. */
final class QueryReader {
  private final Queries db;
  private final ExpressionReader expressions = new ExpressionReader(this);

  QueryReader(Queries db) {
    this.db = db;
  }

  Statement statement(JsonNode query) {
    Rendered savepoint = savepoint(query);
    if (savepoint != null) {
      return () -> savepoint;
    }
    if (query.has("insert")) {
      return inside(query).insert(query);
    }
    if (query.has("update")) {
      return inside(query).update(query);
    }
    return query.has("delete") ? inside(query).delete(query) : rows(query);
  }

  private Rendered savepoint(JsonNode query) {
    Dialect dialect = db.dialect();
    if (query.has("savepoint")) {
      return dialect.savepoint(Identifier.of(query.get("savepoint").asString()));
    } else if (query.has("release")) {
      return dialect.release(Identifier.of(query.get("release").asString()));
    } else if (query.has("rollbackTo")) {
      return dialect.rollbackTo(Identifier.of(query.get("rollbackTo").asString()));
    }
    return null;
  }

  /** Returns a reader whose statements have the common table expressions of the query in front. */
  private QueryReader inside(JsonNode query) {
    List<Cte> tables = new ArrayList<>();
    QueryReader reader = this;
    for (JsonNode table : query.path("with")) {
      tables.add(reader.cte(table));
      reader = new QueryReader(db.with(tables));
    }
    return reader;
  }

  private Cte cte(JsonNode table) {
    String name = table.get("name").asString();
    List<String> columns = Words.strings(table.path("cols"));
    JsonNode body = table.get("query");
    Cte cte;
    if (table.path("recursive").asBoolean(false)) {
      Select1<List<Object>> base = rows(body.get("left"));
      Function<Cte, Select1<List<Object>>> step = open -> rows(body.get("right"));
      cte =
          body.get("set").asString().equals("union") && !Words.flag(body, "all")
              ? db.recursiveDistinct(name, columns, base, step)
              : db.recursive(name, columns, base, step);
    } else if (body.has("insert") || body.has("update") || body.has("delete")) {
      cte = db.cte(name, (Returning<?>) statement(body));
    } else {
      cte = db.cte(name, columns, rows(body));
    }
    if (!table.hasNonNull("materialized")) {
      return cte;
    }
    return table.get("materialized").asBoolean() ? cte.materialized() : cte.notMaterialized();
  }

  Select1<List<Object>> rows(JsonNode query) {
    QueryReader inside = inside(query);
    return inside.build(query, (reader, select) -> reader.db.select(reader.items(select)));
  }

  /** Reads a query of one column, as a subquery of an expression needs it. */
  ValueSelect<Object, Optional<Object>> values(JsonNode query) {
    QueryReader inside = inside(query);
    return inside.build(
        query, (reader, select) -> reader.db.select(reader.item(select.get("select").get(0))));
  }

  private List<Projection<?>> items(JsonNode query) {
    List<Projection<?>> items = new ArrayList<>();
    query.get("select").forEach(item -> items.add(item(item)));
    return items;
  }

  private DynExpr item(JsonNode item) {
    boolean named = item.size() == 2 && item.get(0).isArray();
    return named
        ? expressions.expr(item.get(0)).as(item.get(1).asString())
        : expressions.expr(item);
  }

  private <S extends Selection<S>> S build(
      JsonNode query, BiFunction<QueryReader, JsonNode, From<S>> start) {
    S built = query.has("set") ? combined(query, start) : selected(query, start.apply(this, query));
    if (query.has("orderBy")) {
      built = built.orderBy(expressions.orders(query.get("orderBy")));
    }
    if (query.hasNonNull("limit")) {
      built = built.limit(query.get("limit").asLong());
    }
    if (query.hasNonNull("offset")) {
      built = built.offset(query.get("offset").asLong());
    }
    return query.has("lock") ? locked(built, query.get("lock")) : built;
  }

  private <S extends Selection<S>> S operand(
      JsonNode query, BiFunction<QueryReader, JsonNode, From<S>> start) {
    return inside(query).build(query, start);
  }

  private <S extends Selection<S>> S combined(
      JsonNode query, BiFunction<QueryReader, JsonNode, From<S>> start) {
    S left = operand(query.get("left"), start);
    S right = operand(query.get("right"), start);
    boolean all = Words.flag(query, "all");
    return switch (query.get("set").asString() + (all ? " all" : "")) {
      case "union" -> left.union(right);
      case "union all" -> left.unionAll(right);
      case "intersect" -> left.intersect(right);
      case "intersect all" -> left.intersectAll(right);
      case "except" -> left.except(right);
      default -> left.exceptAll(right);
    };
  }

  private <S extends Selection<S>> S selected(JsonNode query, From<S> from) {
    S built = query.hasNonNull("from") ? from.from(source(query.get("from"))) : from.fromNothing();
    for (JsonNode join : query.path("joins")) {
      built = joined(built, join);
    }
    if (query.path("distinct").isArray()) {
      built = built.distinctOn(expressions.exprs(query.get("distinct")));
    } else if (query.path("distinct").asBoolean(false)) {
      built = built.distinct();
    }
    if (query.hasNonNull("where")) {
      built = built.where(expressions.cond(query.get("where")));
    }
    if (query.has("groupBy")) {
      built = built.groupBy(expressions.exprs(query.get("groupBy")));
    }
    if (query.hasNonNull("having")) {
      built = built.having(expressions.cond(query.get("having")));
    }
    return windows(built, query.path("windows"));
  }

  private <S extends Selection<S>> S windows(S selection, JsonNode windows) {
    S built = selection;
    if (windows.isObject()) {
      for (var window : Words.members(windows).entrySet()) {
        built =
            built.window(
                NamedWindow.of(
                    window.getKey(), w -> expressions.aggregates().window(w, window.getValue())));
      }
    } else {
      for (JsonNode window : windows) {
        JsonNode name = window.isArray() ? window.get(0) : window.get("name");
        JsonNode spec = window.isArray() ? window.get(1) : window;
        built =
            built.window(
                NamedWindow.of(name.asString(), w -> expressions.aggregates().window(w, spec)));
      }
    }
    return built;
  }

  private Source source(JsonNode source) {
    if (source.isString()) {
      return NamedTable.of(source.asString());
    }
    if (source.has("query")) {
      Select1<List<Object>> query = rows(source.get("query"));
      String name = source.get("as").asString();
      return source.path("lateral").asBoolean(false) ? query.asLateral(name) : query.asTable(name);
    }
    NamedTable table = NamedTable.of(source.get("table").asString());
    if (source.hasNonNull("schema")) {
      table = table.in(source.get("schema").asString());
    }
    return source.hasNonNull("as") ? table.as(source.get("as").asString()) : table;
  }

  private <S extends Selection<S>> S joined(S selection, JsonNode join) {
    Source source = source(join.get("src"));
    String type = join.get("type").asString();
    if (join.hasNonNull("using")) {
      return joinedUsing(selection, type, source, Words.strings(join.get("using")));
    }
    Cond on = join.hasNonNull("on") ? expressions.cond(join.get("on")) : Sql.and();
    if (type.equals("cross")) {
      return selection.crossJoin(source);
    }
    return switch (type) {
      case "left" -> selection.leftJoin(source, on);
      case "right" -> selection.rightJoin(source, on);
      case "full" -> selection.fullJoin(source, on);
      default -> selection.join(source, on);
    };
  }

  private static <S extends Selection<S>> S joinedUsing(
      S selection, String type, Source source, List<String> names) {
    NamedTable either = NamedTable.of("using");
    DynColumn[] columns = names.stream().map(either::column).toArray(DynColumn[]::new);
    return switch (type) {
      case "left" -> selection.leftJoinUsing(source, columns);
      case "right" -> selection.rightJoinUsing(source, columns);
      case "full" -> selection.fullJoinUsing(source, columns);
      default -> selection.joinUsing(source, columns);
    };
  }

  private <S extends Selection<S>> S locked(S selection, JsonNode lock) {
    S locked =
        switch (lock.path("mode").asString("update")) {
          case "update" -> selection.forUpdate();
          case "no key update" -> selection.forNoKeyUpdate();
          case "key share" -> selection.forKeyShare();
          default -> selection.forShare();
        };
    if (lock.hasNonNull("of")) {
      Source[] sources =
          Words.strings(lock.get("of")).stream().map(NamedTable::of).toArray(Source[]::new);
      locked = locked.lockOnly(sources);
    }
    String wait = lock.path("wait").asString("");
    if (Words.flag(lock, "skipLocked", "skip") || wait.startsWith("skip")) {
      locked = locked.skipLocked();
    }
    boolean noWait = Words.flag(lock, "nowait", "noWait") || wait.startsWith("no");
    return noWait ? locked.noWait() : locked;
  }

  private NamedTable table(JsonNode name) {
    if (name.isObject()) {
      NamedTable table = NamedTable.of(name.get("table").asString());
      return name.hasNonNull("schema") ? table.in(name.get("schema").asString()) : table;
    }
    String key = name.asString().equals("order") ? "select" : "id";
    return NamedTable.of(name.asString()).withKey(key);
  }

  /** The case says which column is the key where a dialect needs to know. */
  private static NamedTable keyed(NamedTable table, JsonNode conflict) {
    return conflict.hasNonNull("pk")
        ? table.withKey(Words.strings(conflict.get("pk")).toArray(String[]::new))
        : table;
  }

  private Statement insert(JsonNode query) {
    NamedTable table = keyed(table(query.get("insert")), query.path("conflict"));
    var columns = Words.strings(query.path("cols")).stream().map(table::column).toList();
    var start = db.insert(table).columns(columns);
    Insert<NamedTable> insert;
    JsonNode source = query.hasNonNull("query") ? query.get("query") : query.path("select");
    if (source.isObject()) {
      insert = start.select(rows(source));
    } else if (Words.flag(query, "defaults", "default", "defaultValues")) {
      insert = db.insert(table).defaultValues();
    } else {
      List<List<DynExpr>> rows = new ArrayList<>();
      query.path("rows").forEach(row -> rows.add(expressions.exprs(row)));
      insert = start.values(rows);
    }
    if (query.hasNonNull("conflict")) {
      insert = conflict(table, insert, query.get("conflict"));
    }
    return query.has("returning")
        ? insert.returning(returning(table, query.get("returning")))
        : insert;
  }

  private Insert<NamedTable> conflict(
      NamedTable table, Insert<NamedTable> insert, JsonNode conflict) {
    List<String> target = Words.strings(conflict.path("target"));
    boolean nothing = !conflict.path("do").isObject();
    if (target.isEmpty() && nothing) {
      return insert.onConflictDoNothing();
    }
    ConflictStep<NamedTable> step =
        insert.onConflict(target.stream().map(table::column).toArray(DynColumn[]::new));
    if (conflict.hasNonNull("targetWhere")) {
      step = step.where(expressions.cond(conflict.get("targetWhere")));
    }
    return nothing ? step.doNothing() : step.doUpdate(upsert -> update(table, upsert, conflict));
  }

  private Upsert<NamedTable> update(
      NamedTable table, Upsert<NamedTable> upsert, JsonNode conflict) {
    Upsert<NamedTable> changed = upsert;
    for (Assignment<NamedTable> assignment : assignments(table, conflict.get("do"))) {
      changed = changed.set(assignment);
    }
    return conflict.hasNonNull("where")
        ? changed.where(expressions.cond(conflict.get("where")))
        : changed;
  }

  private List<Assignment<NamedTable>> assignments(NamedTable table, JsonNode set) {
    List<Assignment<NamedTable>> assignments = new ArrayList<>();
    Words.members(set)
        .forEach((name, value) ->
            assignments.add(table.column(name).to((Expr<Object, ?>) expressions.expr(value))));
    return assignments;
  }

  private Projection<?> returning(NamedTable table, JsonNode items) {
    List<Projection<?>> all = new ArrayList<>();
    items.forEach(item -> all.add(item(item)));
    return Sql.columns(all);
  }

  private Statement update(JsonNode query) {
    NamedTable table = table(query.get("update"));
    UpdateSet<NamedTable> set = db.update(table).set(assignments(table, query.get("set")));
    set = set.from(sources(query.path("from")).toArray(Source[]::new));
    var update = Words.flag(query, "all") ? set.all() : set.where(filter(query.path("where")));
    return query.has("returning")
        ? update.returning(returning(table, query.get("returning")))
        : update;
  }

  private Statement delete(JsonNode query) {
    NamedTable table = table(query.get("delete"));
    DeleteStart<NamedTable> start =
        db.delete(table).using(sources(query.path("using")).toArray(Source[]::new));
    var delete = Words.flag(query, "all") ? start.all() : start.where(filter(query.path("where")));
    return query.has("returning")
        ? delete.returning(returning(table, query.get("returning")))
        : delete;
  }

  /** A missing condition is one that dropped out: the API has no way to leave it out. */
  private Cond filter(JsonNode where) {
    return where.isMissingNode() || where.isNull() ? Sql.and() : expressions.cond(where);
  }

  private List<Source> sources(JsonNode node) {
    List<Source> sources = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> sources.add(source(each)));
    } else if (node.isObject()) {
      sources.add(source(node));
    }
    return sources;
  }
}
