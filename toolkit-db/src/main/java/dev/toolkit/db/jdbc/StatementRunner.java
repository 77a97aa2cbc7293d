package dev.toolkit.db.jdbc;

import static java.sql.Statement.NO_GENERATED_KEYS;
import static java.sql.Statement.RETURN_GENERATED_KEYS;
import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Executor;
import dev.toolkit.db.FollowUp;
import dev.toolkit.db.KeyedWrite;
import dev.toolkit.db.ResultStatement;
import dev.toolkit.db.Statement;
import dev.toolkit.db.jdbc.Session.Lease;
import dev.toolkit.db.jdbc.Session.Use;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs statements on the connections of a session. */
final class StatementRunner implements Executor {
  private static final int BATCH_ROWS = 1_000;

  /** Statements that differ in their values at most, and the first of them with its text. */
  private record Batch(Rendered first, List<? extends Statement> statements) {}

  private final Session session;
  private final Engine engine;
  private final Settings settings;

  StatementRunner(Session session, Engine engine, Settings settings) {
    this.session = session;
    this.engine = engine;
    this.settings = settings;
  }

  Engine engine() {
    return engine;
  }

  Settings settings() {
    return settings;
  }

  StatementRunner with(Settings changed) {
    return new StatementRunner(session, engine, changed);
  }

  StatementRunner on(Session other) {
    return new StatementRunner(other, engine, settings);
  }

  void afterCommitFailed(RuntimeException failure) {
    StatementLog.afterCommitFailed(failure);
    StatementListener listener = settings.listener();
    if (listener != null) {
      try {
        listener.afterCommitFailed(failure);
      } catch (RuntimeException e) {
        StatementLog.listenerFailed(e);
      }
    }
  }

  @Override
  public <R extends @Nullable Object> List<R> list(ResultStatement<R> statement) {
    return rows(statement, 0);
  }

  @Override
  public <R extends @Nullable Object> Optional<R> first(ResultStatement<R> statement) {
    List<R> rows = rows(statement, 1);
    return rows.isEmpty() ? Optional.empty() : optional(rows.getFirst());
  }

  @SuppressWarnings(
      "NullAway") // A row that is null is as good as none, which an Optional can't tell.
  private static <R extends @Nullable Object> Optional<R> optional(R row) {
    return Optional.ofNullable(row);
  }

  @Override
  public <R extends @Nullable Object> R one(ResultStatement<R> statement) {
    List<R> rows = rows(statement, RowCountException.LIMIT + 1);
    if (rows.size() != 1) {
      throw new RowCountException(rows.size(), statement.rendered());
    }
    return rows.getFirst();
  }

  /** Returns at most so many rows, or all if the limit is zero. */
  private <R extends @Nullable Object> List<R> rows(ResultStatement<R> statement, int limit) {
    Rendered rendered = statement.rendered();
    Optional<FollowUp> followUp = statement.followUp();
    if (followUp.isPresent()) {
      return rowsByKeys(statement, rendered, followUp.get(), limit);
    }
    Optional<KeyedWrite> keyed = statement.keyedWrite();
    if (keyed.isPresent()) {
      return run(
          rendered,
          Use.WRITE_IN_TRANSACTION,
          call -> call.byKeys(statement, rendered, keyed.get(), limit));
    }
    // A limit could end a write before it has written all.
    int sent = statement.writes() ? 0 : limit;
    return run(rendered, useOf(statement), call -> call.rows(statement, rendered, sent));
  }

  private <R extends @Nullable Object> List<R> rowsByKeys(
      ResultStatement<R> statement, Rendered insert, FollowUp followUp, int limit) {
    return run(
        insert,
        Use.WRITE_IN_TRANSACTION,
        call -> call.rows(statement, followUp.select(call.insert(insert)), limit));
  }

  private static Use useOf(ResultStatement<?> statement) {
    return statement.writes() ? Use.WRITE : Use.READ;
  }

  @Override
  public long execute(Statement statement) {
    Rendered rendered = statement.rendered();
    return run(rendered, Use.WRITE, call -> call.update(rendered));
  }

  /**
   * Runs a statement of constant text that is not about rows: of a savepoint, which read-only
   * transactions have too, or of a table.
   */
  void run(Rendered statement) {
    run(statement, Use.READ, call -> call.update(statement));
  }

  /**
   * Runs the statements in order, those that follow each other and have the same text as one batch.
   */
  long[] batch(List<? extends Statement> statements) {
    long[] changed = new long[statements.size()];
    int from = 0;
    for (Batch part : partsOfSameText(statements)) {
      long[] counts = run(part.first, Use.WRITE, call -> call.batch(part));
      System.arraycopy(counts, 0, changed, from, counts.length);
      from += counts.length;
    }
    return changed;
  }

  /** Renders whatever has a text of its own, so that nothing is sent if one of them is refused. */
  private static List<Batch> partsOfSameText(List<? extends Statement> statements) {
    List<Batch> parts = new ArrayList<>();
    int from = 0;
    while (from < statements.size()) {
      Rendered first = statements.get(from).rendered();
      int to = endOfPart(statements, from);
      parts.add(new Batch(first, statements.subList(from, to)));
      from = to;
    }
    return parts;
  }

  private static int endOfPart(List<? extends Statement> statements, int from) {
    Statement first = statements.get(from);
    int to = from + 1;
    int limit = Math.min(statements.size(), from + BATCH_ROWS);
    while (to < limit && statements.get(to).hasTextOf(first)) {
      to++;
    }
    return to;
  }

  @Override
  public <R extends @Nullable Object> Stream<R> stream(ResultStatement<R> statement) {
    if (statement.followUp().isPresent() || statement.keyedWrite().isPresent()) {
      return list(statement).stream();
    }
    Rendered rendered = statement.rendered();
    Use use = useOf(statement);
    Call call = new Call(engine.streamsInTransaction() ? use.inTransaction() : use);
    RowCursor<R> cursor = open(call, statement, rendered);
    return StreamSupport.stream(cursor, false).onClose(cursor::close);
  }

  private <R extends @Nullable Object> RowCursor<R> open(
      Call call, ResultStatement<R> statement, Rendered rendered) {
    long start = settings.ticker().getAsLong();
    try {
      call.acquire();
      try {
        return call.cursor(statement, rendered, start);
      } catch (Throwable t) {
        call.release(t);
        throw t;
      }
    } catch (SQLException e) {
      QueryException failure = engine.failure(e, rendered);
      report(rendered, call, start, failure.kind());
      throw failure;
    }
  }

  /** Reads from a connection without a statement of ours, as from the catalogue. */
  <T> T onConnection(CatalogueWork<T> work) {
    try {
      return new Call(Use.READ).run(call -> work.read(call.connection()));
    } catch (SQLException e) {
      throw engine.failure(e, null);
    }
  }

  private <T extends @Nullable Object> T run(Rendered statement, Use use, Work<T> work) {
    long start = settings.ticker().getAsLong();
    Call call = new Call(use);
    FailureKind failed = FailureKind.OTHER;
    try {
      T result = call.run(work);
      failed = null;
      return result;
    } catch (SQLException e) {
      QueryException failure = engine.failure(e, statement);
      failed = failure.kind();
      throw failure;
    } catch (QueryException e) {
      failed = e.kind();
      throw e;
    } finally {
      report(statement, call, start, failed);
    }
  }

  private void report(Rendered statement, Call call, long start, @Nullable FailureKind failure) {
    StatementListener listener = settings.listener();
    if (listener == null) {
      return;
    }
    long nanos = settings.ticker().getAsLong() - start;
    long rows = failure == null ? call.rows : 0;
    try {
      listener.executed(new StatementExecution(statement, call.batchSize, nanos, rows, failure));
    } catch (RuntimeException e) {
      StatementLog.listenerFailed(e);
    }
  }

  /** Something that is read from a connection. */
  @FunctionalInterface
  interface CatalogueWork<T> {
    T read(Connection connection) throws SQLException;
  }

  /** Something that is done with a connection. */
  @FunctionalInterface
  private interface Work<T extends @Nullable Object> {
    T with(Call call) throws SQLException;
  }

  /** One use of a connection, and what it came to. */
  final class Call {
    private final Use use;
    private @Nullable Lease lease;
    private int batchSize = 1;
    private long rows;

    private Call(Use use) {
      this.use = use;
    }

    private void acquire() throws SQLException {
      lease = session.acquire(use);
    }

    private Connection connection() {
      return requireNonNull(lease).connection();
    }

    private <T extends @Nullable Object> T run(Work<T> work) throws SQLException {
      acquire();
      T result;
      try {
        result = work.with(this);
      } catch (Throwable t) {
        release(t);
        throw t;
      }
      session.release(requireNonNull(lease), null);
      return result;
    }

    /** Gives the connection back after a failure, beside which others count little. */
    private void release(Throwable failure) {
      try {
        session.release(requireNonNull(lease), failure);
      } catch (SQLException e) {
        failure.addSuppressed(WithheldException.of(e));
      }
    }

    private Prepared prepare(String sql, int generatedKeys) throws SQLException {
      PreparedStatement statement =
          connection().prepareStatement(settings.comment().after(sql), generatedKeys);
      Duration timeout = settings.timeout();
      if (timeout == null) {
        return new Prepared(statement, StatementLimit.NONE);
      }
      try {
        return new Prepared(statement, engine.limit(statement, timeout));
      } catch (SQLException e) {
        statement.close();
        throw e;
      }
    }

    private Prepared prepare(String sql) throws SQLException {
      return prepare(sql, NO_GENERATED_KEYS);
    }

    private <R extends @Nullable Object> List<R> rows(
        ResultStatement<R> statement, Rendered rendered, int limit) throws SQLException {
      try (Prepared prepared = prepare(rendered.sql())) {
        if (limit > 0) {
          prepared.statement().setMaxRows(limit);
        }
        rendered.bind(prepared.statement());
        // Who limits the rows expects one, and most writes are of one row.
        List<R> list = new ArrayList<>(limit > 0 || statement.writes() ? 1 : 10);
        try (ResultSet results = prepared.statement().executeQuery()) {
          Row row = Row.of(results, engine.dialect());
          while (results.next()) {
            list.add(statement.read(row));
          }
        }
        rows = list.size();
        return list;
      }
    }

    private <R extends @Nullable Object> List<R> byKeys(
        ResultStatement<R> statement, Rendered locking, KeyedWrite keyed, int limit)
        throws SQLException {
      List<Object> keys = keys(locking, keyed);
      if (keys.isEmpty()) {
        return List.of();
      }
      if (keyed.reading() == KeyedWrite.Reading.BEFORE) {
        List<R> before = rows(statement, keyed.read(keys), limit);
        update(keyed.write(keys));
        return before;
      }
      update(keyed.write(keys));
      return rows(statement, keyed.read(keys), limit);
    }

    private List<Object> keys(Rendered locking, KeyedWrite keyed) throws SQLException {
      try (Prepared prepared = prepare(locking.sql())) {
        locking.bind(prepared.statement());
        List<Object> keys = new ArrayList<>();
        try (ResultSet results = prepared.statement().executeQuery()) {
          Row row = Row.of(results, engine.dialect());
          while (results.next()) {
            keys.add(keyed.key(row));
          }
        }
        return keys;
      }
    }

    private long update(Rendered rendered) throws SQLException {
      try (Prepared prepared = prepare(rendered.sql())) {
        rendered.bind(prepared.statement());
        prepared.statement().execute();
        rows = Math.max(0, prepared.statement().getUpdateCount());
        return rows;
      }
    }

    private List<Long> insert(Rendered insert) throws SQLException {
      try (Prepared prepared = prepare(insert.sql(), RETURN_GENERATED_KEYS)) {
        insert.bind(prepared.statement());
        prepared.statement().executeUpdate();
        List<Long> keys = new ArrayList<>();
        try (ResultSet results = prepared.statement().getGeneratedKeys()) {
          while (results.next()) {
            keys.add(results.getLong(1));
          }
        }
        return keys;
      }
    }

    private long[] batch(Batch batch) throws SQLException {
      batchSize = batch.statements.size();
      try (Prepared prepared = prepare(batch.first.sql())) {
        for (Statement each : batch.statements) {
          each.bind(prepared.statement());
          prepared.statement().addBatch();
        }
        int[] counts = prepared.statement().executeBatch();
        long[] changed = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
          changed[i] = counts[i];
          rows += Math.max(0, counts[i]);
        }
        return changed;
      }
    }

    private <R extends @Nullable Object> RowCursor<R> cursor(
        ResultStatement<R> statement, Rendered rendered, long start) throws SQLException {
      Prepared prepared = prepare(rendered.sql());
      try {
        engine.fetchInPortions(prepared.statement(), settings.fetchSize());
        rendered.bind(prepared.statement());
        ResultSet results = prepared.statement().executeQuery();
        RowCursor<R> cursor = new RowCursor<>(this, statement, prepared, results, start);
        session.opened(cursor);
        return cursor;
      } catch (Throwable t) {
        closeAfter(t, prepared);
        throw t;
      }
    }

    private static void closeAfter(Throwable failure, Prepared prepared) {
      try {
        prepared.close();
      } catch (SQLException e) {
        failure.addSuppressed(WithheldException.of(e));
      }
    }

    Engine engine() {
      return engine;
    }

    /** Ends the use by a cursor; what it throws is the failure that it was given, or a new one. */
    void ended(
        RowCursor<?> cursor, Rendered statement, long start, @Nullable SQLException failure) {
      session.closed(cursor);
      SQLException error = failure;
      if (error == null) {
        try {
          session.release(requireNonNull(lease), null);
        } catch (SQLException e) {
          error = e;
        }
      } else {
        release(error);
      }
      rows = cursor.rows();
      QueryException thrown = error == null ? null : engine.failure(error, statement);
      report(statement, this, start, thrown == null ? null : thrown.kind());
      if (thrown != null) {
        throw thrown;
      }
    }
  }
}
