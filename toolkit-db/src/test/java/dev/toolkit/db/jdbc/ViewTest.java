package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.Int;
import dev.toolkit.db.MaterializedView;
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

  /** What each owner has, kept. */
  static final class Kept extends MaterializedView<Kept> {
    static final Kept kept = new Kept();

    final Text<Kept> owner = text("owner");
    final Int<Kept> balance = integer("balance");

    private Kept() {
      super("kept", db -> db.select(accounts.owner, accounts.balance).from(accounts));
      uniqueIndex("kept_owner", owner);
      index("kept_balance", balance);
    }
  }

  private static final Kept kept = Kept.kept;

  @Test
  void materializedView_keepsItsRowsUntilRefreshed() {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.POSTGRES)) {
      test.script("drop materialized view if exists kept");
      test.db.schema().createViews(kept);
      var owners = test.db.select(kept.owner).from(kept).orderBy(kept.owner.asc());
      test.db.insert(accounts).values(accounts.draft.of(3L, "cy", 200)).execute();

      assertThat(owners.list()).containsExactly("ann", "bob");
      test.db.schema().refresh(kept);
      assertThat(owners.list()).containsExactly("ann", "bob", "cy");
      test.db.delete(accounts).where(accounts.id.eq(1)).execute();
      test.db.schema().refreshConcurrently(kept);
      assertThat(owners.list()).containsExactly("bob", "cy");

      test.db.schema().dropViews(kept);
      assertThatThrownBy(owners::list).isInstanceOf(QueryException.class);
    }
  }

  @Test
  void materializedView_statements() {
    SchemaSql postgres = SchemaSql.of(Dialect.postgres());

    assertThat(postgres.createViews(List.of(kept)))
        .containsExactly(
            "create materialized view \"kept\" as select \"accounts\".\"owner\","
                + " \"accounts\".\"balance\" from \"accounts\"",
            "create unique index \"kept_owner\" on \"kept\" (\"owner\")",
            "create index \"kept_balance\" on \"kept\" (\"balance\")");
    assertThat(postgres.refresh(kept)).isEqualTo("refresh materialized view \"kept\"");
    assertThat(postgres.dropViews(List.of(kept)))
        .containsExactly("drop materialized view \"kept\"");
  }

  @Test
  void materializedView_refused() {
    class Bare extends MaterializedView<Bare> {
      Bare() {
        super("bare", db -> db.select(accounts.id).from(accounts));
      }
    }

    for (Dialect dialect : Dialect.all().subList(1, 5)) {
      SchemaSql schema = SchemaSql.of(dialect);
      String message =
          dialect
              + " has no materialized views, as \"kept\" is: keep the rows in a table, which"
              + " insert(…).columns(…).select(…) fills";
      assertThatThrownBy(() -> schema.createViews(List.of(kept)))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> schema.refresh(kept)).hasMessage(message);
      assertThatThrownBy(() -> schema.dropViews(List.of(kept))).hasMessage(message);
    }
    assertThatThrownBy(() -> SchemaSql.of(Dialect.postgres()).refreshConcurrently(new Bare()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Refresh of view \"bare\" beside readers needs a unique index: declare"
                + " uniqueIndex(name, column)");
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
