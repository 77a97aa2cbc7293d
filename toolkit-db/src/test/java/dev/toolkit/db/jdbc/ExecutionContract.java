package dev.toolkit.db.jdbc;

import static dev.toolkit.db.jdbc.Accounts.accounts;
import static dev.toolkit.db.jdbc.Entries.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.Compiled;
import dev.toolkit.db.CompiledWrite;
import dev.toolkit.db.Param;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all engines do alike. */
interface ExecutionContract {

  Engine engine();

  @Test
  default void rows_read() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var owners = test.db.select(accounts.owner).from(accounts).orderBy(accounts.id.asc());

      assertThat(owners.list()).containsExactly("ann", "bob");
      assertThat(owners.first()).contains("ann");
      assertThat(owners.where(accounts.id.eq(9L)).first()).isEmpty();
      assertThat(owners.where(accounts.id.eq(2L)).one()).isEqualTo("bob");
    }
  }

  @Test
  default void one_ofAnotherNumber_saysHowMany() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var owners = test.db.select(accounts.owner).from(accounts);

      assertThatThrownBy(owners::one)
          .isInstanceOf(RowCountException.class)
          .hasMessage(
              "Expected one row but found 2: use first() or list() if that can be; statement: "
                  + owners.sql()
                  + "; 0 bindings");
      assertThatThrownBy(owners.where(accounts.id.eq(9L))::one)
          .hasMessageStartingWith("Expected one row but found none: ");
    }
  }

  @Test
  default void stream_readInPortions_givesItsConnectionBack() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      insertMany(test, 1_000);
      var ids =
          test.db.withFetchSize(10).select(accounts.id).from(accounts).orderBy(accounts.id.asc());

      try (Stream<Long> stream = ids.stream()) {
        assertThat(stream.limit(25).toList()).hasSize(25);
      }
      try (Stream<Long> stream = ids.stream()) {
        assertThat(stream.count()).isEqualTo(1_002);
      }
      // Read to its end, a stream is closed even if nobody closes it.
      assertThat(ids.stream().toList()).hasSize(1_002);
      assertThat(ids.list()).hasSize(1_002);
    }
  }

  @Test
  default void stream_leftOpenInTransaction_endsWithIt() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      List<Stream<Long>> left = new ArrayList<>();

      Long first =
          test.db.tx(tx -> {
            Stream<Long> stream = tx.select(accounts.id).from(accounts).stream();
            left.add(stream);
            return stream.iterator().next();
          });

      assertThat(first).isPositive();
      assertThat(test.balance(1)).isEqualTo(100);
      left.getFirst().close();
    }
  }

  private static void insertMany(TestDatabase test, int rows) {
    test.db.batch(
        IntStream.range(0, rows)
            .mapToObj(
                i -> test.db.insert(accounts).values(accounts.draft.of(1_000L + i, "owner" + i, i)))
            .toList());
  }

  @Test
  default void writes_tellTheRows() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      long changed =
          test.db.update(accounts).set(accounts.balance, accounts.balance.plus(1)).all().execute();
      long none = test.db.delete(accounts).where(accounts.id.eq(9L)).execute();

      assertThat(changed).isEqualTo(2);
      assertThat(none).isZero();
    }
  }

  @Test
  default void insert_returning_givesKeys() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var rows = List.of(entries.draft.of(1L, "a"), entries.draft.of(2L, "b"));

      List<Long> ids = test.db.insert(entries).values(rows).returning(entries.id).list();

      assertThat(test.db.select(entries.id).from(entries).list())
          .containsExactlyInAnyOrderElementsOf(ids);
      assertThat(ids).hasSize(2);
    }
  }

  @Test
  default void compiled_runsOnDatabaseAndTransaction() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      Param<Long> id = Param.of("id", SqlType.BIGINT);
      Compiled<String> owner =
          test.db.select(accounts.owner).from(accounts).where(accounts.id.eq(id)).compile();

      assertThat(owner.with(id, 1L).one()).isEqualTo("ann");
      String inTx =
          test.db.tx(tx -> {
            tx.update(accounts).set(accounts.owner, "x").where(accounts.id.eq(2L)).execute();
            tx.rollbackOnly();
            return owner.on(tx).with(id, 2L).one();
          });

      assertThat(inTx).isEqualTo("x");
      assertThat(owner.with(id, 2L).one()).isEqualTo("bob");
      assertThatThrownBy(owner::list)
          .isInstanceOf(QueryRefusedException.class)
          .hasMessageStartingWith("Parameter \"id\" has no value");
    }
  }

  @Test
  default void batch_ofOneText_sentAtOnce() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var update = test.db.update(accounts).set(accounts.balance, 5).where(accounts.id.eq(1L));
      var other = test.db.update(accounts).set(accounts.balance, 6).where(accounts.id.eq(9L));
      var delete = test.db.delete(accounts).where(accounts.id.eq(2L));

      long[] changed = test.db.batch(List.of(update, other, delete));

      assertThat(changed).containsExactly(1, 0, 1);
      assertThat(test.executions).extracting(StatementExecution::batchSize).containsExactly(2, 1);
    }
  }

  @Test
  default void batch_ofInsertsAlike_sentAtOnce_withTheirValues() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var first = test.db.insert(accounts).values(accounts.draft.of(3L, "cy", 10));
      var second = test.db.insert(accounts).values(accounts.draft.of(4L, "di", 20));
      var pair = List.of(accounts.draft.of(5L, "eve", 30), accounts.draft.of(6L, "fay", 40));
      var two = test.db.insert(accounts).values(pair);

      long[] changed = test.db.batch(List.of(first, second, two));

      assertThat(changed).containsExactly(1, 1, 2);
      assertThat(test.executions).extracting(StatementExecution::batchSize).containsExactly(2, 1);
      assertThat(test.balance(3)).isEqualTo(10);
      assertThat(test.balance(4)).isEqualTo(20);
      assertThat(test.balance(6)).isEqualTo(40);
    }
  }

  @Test
  default void batch_ofCompiledWrites_sentAtOnce_withTheirValues() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      Param<Long> id = Param.of("id", SqlType.BIGINT);
      Param<Integer> balance = Param.of("balance", SqlType.INTEGER);
      CompiledWrite set =
          test.db
              .update(accounts)
              .set(accounts.balance, balance)
              .where(accounts.id.eq(id))
              .compile();

      long[] changed =
          test.db.batch(
              List.of(set.with(id, 1L).with(balance, 7), set.with(balance, 8).with(id, 2L)));

      assertThat(changed).containsExactly(1, 1);
      assertThat(test.executions).extracting(StatementExecution::batchSize).containsExactly(2);
      assertThat(test.balance(1)).isEqualTo(7);
      assertThat(test.balance(2)).isEqualTo(8);
    }
  }

  @Test
  default void batch_withOneRefused_sendsNothing() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var fine = test.db.delete(accounts).where(accounts.id.eq(1L));
      var refused = test.db.delete(accounts).where(entries.id.eq(1L));

      test.db.runTx(tx ->
          assertThatThrownBy(() -> tx.batch(List.of(fine, refused)))
              .isInstanceOf(QueryRefusedException.class));

      assertThat(test.executions).isEmpty();
      assertThat(test.balance(1)).isEqualTo(100);
    }
  }

  @Test
  default void batch_failing_leavesNothing() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var fine = test.db.insert(accounts).values(accounts.draft.of(3L, "cyd", 1));
      var bad = test.db.insert(accounts).values(accounts.draft.of(4L, "ann", 1));

      assertThatThrownBy(() -> test.db.batch(List.of(fine, bad)))
          .isInstanceOf(UniqueViolationException.class);

      assertThat(test.db.select(accounts.id).from(accounts).list()).hasSize(2);
    }
  }

  @Test
  default void uniqueViolation_named() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var insert = test.db.insert(accounts).values(accounts.draft.of(3L, "ann", 1));

      QueryException failure = failure(insert::execute);

      assertThat(failure).isInstanceOf(UniqueViolationException.class);
      assertThat(failure.kind()).isEqualTo(FailureKind.UNIQUE);
      assertThat(failure.sql()).contains(insert.sql());
      assertThat(failure.getMessage()).endsWith("; statement: " + insert.sql() + "; 3 bindings");
      expectUnique(failure);
    }
  }

  /** What the engine tells of {@code accounts.owner}. */
  void expectUnique(QueryException failure);

  @Test
  default void foreignKeyViolation_named() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      QueryException insert =
          failure(() -> test.db.insert(entries).values(entries.draft.of(77L, "x")).execute());
      test.db.insert(entries).values(entries.draft.of(1L, "x")).execute();
      QueryException delete =
          failure(() -> test.db.delete(accounts).where(accounts.id.eq(1L)).execute());

      assertThat(insert).isInstanceOf(ForeignKeyViolationException.class);
      assertThat(delete).isInstanceOf(ForeignKeyViolationException.class);
      if (engine() != Engine.SQLITE) {
        assertThat(insert.constraint()).contains("entries_account_id_fkey");
        assertThat(insert.table()).contains("entries");
        assertThat(delete.constraint()).contains("entries_account_id_fkey");
      }
    }
  }

  @Test
  default void notNullViolation_named() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      QueryException failure =
          failure(() ->
              test.db.update(accounts).setNull(accounts.owner).where(accounts.id.eq(1L)).execute());

      assertThat(failure).isInstanceOf(NotNullViolationException.class);
      assertThat(failure.columns()).containsExactly("owner");
    }
  }

  @Test
  default void checkViolation_named() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      QueryException failure =
          failure(() ->
              test.db
                  .update(accounts)
                  .set(accounts.balance, -1)
                  .where(accounts.id.eq(1L))
                  .execute());

      assertThat(failure).isInstanceOf(CheckViolationException.class);
      assertThat(failure.constraint()).contains("accounts_balance_check");
    }
  }

  @Test
  default void failures_neverShowValues() throws IOException {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      String secret = "hunter2' for key 'x";
      test.db.insert(accounts).values(accounts.draft.of(3L, secret, 987_654_321)).execute();
      QueryException unique =
          failure(
              () -> test.db.insert(accounts).values(accounts.draft.of(4L, secret, 1)).execute());
      QueryException check =
          failure(() ->
              test.db
                  .insert(accounts)
                  .values(accounts.draft.of(5L, "hunter2", -987_654_321))
                  .execute());
      QueryException reference =
          failure(() ->
              test.db.insert(entries).values(entries.draft.of(987_654_321L, "hunter2")).execute());

      for (QueryException failure : List.of(unique, check, reference)) {
        assertThat(printed(failure)).doesNotContain("hunter2").doesNotContain("987654321");
        assertThat(failure.withheldCause() != failure.getCause()).isTrue();
      }
      assertThat(test.executions.toString()).doesNotContain("hunter2").doesNotContain("987654321");
    }
  }

  private static String printed(Throwable failure) throws IOException {
    try (StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text)) {
      failure.printStackTrace(writer);
      return text.toString();
    }
  }

  private static QueryException failure(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(QueryException.class, code);
  }

  @Test
  default void missingTable_told() {
    try (TestDatabase test = TestDatabase.of(engine())) {
      QueryException failure =
          failure(() -> test.db.select(Missing.missing.id).from(Missing.missing).list());

      assertThat(failure.kind()).isEqualTo(FailureKind.MISSING);
      assertThat(failure.getMessage()).startsWith("Not in the database: ").contains("not_there");
    }
  }

  @Test
  default void tx_committed() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      String result =
          test.db.tx(tx -> {
            tx.update(accounts).set(accounts.balance, 1).where(accounts.id.eq(1L)).execute();
            return "done";
          });

      assertThat(result).isEqualTo("done");
      assertThat(test.balance(1)).isEqualTo(1);
    }
  }

  @Test
  default void tx_failing_rolledBackWhateverIsThrown() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      List<Throwable> failures =
          List.of(new IllegalStateException("a"), new IOException("b"), new AssertionError("c"));

      for (Throwable failure : failures) {
        assertThatThrownBy(() ->
                test.db.runTx(tx -> {
                  tx.update(accounts).set(accounts.balance, 1).all().execute();
                  sneak(failure);
                }))
            .isSameAs(failure);
      }

      assertThat(test.balance(1)).isEqualTo(100);
    }
  }

  private static void sneak(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  @Test
  default void nestedTx_rolledBackAlone() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      List<String> after = new ArrayList<>();

      test.db.runTx(outer -> {
        outer.afterCommit(() -> after.add("outer"));
        outer.update(accounts).set(accounts.balance, 1).where(accounts.id.eq(1L)).execute();
        assertThatThrownBy(() ->
                outer.runTx(inner -> {
                  inner.afterCommit(() -> after.add("dropped"));
                  inner.update(accounts).set(accounts.balance, 2).all().execute();
                  inner.insert(accounts).values(accounts.draft.of(3L, "ann", 1)).execute();
                }))
            .isInstanceOf(UniqueViolationException.class);
        outer.runTx(inner -> {
          inner.update(accounts).set(accounts.balance, 7).where(accounts.id.eq(2L)).execute();
          inner.afterCommit(() -> after.add("inner"));
        });
        outer.runTx(inner -> {
          inner.delete(accounts).all().execute();
          inner.rollbackOnly();
        });
      });

      assertThat(test.balance(1)).isEqualTo(1);
      assertThat(test.balance(2)).isEqualTo(7);
      assertThat(after).containsExactly("outer", "inner");
    }
  }

  @Test
  default void tx_rollbackOnly_returnsAndKeepsNothing() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      List<String> after = new ArrayList<>();

      long changed =
          test.db.tx(tx -> {
            tx.afterCommit(() -> after.add("x"));
            tx.rollbackOnly();
            return tx.update(accounts).set(accounts.balance, 1).all().execute();
          });

      assertThat(changed).isEqualTo(2);
      assertThat(test.balance(1)).isEqualTo(100);
      assertThat(after).isEmpty();
    }
  }

  @Test
  default void afterCommit_holdsNoConnection_failuresReported() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      List<Integer> seen = new ArrayList<>();
      IllegalStateException failure = new IllegalStateException("mail server is away");

      test.db.runTx(tx -> {
        tx.update(accounts).set(accounts.balance, 1).where(accounts.id.eq(1L)).execute();
        tx.afterCommit(() -> {
          throw failure;
        });
        tx.afterCommit(() -> seen.add(test.balance(1)));
      });

      assertThat(seen).containsExactly(1);
      assertThat(test.afterCommitFailures).containsExactly(failure);
    }
  }

  @Test
  default void tx_usedAfterItsEnd_refused() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      Transaction ended = test.db.tx(tx -> tx);

      assertThatIllegalStateException()
          .isThrownBy(() -> ended.select(accounts.id).from(accounts).list())
          .withMessage(
              "Transaction has ended: use it only while the work it was given to is running");
      assertThatIllegalStateException().isThrownBy(() -> ended.afterCommit(() -> {}));
    }
  }

  @Test
  default void readOnlyTx_refusesWrites_andLeavesNoTrace() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      int balance =
          test.db.tx(
              TxOptions.create().readOnly(),
              tx -> {
                assertThatIllegalStateException()
                    .isThrownBy(() -> tx.delete(accounts).all().execute());
                return tx.tx(inner ->
                    inner.select(accounts.balance).from(accounts).where(accounts.id.eq(1L)).one());
              });

      assertThat(balance).isEqualTo(100);
      assertThat(test.db.update(accounts).set(accounts.balance, 1).all().execute()).isEqualTo(2);
    }
  }

  @Test
  default void tx_leavesItsConnectionAsItWas() throws SQLException {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1);
        Connection only = test.pool.getConnection()) {
      int isolation = only.getTransactionIsolation();
      Database db = Database.builder(Unpooled.of(only)).dialect(engine().dialect()).build();

      db.tx(
          TxOptions.create().isolation(Isolation.SERIALIZABLE).readOnly(),
          tx -> tx.select(accounts.id).from(accounts).list());
      assertThatThrownBy(() ->
              db.runTx(
                  TxOptions.create().isolation(Isolation.REPEATABLE_READ),
                  tx -> {
                    throw new IOException("x");
                  }))
          .isInstanceOf(IOException.class);

      assertThat(only.getAutoCommit()).isTrue();
      assertThat(only.isReadOnly()).isFalse();
      assertThat(only.getTransactionIsolation()).isEqualTo(isolation);
      assertThat(db.update(accounts).set(accounts.balance, 1).all().execute()).isEqualTo(2);
    }
  }

  @Test
  default void connectionsWithoutAutocommit_committed() throws SQLException {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 2);
        Connection only = test.pool.getConnection()) {
      only.setAutoCommit(false);
      Database db = Database.builder(Unpooled.of(only)).dialect(engine().dialect()).build();

      db.update(accounts).set(accounts.balance, 1).where(accounts.id.eq(1L)).execute();
      db.runTx(
          tx -> tx.update(accounts).set(accounts.balance, 2).where(accounts.id.eq(2L)).execute());

      assertThat(only.getAutoCommit()).isFalse();
      assertThat(test.balance(1)).isEqualTo(1);
      assertThat(test.balance(2)).isEqualTo(2);
      only.rollback();
      only.setAutoCommit(true);
    }
  }

  @Test
  default void nestedTx_withOptions_refused() {
    try (TestDatabase test = TestDatabase.of(engine())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> test.db.runTx(tx -> tx.runTx(TxOptions.create().retries(1), inner -> {})))
          .withMessage(
              "Options must be those of the outer transaction: a transaction within one has none");
    }
  }

  @Test
  default void listener_toldOfEachStatement() {
    try (TestDatabase test = TestDatabase.withAccounts(engine())) {
      var query = test.db.select(accounts.id).from(accounts).where(accounts.id.ge(1L));
      query.list();
      try (Stream<Long> stream = query.stream()) {
        assertThat(stream.findFirst()).isPresent();
      }
      failure(() -> test.db.insert(accounts).values(accounts.draft.of(1L, "x", 1)).execute());

      assertThat(test.executions).hasSize(3);
      StatementExecution first = test.executions.getFirst();
      assertThat(first.sql()).isEqualTo(query.sql());
      assertThat(first.bindings()).isEqualTo(1);
      assertThat(first.rows()).isEqualTo(2);
      assertThat(first.duration()).isPositive();
      assertThat(first.failure()).isEmpty();
      assertThat(test.executions.get(1).rows()).isEqualTo(1);
      assertThat(test.executions.get(2).failure()).contains(FailureKind.UNIQUE);
    }
  }

  @Test
  default void statement_tooSlow_cancelled_andTheConnectionIsFine() {
    try (TestDatabase test = TestDatabase.withAccounts(engine(), 1)) {
      Db limited = test.db.withTimeout(Duration.ofSeconds(1));

      assertThatThrownBy(() -> slowly(limited)).isInstanceOf(QueryTimeoutException.class);

      assertThat(test.balance(1)).isEqualTo(100);
    }
  }

  /** Runs a statement that takes far longer than a second. */
  void slowly(Db db);
}
