package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.Int;
import dev.toolkit.db.Sequence;
import dev.toolkit.db.Text;
import dev.toolkit.db.View;
import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewTest {

  /** Accounts with something on them. */
  static final class Rich extends View<Rich> {
    static final Rich rich = new Rich();

    final Text<Rich> owner = text("owner");
    final Int<Rich> balance = integer("balance");

    private Rich() {
      super(
          "rich",
          db ->
              db.select(accounts.owner, accounts.balance)
                  .from(accounts)
                  .where(accounts.balance.gt(lit(150))));
    }
  }

  private static final Rich rich = Rich.rich;

  @ParameterizedTest
  @EnumSource
  void view_createdReadAndDropped(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine)) {
      test.db.schema().createViews(rich);
      test.db.insert(accounts).values(accounts.draft.of(3L, "cy", 200)).execute();

      var owners =
          test.db
              .select(rich.owner)
              .from(rich)
              .join(accounts, accounts.owner.eq(rich.owner))
              .where(rich.balance.lt(300));
      assertThat(owners.list()).containsExactly("cy");

      test.db.schema().dropViews(rich);
      assertThatThrownBy(owners::list).isInstanceOf(QueryException.class);
    }
  }

  @Test
  void view_withBindings_refused() {
    class Bound extends View<Bound> {
      Bound() {
        super("bound", db -> db.select(accounts.id).from(accounts).where(accounts.id.eq(1)));
      }
    }

    assertThatThrownBy(() -> SchemaSql.of(Dialect.h2()).createViews(List.of(new Bound())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Query of view \"bound\" must not have bindings: use lit(…) for its values");
  }

  @ParameterizedTest
  @EnumSource
  void sequence_whereThereAreSome(Engine engine) {
    Sequence numbers = Sequence.of("toolkit_numbers").startingAt(10).incrementedBy(5);
    try (TestDatabase test = TestDatabase.of(engine)) {
      if (engine.dialect().support(Feature.SEQUENCE) == Feature.Support.REFUSED) {
        assertThatThrownBy(() -> test.db.schema().createSequences(numbers))
            .isInstanceOf(QueryRefusedException.class)
            .hasMessage(engine.dialect() + " has no sequences: let identity() count the column");
        return;
      }
      test.db.schema().createSequences(numbers);
      var next = test.db.select(numbers.next()).fromNothing();

      assertThat(List.of(next.one(), next.one())).containsExactly(10L, 15L);
      test.db.schema().dropSequences(numbers);
    }
  }
}
