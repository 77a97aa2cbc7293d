package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.IndexDefinition;
import dev.toolkit.db.IntNull;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes with all that an index may have. */
class IndexTest {

  static final class People extends Table<People> {
    final BigInt<People> id = bigint("id").primaryKey();
    final Text<People> email = varchar("email", 50);
    final Text<People> status = varchar("status", 10);
    final IntNull<People> age = integer("age").nullable();

    private People(List<Function<People, IndexDefinition>> definitions) {
      super("people");
      definitions.forEach(definition -> index(definition.apply(this)));
    }
  }

  private static final List<Function<People, IndexDefinition>> ALL =
      List.of(
          IndexTest::expression,
          IndexTest::partial,
          IndexTest::nullsOrder,
          IndexTest::method,
          IndexTest::including);

  private static People people(List<Function<People, IndexDefinition>> indexes) {
    return new People(indexes);
  }

  private static IndexDefinition expression(People p) {
    return IndexDefinition.of("people_lower", p.email.lower().asc());
  }

  private static IndexDefinition partial(People p) {
    return IndexDefinition.of("people_new", p.email.desc()).unique().where(p.status.eq(lit("new")));
  }

  private static IndexDefinition nullsOrder(People p) {
    return IndexDefinition.of("people_age", p.age.desc().nullsLast(), p.id.asc());
  }

  private static IndexDefinition method(People p) {
    return IndexDefinition.of("people_hash", p.status.asc()).using("hash");
  }

  private static IndexDefinition including(People p) {
    return IndexDefinition.of("people_mail", p.email.asc())
        .unique()
        .including(p.status, p.age)
        .where(p.age.gt(lit(17)));
  }

  @Test
  void statements() {
    assertThat(SchemaSql.of(Dialect.postgres()).create(List.of(people(ALL))).subList(1, 6))
        .containsExactly(
            "create index \"people_lower\" on \"people\" ((lower(\"email\")) asc)",
            "create unique index \"people_new\" on \"people\" (\"email\" desc)"
                + " where \"status\" = 'new'",
            "create index \"people_age\" on \"people\" (\"age\" desc nulls last, \"id\" asc)",
            "create index \"people_hash\" on \"people\" using hash (\"status\")",
            "create unique index \"people_mail\" on \"people\" (\"email\" asc)"
                + " include (\"status\", \"age\") where \"age\" > 17");
  }

  private static void created(Engine engine, List<Function<People, IndexDefinition>> indexes) {
    People table = people(indexes);
    try (TestDatabase test = TestDatabase.of(engine)) {
      test.script("drop table if exists people");
      test.db.schema().create(table);

      test.db.check(table);

      test.script("drop table people");
    }
  }

  @Test
  void createdAndFound() {
    created(Engine.POSTGRES, ALL);
    created(Engine.SQLITE, List.of(IndexTest::expression, IndexTest::partial));
    created(Engine.H2, List.of(IndexTest::nullsOrder));
  }

  private static TestDatabase postgresWith(List<Function<People, IndexDefinition>> indexes) {
    TestDatabase test = TestDatabase.of(Engine.POSTGRES);
    test.script("drop table if exists people");
    test.db.schema().create(people(indexes));
    test.executions.clear();
    return test;
  }

  @Test
  void concurrently_createsWhatIsMissing() {
    try (TestDatabase test = postgresWith(List.of(IndexTest::expression, IndexTest::nullsOrder))) {
      People table = people(ALL);

      test.db.schema().createIndexesConcurrently(table);

      test.db.check(table);
      assertThat(test.executions.stream().map(StatementExecution::sql))
          .containsExactly(
              "create unique index concurrently \"people_new\" on \"people\" (\"email\" desc)"
                  + " where \"status\" = 'new'",
              "create index concurrently \"people_hash\" on \"people\" using hash (\"status\")",
              "create unique index concurrently \"people_mail\" on \"people\" (\"email\" asc)"
                  + " include (\"status\", \"age\") where \"age\" > 17");
      test.executions.clear();

      test.db.schema().createIndexesConcurrently(table);

      assertThat(test.executions).isEmpty();
      test.script("drop table people");
    }
  }

  @Test
  void concurrently_afterAFailure_saysThatTheIndexIsThere() {
    try (TestDatabase test = postgresWith(List.of())) {
      test.script("insert into people values (1, 'a@x.io', 'new', 20), (2, 'a@x.io', 'new', 20)");
      People table = people(List.of(IndexTest::partial));
      Schema schema = test.db.schema();

      assertThatThrownBy(() -> schema.createIndexesConcurrently(table))
          .isInstanceOf(UniqueViolationException.class);
      test.script("delete from people where id = 2");
      assertThatThrownBy(() -> schema.createIndexesConcurrently(table))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.sqlState()).contains("42P07"));
      test.script("drop index people_new");
      schema.createIndexesConcurrently(table);

      test.db.check(table);
      test.script("drop table people");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
  void concurrently_refusedElsewhere(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      test.script("drop table if exists people");
      test.db.schema().create(people(List.of()));
      People table = people(List.of(IndexTest::nullsOrder));

      assertThatThrownBy(() -> test.db.schema().createIndexesConcurrently(table))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessage(
              "Table \"people\": "
                  + engine.dialect()
                  + " cannot be told to build an index beside writers: let a migration create"
                  + " \"people_age\"");
      test.script("drop table people");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
  void columnsBesideTheKeys_refused(Engine engine) {
    SchemaSql schema = SchemaSql.of(engine.dialect());

    assertThatThrownBy(() -> schema.create(List.of(people(List.of(IndexTest::including)))))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "Table \"people\": "
                + engine.dialect()
                + " has no columns beside the keys of an index, as \"people_mail\" has");
    assertThatThrownBy(() -> schema.create(List.of(people(List.of(IndexTest::method)))))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "Table \"people\": " + engine.dialect() + " has no method for index \"people_hash\"");
  }
}
