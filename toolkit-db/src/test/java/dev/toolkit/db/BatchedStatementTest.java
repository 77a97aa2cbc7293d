package dev.toolkit.db;

import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Binding;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What executors ask statements for: whether texts are equal, and to set their bindings. */
class BatchedStatementTest {
  private final Param<String> name = Param.of("name", SqlType.TEXT);
  private final Param<String> email = Param.of("email", SqlType.TEXT);
  private final Param<Integer> age = Param.of("age", SqlType.INTEGER);

  static Stream<Dialect> dialects() {
    return Dialect.all().stream();
  }

  private List<Statement> statements(Queries db) {
    CompiledWrite compiled = compiled(db);
    var ann = users.draft.of("Ann", "ann@x.io");
    return List.of(
        db.insert(users).values(ann),
        db.insert(users).values(users.draft.of("Bob", "bob@x.io")),
        db.insert(users).values(List.of(ann, ann)),
        db.insert(users).values(ann.set(users.age, 7)),
        db.insert(users).values(users.draftOf().set(users.name, "Cy").set(users.email, "c@x.io")),
        db.insert(users).values(ann.set(users.name, db.select(users.name).from(users).scalar())),
        db.insert(users).values(ann).onConflictDoNothing(),
        db.insert(orders).values(orders.draft.of(1L, 2)),
        db.update(users).set(users.name, "Ann").where(users.id.eq(1L)),
        db.update(users).set(users.name, "Bob").where(users.id.eq(2L)),
        db.delete(users).where(users.id.eq(1L)),
        compiled,
        compiled.with(name, "Ann").with(email, "a@x.io").with(age, 1),
        compiled.with(name, "Bob"));
  }

  private CompiledWrite compiled(Queries db) {
    return db.insert(users)
        .values(users.draftOf().set(users.name, name).set(users.email, email).set(users.age, age))
        .compile();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void hasTextOf_tellsWhatTheTextsDo(Dialect dialect) {
    List<Statement> some = statements(Queries.of(dialect));
    List<Statement> again = statements(Queries.of(dialect));

    for (Statement one : some) {
      for (Statement other : again) {
        assertThat(one.hasTextOf(other))
            .as("%s and %s", one.sql(), other.sql())
            .isEqualTo(one.sql().equals(other.sql()));
      }
    }
  }

  @Test
  void hasTextOf_otherDialect_isFalse() {
    var row = users.draft.of("Ann", "ann@x.io");
    Statement one = Queries.of(Dialect.postgres()).insert(users).values(row);
    Statement other = Queries.of(Dialect.mysql()).insert(users).values(row);

    assertThat(one.hasTextOf(other)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void bind_setsWhatTheRenderedStatementDoes(Dialect dialect) throws SQLException {
    for (Statement each : statements(Queries.of(dialect))) {
      if (each.rendered().bindings().stream().map(Binding::parameter).allMatch(p -> p == null)) {
        List<List<Object>> expected = new ArrayList<>();
        each.rendered().bind(recording(expected));
        List<List<Object>> actual = new ArrayList<>();
        each.bind(recording(actual));

        assertThat(actual).as(each.sql()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(actual).hasSize(each.rendered().bindings().size());
      }
    }
  }

  @Test
  void bind_ofCompiled_setsEachParameter_inAnyOrder() throws SQLException {
    CompiledWrite write = compiled(Queries.of(Dialect.h2()));
    List<List<Object>> calls = new ArrayList<>();

    write.withNull(age).with(email, "a@x.io").with(name, "Ann").bind(recording(calls));

    assertThat(calls)
        .containsExactlyInAnyOrder(
            List.of("setString", 1, "Ann"),
            List.of("setString", 2, "a@x.io"),
            List.of("setNull", 3, java.sql.Types.INTEGER));
  }

  @Test
  void bind_ofCompiled_setsParameterOfManyPlaces_andConstants() throws SQLException {
    CompiledWrite write =
        Queries.of(Dialect.h2())
            .update(users)
            .set(users.name, name)
            .set(users.age, 7)
            .where(users.name.ne(name))
            .compile();
    List<List<Object>> calls = new ArrayList<>();

    write.with(name, "Ann").bind(recording(calls));

    assertThat(calls)
        .containsExactlyInAnyOrder(
            List.of("setString", 1, "Ann"),
            List.of("setInt", 2, 7),
            List.of("setString", 3, "Ann"));
  }

  @Test
  void with_givenTwice_isRefused() {
    CompiledWrite ann = compiled(Queries.of(Dialect.h2())).with(name, "Ann").withNull(age);
    String message =
        " has a value already, or is not in the statement: start from the compiled one for each run";

    assertThatThrownBy(() -> ann.with(name, "Bob"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Parameter \"name\"" + message);
    assertThatThrownBy(() -> ann.with(age, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Parameter \"age\"" + message);
    assertThatThrownBy(() -> ann.withNull(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ann.with(Param.of("nickname", SqlType.TEXT), "A"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Parameter \"nickname\"" + message);
  }

  @Test
  void with_keepsTheOriginal() {
    CompiledWrite write = compiled(Queries.of(Dialect.h2()));

    CompiledWrite ann = write.with(name, "Ann");
    CompiledWrite bob = write.with(name, "Bob");

    assertThat(ann.rendered().values()).isEqualTo(Arrays.asList("Ann", null, null));
    assertThat(bob.rendered().values()).isEqualTo(Arrays.asList("Bob", null, null));
    assertThat(write.rendered().values()).containsOnlyNulls();
    assertThat(ann.rendered()).isSameAs(ann.rendered());
    assertThat(ann.sql()).isSameAs(write.sql());
  }

  @Test
  void bind_withoutValue_namesParameter() {
    CompiledWrite write = compiled(Queries.of(Dialect.h2())).with(name, "Ann").with(age, 1);

    assertThatThrownBy(() -> write.bind(recording(new ArrayList<>())))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage("Parameter \"email\" has no value: give it one with with(parameter, value)");
  }

  @Test
  void draft_ofNull_namesColumn() {
    assertThatNullPointerException()
        .isThrownBy(() -> users.draft.of("Ann", null))
        .withMessage("value of \"email\"");
  }

  @Test
  void bindings_ofRow_haveTypesAndValues() {
    var insert =
        Queries.of(Dialect.postgres()).insert(orders).values(orders.draft.of(1L, 2)).rendered();

    assertThat(insert.bindings())
        .containsExactly(Binding.of(SqlType.BIGINT, 1L), Binding.of(SqlType.INTEGER, 2));
    assertThatThrownBy(() -> insert.bindings().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(insert.bindings().toString()).isEqualTo("[bigint, integer]");
  }

  /** Returns a statement that notes each call with its arguments. */
  private static PreparedStatement recording(List<List<Object>> calls) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            BatchedStatementTest.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              List<Object> call = new ArrayList<>(List.of(method.getName()));
              call.addAll(List.of(arguments));
              calls.add(call);
              return null;
            });
  }
}
