package dev.toolkit.db.jdbc;

import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.Sql;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates and deletes that give rows back, whatever the database needs for it. */
class KeyedWriteExecutionTest {

  @ParameterizedTest
  @EnumSource
  void update_givesRowsAsTheyAreAfterwards(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine)) {
      var update =
          test.db
              .update(accounts)
              .set(accounts.balance, accounts.balance.plus(5))
              .where(accounts.balance.eq(100))
              .returning(Sql.row(accounts.owner, accounts.balance, List::of));

      assertThat(update.list()).containsExactlyInAnyOrder(List.of("ann", 105), List.of("bob", 105));
      assertThat(update.list()).isEmpty();
      assertThat(update.first()).isEmpty();
      assertThatThrownBy(update::one).isInstanceOf(RowCountException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void delete_givesRowsAsTheyWere(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine)) {
      var delete =
          test.db.delete(accounts).where(accounts.owner.eq("ann")).returning(accounts.balance);

      assertThat(delete.one()).isEqualTo(100);
      assertThat(test.db.select(Sql.count()).from(accounts).one()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failure_leavesNothingWritten(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine)) {
      var update =
          test.db
              .update(accounts)
              .set(accounts.balance, accounts.balance.minus(101))
              .all()
              .returning(accounts.id);

      assertThatThrownBy(update::list).isInstanceOf(CheckViolationException.class);
      assertThat(test.balance(1)).isEqualTo(100);
      assertThat(test.balance(2)).isEqualTo(100);
    }
  }

  /**
   * The snapshot of the transaction is older than what the write sees: rows must be those of it.
   */
  @Test
  void update_thatChangesNothing_givesWhatIsThere() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.MARIADB)) {
      int balance =
          test.db.tx(tx -> {
            tx.select(Sql.count()).from(accounts).one();
            test.db.update(accounts).set(accounts.balance, 70).where(accounts.id.eq(1)).execute();
            return tx.update(accounts)
                .set(accounts.owner, "ann")
                .where(accounts.id.eq(1))
                .returning(accounts.balance)
                .one();
          });

      assertThat(balance).isEqualTo(70);
    }
  }

  @Test
  void rows_lockedFromTheFirstStatementOn() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.MARIADB)) {
      CountDownLatch written = new CountDownLatch(1);
      CompletableFuture<Integer> other =
          test.db.tx(tx -> {
            tx.update(accounts)
                .set(accounts.balance, 50)
                .where(accounts.id.eq(1))
                .returning(accounts.id)
                .one();
            CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> {
                  written.countDown();
                  return test.db
                      .update(accounts)
                      .set(accounts.balance, accounts.balance.plus(1))
                      .where(accounts.id.eq(1))
                      .returning(accounts.balance)
                      .one();
                });
            written.await(10, TimeUnit.SECONDS);
            return waiting;
          });

      assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(51);
    }
  }
}
