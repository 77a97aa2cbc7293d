package dev.toolkit.db.jdbc;

import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.toolkit.db.Sql;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two transactions at once that get into each other's way. */
class ConflictTest {

  /** Changes one row after the other, and waits between for the one who goes the other way. */
  private static Callable<Integer> transfer(
      Database db,
      TxOptions options,
      List<Long> order,
      CountDownLatch bothHaveOne,
      AtomicInteger runs) {
    return () ->
        db.tx(
            options,
            tx -> {
              runs.incrementAndGet();
              change(tx, order.getFirst());
              bothHaveOne.countDown();
              assertThat(bothHaveOne.await(20, TimeUnit.SECONDS)).isTrue();
              change(tx, order.getLast());
              return 1;
            });
  }

  private static void change(Transaction tx, long id) {
    tx.update(accounts)
        .set(accounts.balance, accounts.balance.plus(1))
        .where(accounts.id.eq(id))
        .execute();
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"POSTGRES", "MARIADB", "H2"})
  void deadlock_retried_bothCommit(Engine engine) throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(engine);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CountDownLatch bothHaveOne = new CountDownLatch(2);
      AtomicInteger runs = new AtomicInteger();
      TxOptions options = TxOptions.create().retries(10);

      Future<Integer> one =
          threads.submit(transfer(test.db, options, List.of(1L, 2L), bothHaveOne, runs));
      Future<Integer> other =
          threads.submit(transfer(test.db, options, List.of(2L, 1L), bothHaveOne, runs));

      assertThat(one.get(60, TimeUnit.SECONDS) + other.get(60, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(runs.get()).isGreaterThan(2);
      assertThat(test.pauses).hasSize(runs.get() - 2).first().isEqualTo(20L);
      assertThat(test.balance(1)).isEqualTo(102);
      assertThat(test.balance(2)).isEqualTo(102);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"POSTGRES", "MARIADB", "H2"})
  void deadlock_withoutRetries_thrown(Engine engine) throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(engine);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CountDownLatch bothHaveOne = new CountDownLatch(2);
      AtomicInteger runs = new AtomicInteger();
      TxOptions options = TxOptions.create();

      Future<Integer> one =
          threads.submit(transfer(test.db, options, List.of(1L, 2L), bothHaveOne, runs));
      Future<Integer> other =
          threads.submit(transfer(test.db, options, List.of(2L, 1L), bothHaveOne, runs));

      Throwable first = catchThrowable(() -> one.get(60, TimeUnit.SECONDS));
      Throwable second = catchThrowable(() -> other.get(60, TimeUnit.SECONDS));
      Throwable lost = first == null ? second : first;
      assertThat(lost)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(TransactionConflictException.class);
      assertThat(((QueryException) lost.getCause()).kind()).isEqualTo(FailureKind.DEADLOCK);
      assertThat(first == null || second == null).isTrue();
      assertThat(test.balance(1)).isEqualTo(101);
    }
  }

  @Test
  void writeSkew_serializable_retried() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.POSTGRES);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      TxOptions options = TxOptions.create().isolation(Isolation.SERIALIZABLE).retries(5);
      CountDownLatch bothHaveRead = new CountDownLatch(2);
      AtomicInteger runs = new AtomicInteger();

      Future<Integer> one = threads.submit(withdraw(test.db, options, 1, bothHaveRead, runs));
      Future<Integer> other = threads.submit(withdraw(test.db, options, 2, bothHaveRead, runs));
      one.get(60, TimeUnit.SECONDS);
      other.get(60, TimeUnit.SECONDS);

      // Each may take 100 if both together stay at 100 or above: only one can.
      assertThat(test.balance(1) + test.balance(2)).isEqualTo(100);
      assertThat(runs.get()).isGreaterThan(2);
    }
  }

  private static Callable<Integer> withdraw(
      Database db, TxOptions options, long id, CountDownLatch bothHaveRead, AtomicInteger runs) {
    return () ->
        db.tx(
            options,
            tx -> {
              runs.incrementAndGet();
              long total = tx.select(Sql.sum(accounts.balance)).from(accounts).one().orElseThrow();
              bothHaveRead.countDown();
              assertThat(bothHaveRead.await(20, TimeUnit.SECONDS)).isTrue();
              if (total >= 200) {
                tx.update(accounts)
                    .set(accounts.balance, accounts.balance.minus(100))
                    .where(accounts.id.eq(id))
                    .execute();
              }
              return 1;
            });
  }

  @Test
  void conflict_keptToItself_endsTheTransactionAllTheSame() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.MARIADB);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CountDownLatch bothHaveOne = new CountDownLatch(2);
      List<Callable<Integer>> both =
          List.of(
              swallowing(test.db, List.of(1L, 2L), bothHaveOne),
              swallowing(test.db, List.of(2L, 1L), bothHaveOne));

      List<Future<Integer>> ends = threads.invokeAll(both, 60, TimeUnit.SECONDS);

      long failed = ends.stream().filter(end -> end.state() == Future.State.FAILED).count();
      assertThat(failed).isEqualTo(1);
      // What the loser did after its deadlock would be all that is kept of it: nothing is.
      assertThat(test.db.select(accounts.id).from(accounts).list()).hasSize(3);
      assertThat(test.balance(1)).isEqualTo(101);
    }
  }

  private static Callable<Integer> swallowing(
      Database db, List<Long> order, CountDownLatch bothHaveOne) {
    return () ->
        db.tx(tx -> {
          change(tx, order.getFirst());
          bothHaveOne.countDown();
          assertThat(bothHaveOne.await(20, TimeUnit.SECONDS)).isTrue();
          try {
            change(tx, order.getLast());
          } catch (TransactionConflictException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.DEADLOCK);
          }
          tx.insert(accounts).values(accounts.draft.of(3L, "cyd" + order, 1)).execute();
          return 1;
        });
  }

  @Test
  void failedStatement_keptToItself_onPostgres_told() {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.POSTGRES)) {
      assertThatThrownBy(() ->
              test.db.runTx(tx -> {
                catchThrowable(
                    () -> tx.insert(accounts).values(accounts.draft.of(1L, "x", 1)).execute());
                tx.select(accounts.id).from(accounts).list();
              }))
          .isInstanceOfSatisfying(
              QueryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ABORTED));
    }
  }

  @Test
  void sqliteWriters_takeTurns() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.SQLITE);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<Integer> readsThenWrites =
          () -> {
            for (int i = 0; i < 20; i++) {
              test.db.runTx(tx -> {
                int balance =
                    tx.select(accounts.balance).from(accounts).where(accounts.id.eq(1L)).one();
                tx.update(accounts)
                    .set(accounts.balance, balance + 1)
                    .where(accounts.id.eq(1L))
                    .execute();
              });
            }
            return 1;
          };

      for (Future<Integer> end :
          threads.invokeAll(List.of(readsThenWrites, readsThenWrites), 60, TimeUnit.SECONDS)) {
        end.get(1, TimeUnit.SECONDS);
      }

      assertThat(test.balance(1)).isEqualTo(140);
    }
  }
}
