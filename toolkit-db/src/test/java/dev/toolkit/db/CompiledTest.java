package dev.toolkit.db;

import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledTest {
  private final Param<Long> id = Param.of("id", SqlType.BIGINT);

  @ParameterizedTest
  @EnumSource
  void with_otherValues_sameText(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      Compiled<String> byId =
          Queries.of(engine.dialect())
              .select(users.name)
              .from(users)
              .where(users.id.eq(id))
              .compile();

      assertThat(jdbc.list(byId.with(id, 1L))).containsExactly("Ann");
      assertThat(jdbc.list(byId.with(id, 2L))).containsExactly("Bob");
      assertThat(byId.with(id, 1L).sql()).isSameAs(byId.with(id, 2L).sql());
    }
  }

  @Test
  void with_givenTwice_isRefused() {
    Compiled<String> byId =
        Queries.of(Dialect.sqlite())
            .select(users.name)
            .from(users)
            .where(users.id.eq(id))
            .compile();

    assertThatThrownBy(() -> byId.with(id, 1L).with(id, 2L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Parameter \"id\" has a value already, or is not in the statement:"
                + " start from the compiled one for each run");
    assertThatThrownBy(() -> byId.with(Param.of("key", SqlType.BIGINT), 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Parameter \"key\"");
  }

  @ParameterizedTest
  @EnumSource
  void run_withoutValue_namesParameter(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      var byId = Queries.of(engine.dialect()).select(users.name).from(users).where(users.id.eq(id));

      assertThatThrownBy(() -> jdbc.list(byId))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessage("Parameter \"id\" has no value: give it one with with(parameter, value)");
    }
  }
}
