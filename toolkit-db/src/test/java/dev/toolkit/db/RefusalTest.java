package dev.toolkit.db;

import static dev.toolkit.db.Sql.and;
import static dev.toolkit.db.Sql.caseOf;
import static dev.toolkit.db.Sql.fn;
import static dev.toolkit.db.Sql.not;
import static dev.toolkit.db.Sql.or;
import static dev.toolkit.db.Sql.sql;
import static dev.toolkit.db.Sql.sum;
import static dev.toolkit.db.Sql.tuple;
import static dev.toolkit.db.testing.Categories.categories;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Users;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is refused before anything is sent, with its code and its message. */
class RefusalTest {
  private final Queries postgres = Queries.of(Dialect.postgres());
  private final Queries mysql = Queries.of(Dialect.mysql());
  private final Queries sqlite = Queries.of(Dialect.sqlite());

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            QueryRefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void eq_null_namesIsNull() {
    String nothing = null;

    refused(
        "null_comparison",
        "\"users\".\"name\" is compared with null, which holds for no row: use isNull(), or"
            + " isDistinctFrom(…) and isNotDistinctFrom(…) for values that may be null",
        () -> users.name.eq(nothing));
  }

  @Test
  void in_nullAmongValues() {
    refused(
        "null_in_list",
        "in(…) of \"users\".\"id\" has a null among its values, which equals nothing: leave it out,"
            + " or add or(isNull())",
        () -> users.id.in(Arrays.asList(1L, null)));
  }

  @Test
  void update_conditionDroppedOut() {
    String message =
        "Update of \"users\" has no condition left, or one that dropped out: give where(…) a"
            + " condition, or call all() if all rows are meant";

    for (Cond dropped :
        new Cond[] {
          null, and(), or(), and(null, null), not(and()), and(or()), or(and(), users.id.eq(1))
        }) {
      refused(
          "unfiltered_write",
          message,
          () -> postgres.update(users).set(users.age, 1).where(dropped));
    }
  }

  @Test
  void delete_conditionDroppedOut() {
    refused(
        "unfiltered_write",
        "Delete from \"users\" has no condition left, or one that dropped out: give where(…) a"
            + " condition, or call all() if all rows are meant",
        () -> postgres.delete(users).where(and()));
  }

  @Test
  void delete_partOfConditionDroppedOut_restCounts() {
    assertThat(postgres.delete(users).where(and(users.id.eq(1), null, and())).sql())
        .isEqualTo("delete from \"users\" where \"users\".\"id\" = ?");
  }

  @Test
  void leftJoin_withoutOpt() {
    refused(
        "nullable_join",
        "\"orders\".\"total\" is null for rows without a match of the outer join: select it with"
            + " opt() or orNull()",
        () ->
            postgres
                .select(users.name, orders.total)
                .from(users)
                .leftJoin(orders, orders.userId.eq(users.id))
                .as((name, total) -> name)
                .sql());
  }

  @Test
  void rightJoin_leftSideWithoutOpt() {
    refused(
        "nullable_join",
        "\"users\".\"name\" is null for rows without a match of the outer join: select it with"
            + " opt() or orNull()",
        () ->
            postgres
                .select(users.name)
                .from(users)
                .rightJoin(orders, orders.userId.eq(users.id))
                .sql());
  }

  @Test
  void column_ofTableThatIsNotInTheQuery() {
    refused(
        "missing_source",
        "\"orders\".\"total\" is used, but \"orders\" is not part of the query: add it with from(…)"
            + " or join(…)",
        () -> postgres.select(users.id).from(users).where(orders.total.gt(1)).sql());
  }

  @Test
  void subquery_seesTheTablesAround() {
    assertThat(
            postgres
                .select(users.id)
                .from(users)
                .where(
                    Sql.exists(
                        postgres.select(orders.id).from(orders).where(orders.userId.eq(users.id))))
                .sql())
        .endsWith(
            "where exists (select \"orders\".\"id\" from \"orders\" where \"orders\".\"user_id\" ="
                + " \"users\".\"id\")");
  }

  @Test
  void derivedTable_doesNotSeeItsNeighbours() {
    var inner = postgres.select(orders.id).from(orders).where(orders.userId.eq(users.id));

    refused(
        "missing_source",
        "\"users\".\"id\" is used, but \"users\" is not part of the query: add it with from(…) or"
            + " join(…)",
        () -> postgres.select(users.id).from(users).join(inner.asTable("t"), users.id.eq(1)).sql());
    assertThat(
            postgres.select(users.id).from(users).join(inner.asLateral("t"), users.id.eq(1)).sql())
        .contains("join lateral (select");
  }

  @Test
  void table_twiceWithoutAlias() {
    refused(
        "duplicate_name",
        "\"users\" is twice in the query: give one of them an alias with as(…)",
        () -> postgres.select(users.id).from(users).join(users, users.id.eq(1)).sql());
  }

  @Test
  void requiredList_notMatchingTheColumns() {
    refused(
        "required_columns",
        "Table \"wrong\" declares required[\"a\"], but its columns that are not null and have no"
            + " default are [\"a\", \"b\"]: list exactly these",
        () -> postgres.select(new Wrong().a).from(new Wrong()).sql());
  }

  /** A table that forgets one of its required columns. */
  private static final class Wrong extends Table<Wrong> {
    final Int<Wrong> a = integer("a");
    final Int<Wrong> b = integer("b");
    final Req1<Wrong, Integer> draft = required(a);

    Wrong() {
      super("wrong");
    }
  }

  @Test
  void cte_twoColumnsOfOneName() {
    refused(
        "duplicate_name",
        "\"t\" has two columns called \"id\": give one of them a name with as(…)",
        () ->
            postgres.cte(
                "t",
                postgres
                    .select(users.id, orders.id)
                    .from(users)
                    .join(orders, orders.userId.eq(users.id))));
  }

  @Test
  void cte_expressionThatItDoesNotSelect() {
    var table = postgres.cte("t", postgres.select(users.id).from(users));

    refused(
        "not_selected",
        "\"t\" does not select \"users\".\"name\" under a name: add it to its select, with as(…) if"
            + " it is no column",
        () -> table.get(users.name));
  }

  @Test
  void limit_negative() {
    refused(
        "negative_limit",
        "limit(…) must not be negative: -1",
        () -> postgres.select(users.id).from(users).limit(-1));
    refused(
        "negative_limit",
        "offset(…) must not be negative: -2",
        () -> postgres.select(users.id).from(users).offset(-2));
  }

  @Test
  void nothingToDo() {
    refused(
        "empty_set",
        "Update of \"users\" sets nothing: add set(column, value)",
        () -> postgres.update(users).set(List.<Assignment<Users>>of()));
    refused(
        "empty_insert",
        "Insert into \"users\" without a row: add one",
        () -> postgres.insert(users).values(List.of()));
    refused(
        "empty_case",
        "Case without a branch: add when(condition, value)",
        () -> caseOf(SqlType.TEXT).otherwise("x"));
    refused(
        "empty_select",
        "Select of no columns: name at least one",
        () -> postgres.select(List.of()).from(users).sql());
  }

  @Test
  void identifiers_emptyOrWithNul() {
    refused("empty_identifier", "Identifier is empty: give a name", () -> Identifier.of(""));
    refused(
        "nul_in_identifier",
        "Identifier \"a\\u0000b\" has a NUL at index 1: no database can hold such a name",
        () -> Identifier.of("a\0b"));
  }

  @Test
  void functionName_withOtherCharacters() {
    refused(
        "bad_function_name",
        "Function name of 11 characters is no plain identifier at index 5: use letters, digits and"
            + " underscores, with a dot after a schema",
        () -> fn("lower(x)); ", SqlType.TEXT));
  }

  @Test
  void rows_ofOtherSizes() {
    refused(
        "row_arity",
        "Row of 2 expressions is compared with one of 1",
        () -> tuple(users.id, users.name).eq(tuple(users.id)));
    refused(
        "row_arity",
        "Insert into \"users\" names 1 columns, but a row has 2",
        () ->
            postgres
                .insert(users)
                .columns(List.of(users.name))
                .values(List.of(List.of(Sql.lit("a"), Sql.lit("b")))));
  }

  @Test
  void template_thatDoesNotFitItsArguments() {
    refused(
        "raw_template",
        "Template of SQL has no argument for '{' at index 6: write {0} to {0}",
        () -> sql(SqlType.TEXT, "lower({1})", users.name));
    refused(
        "raw_template",
        "Template of SQL has a '?' without a value: use {0} for a value, or ?? for the operator",
        () -> sql(SqlType.TEXT, "lower(?)"));
    refused(
        "raw_template",
        "Template of SQL does not use its argument {1}",
        () -> sql(SqlType.TEXT, "lower({0})", users.name, users.email));
  }

  @Test
  void features_thatTheDialectLacks() {
    refused(
        "unsupported",
        "MySQL has no full join: write the query without it, or use another dialect",
        () ->
            mysql
                .select(users.id.opt())
                .from(users)
                .fullJoin(orders, orders.userId.eq(users.id))
                .sql());
    refused(
        "unsupported",
        "SQLite has no row lock: write the query without it, or use another dialect",
        () -> sqlite.select(users.id).from(users).forUpdate().sql());
    refused(
        "unsupported",
        "MySQL has no update returning: run it on a database, which takes several statements for"
            + " it",
        () ->
            mysql.update(users).set(users.age, 1).where(users.id.eq(1)).returning(users.id).sql());
  }

  @Test
  void mixedRows_onSqlite() {
    refused(
        "unsupported",
        "SQLite has no default as a value, and null would not be the default of"
            + " \"users\".\"age\": insert the rows that set it apart from those that do not",
        () ->
            sqlite
                .insert(users)
                .values(
                    List.of(users.draft.of("a", "b").set(users.age, 1), users.draft.of("c", "d")))
                .sql());
  }

  @Test
  void upsertOnMySql_whenAnotherKeyCouldConflict() {
    var keyed = new TwoKeys();

    refused(
        "conflict_target",
        "MySQL ignores the target of an upsert, and \"two_keys\" is unique in [\"a\"] as well as in"
            + " [\"b\"]: upsert on the primary key, or drop the other key",
        () -> mysql.insert(keyed).values(keyed.draft.of(1, 2)).onConflict(keyed.b).doNothing());
    assertThat(
            mysql.insert(keyed).values(keyed.draft.of(1, 2)).onConflict(keyed.a).doNothing().sql())
        .isEqualTo(
            "insert into `two_keys` (`a`, `b`) values (?, ?) on duplicate key update `a` = `a`");
  }

  /** A table with a primary key and another one. */
  private static final class TwoKeys extends Table<TwoKeys> {
    final Int<TwoKeys> a = integer("a").primaryKey();
    final Int<TwoKeys> b = integer("b").unique();
    final Req2<TwoKeys, Integer, Integer> draft = required(a, b);

    TwoKeys() {
      super("two_keys");
    }
  }

  @Test
  void recursive_columnWithoutName() {
    refused(
        "empty_identifier",
        "\"t\" is recursive and selects an expression of kind Aggregate without a name: give it one"
            + " with as(…)",
        () ->
            postgres.recursive(
                "t",
                postgres.select(sum(categories.id)).from(categories),
                t -> postgres.select(sum(categories.id)).from(categories)));
  }

  @Test
  void run_withoutDatabase() {
    assertThatThrownBy(() -> postgres.select(users.id).from(users).list())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Statement has no database: it was made by Queries.of(dialect), which only renders");
  }

  @Test
  void column_definedAfterUse() {
    assertThatThrownBy(() -> users.name.unique())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Column \"name\" is in use: define columns in the table class only");
  }

  @Test
  void literal_withNul() {
    refused(
        "nul_in_literal",
        "Constant of 3 characters has a NUL at index 1, where databases would end the statement:"
            + " bind it with val(…)",
        () -> sqlite.select(Sql.lit("a\0b")).fromNothing().sql());
  }

  @Test
  void sets_ofOtherWidth() {
    refused(
        "row_arity",
        "union of a query of 1 columns with one of 2: both must select as many",
        () ->
            postgres
                .select(List.of(users.id))
                .from(users)
                .union(postgres.select(List.of(users.id, users.name)).from(users)));
  }

  @Test
  void tuple_ofNothing_orWithNulls() {
    refused(
        "row_arity", "Row of no expressions: give tuple(…) one or more", () -> tuple(List.of()));
    for (RowValue row : List.of(tuple(Sql.val(null)), tuple(Sql.nullOf(SqlType.TEXT)))) {
      refused(
          "null_comparison",
          "Row has a null among its values, which equals nothing: compare its parts",
          () -> row.eq(tuple(users.name)));
      refused(
          "null_comparison",
          "Row has a null among its values, which equals nothing: compare its parts",
          () -> row.in(List.of(tuple(users.name))));
      refused(
          "null_in_list",
          "Row has a null among its values, which equals nothing: compare its parts",
          () -> tuple(users.name).in(List.of(row)));
    }
  }

  @Test
  void arrays_withNulls() {
    ArrayExpr<String, ?> tags = Sql.column("users", "tags").asArray(SqlType.TEXT);

    refused(
        "null_in_list",
        "containsAll(…) of \"users\".\"tags\" has a null among its values, which equals nothing:"
            + " leave it out, or add or(isNull())",
        () -> tags.containsAll(Arrays.asList("a", null)));
  }

  @Test
  void lock_ofWhatIsNotThere_orOfGroups() {
    refused(
        "missing_source",
        "Rows of \"orders\" are to be locked, but it is not part of the query: add it with from(…)"
            + " or join(…)",
        () -> postgres.select(users.id).from(users).forUpdate().lockOnly(orders).sql());
    refused(
        "unsupported",
        "PostgreSQL has no row lock on groups: write the query without it, or use another dialect",
        () -> postgres.select(users.age).from(users).groupBy(users.age).forUpdate().sql());
    refused(
        "unsupported",
        "PostgreSQL has no row lock on groups: write the query without it, or use another dialect",
        () -> postgres.select(users.age).from(users).distinct().forUpdate().sql());
  }

  @Test
  void upsert_thatUpdatesWithoutATarget() {
    refused(
        "conflict_target",
        "PostgreSQL needs the columns on which an upsert of \"users\" may conflict: name them in"
            + " onConflict(…)",
        () ->
            postgres
                .insert(users)
                .values(users.draft.of("Ann", "ann@x.io"))
                .onConflict()
                .doUpdate(u -> u.setExcluded(users.name))
                .sql());
  }

  @Test
  void update_columnTwice() {
    refused(
        "duplicate_name",
        "Column \"age\" of \"users\" gets two values: leave one of them out",
        () -> postgres.update(users).set(users.age, 1).set(users.age, 2).where(users.id.eq(1)));
  }

  @Test
  void update_toADefaultThatIsNoValue() {
    refused(
        "unsupported",
        "SQLite has no default as a value: write the query without it, or use another dialect",
        () -> sqlite.update(orders).set(List.of(orders.status.toDefault())).all().sql());
  }

  @Test
  void joinUsing_noColumn() {
    assertThatThrownBy(() -> postgres.select(users.id).from(users).joinUsing(orders))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Join of \"orders\" by no column: name one or more that both sides have");
  }
}
