package dev.toolkit.db.jdbc;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Statement;
import dev.toolkit.db.Table;
import dev.toolkit.db.schema.SchemaDifference;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database behind a {@link DataSource}: makes statements, runs each on a connection of its own,
 * and runs transactions.
 *
 * {@snippet :
 * Database db = Database.of(dataSource);
 * List<String> names = db.select(users.name).from(users).orderBy(users.name.asc()).list();
 * db.runTx(tx -> tx.insert(users).values(users.draft.of("Ann", "ann@x.io")).execute());
 * }
 *
 * <p>The data source should be a pool, since a connection is taken and given back with each
 * statement; HikariCP is what this class is tested with. The data source stays the application's:
 * it closes it.
 *
 * <p>This class is immutable and safe for use by multiple threads, as far as the data source is.
 * Its builder is not.
 *
 * @since 0.1.0
 */
public final class Database extends Db {
  /** The number of rows that a stream reads at a time unless told otherwise. */
  public static final int FETCH_SIZE = 500;

  private final PooledSession session;
  private final Retry retry;

  private Database(StatementRunner runner, PooledSession session, Retry retry) {
    super(runner);
    this.session = session;
    this.retry = retry;
  }

  /**
   * Returns the database behind the data source, with its dialect found out over a connection, no
   * limit on the time of statements, {@value #FETCH_SIZE} rows at a time in streams, and no
   * listener.
   *
   * @throws QueryException if there is no connection to be had
   * @throws IllegalArgumentException if it is none of the five databases that have a dialect
   */
  public static Database of(DataSource dataSource) {
    return builder(dataSource).build();
  }

  /** Returns a builder of a database behind the data source. */
  public static Builder builder(DataSource dataSource) {
    return new Builder(dataSource);
  }

  @Override
  public <R extends @Nullable Object, X extends Exception> R tx(
      TxOptions options, TxWork<R, X> work) throws X {
    if (options.isDeferrable() && !(dialect() instanceof PostgresDialect)) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect() + " has no deferrable transactions: run it without deferrable()");
    }
    for (int attempt = 0; ; attempt++) {
      TxAttempt<R, X> tx = new TxAttempt<>(session, runner(), options);
      try {
        return tx.run(work);
      } catch (Exception e) {
        if (!tx.lostToAnother() || attempt >= options.retries() || !retry.pause(attempt)) {
          throw e;
        }
      }
    }
  }

  @Override
  public long[] batch(List<? extends Statement> statements) {
    return tx(tx -> tx.batch(statements));
  }

  /** Returns what creates and drops tables and compares them with their classes. */
  public Schema schema() {
    return new Schema(this);
  }

  /**
   * Compares the tables of the database with their classes, as at the start of an application.
   *
   * @throws SchemaMismatchException if there is any difference, with all of them
   * @throws dev.toolkit.db.sql.QueryRefusedException if the list of required columns of a table
   *     does not fit its columns
   */
  public void check(Table<?>... tables) {
    List<SchemaDifference> differences = schema().differences(tables);
    if (!differences.isEmpty()) {
      throw new SchemaMismatchException(differences);
    }
  }

  @Override
  public Database withTimeout(Duration timeout) {
    return with(runner().settings().withTimeout(timeout));
  }

  @Override
  public Database withComment(String key, String value) {
    return with(runner().settings().withComment(key, value));
  }

  /**
   * Returns the same database, where single statements that read run on a replica if there is one.
   * A replica is a little behind: what was just written may not be there.
   */
  public Database reading() {
    PooledSession reading = session.reading();
    return new Database(runner().on(reading), reading, retry);
  }

  @Override
  public Database withFetchSize(int rows) {
    return with(runner().settings().withFetchSize(rows));
  }

  private Database with(Settings settings) {
    return new Database(runner().with(settings), session, retry);
  }

  /**
   * Builds a {@link Database}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final DataSource dataSource;
    private @Nullable Dialect dialect;
    private final List<DataSource> replicas = new ArrayList<>();
    private Settings settings = Settings.create();
    private Retry.Sleeper sleeper = Thread::sleep;
    private LongUnaryOperator random = bound -> ThreadLocalRandom.current().nextLong(bound);

    private Builder(DataSource dataSource) {
      this.dataSource = requireNonNull(dataSource, "dataSource");
    }

    /** Names the dialect, so that none has to be found out. */
    public Builder dialect(Dialect dialect) {
      this.dialect = requireNonNull(dialect, "dialect");
      return this;
    }

    /**
     * Sets how long a statement may take, in full seconds but on SQLite. The default is no limit.
     *
     * @throws IllegalArgumentException if the time is not above zero
     */
    public Builder statementTimeout(Duration timeout) {
      settings = settings.withTimeout(timeout);
      return this;
    }

    /**
     * Sets how many rows a stream reads at a time. The default is {@value Database#FETCH_SIZE}.
     *
     * @throws IllegalArgumentException if the number is below one
     */
    public Builder fetchSize(int rows) {
      settings = settings.withFetchSize(rows);
      return this;
    }

    /** Sets who is told of each statement. The default is nobody. */
    public Builder listener(StatementListener listener) {
      requireNonNull(listener, "listener");
      settings = settings.withListener(listener);
      return this;
    }

    /**
     * Adds a replica: read-only transactions, and statements of {@link Database#reading}, run on
     * the replicas in turn, and on the primary when none of them has a connection. The default is
     * none.
     */
    public Builder replica(DataSource replica) {
      replicas.add(requireNonNull(replica, "replica"));
      return this;
    }

    Builder ticker(LongSupplier nanos) {
      settings = settings.withTicker(nanos);
      return this;
    }

    Builder sleeper(Retry.Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /** Sets what gives a number from zero to below its argument. */
    Builder random(LongUnaryOperator random) {
      this.random = random;
      return this;
    }

    /**
     * Returns the database.
     *
     * @throws QueryException if the dialect has to be found out and there is no connection to be
     *     had
     * @throws IllegalArgumentException if it is none of the five databases that have a dialect
     */
    public Database build() {
      Engine engine = Engine.of(dialect == null ? find() : dialect);
      PooledSession session = new PooledSession(Pools.of(dataSource, replicas), engine);
      StatementRunner runner = new StatementRunner(session, engine, settings);
      return new Database(runner, session, new Retry(sleeper, random));
    }

    private Dialect find() {
      try (Connection connection = dataSource.getConnection()) {
        return Dialect.of(connection);
      } catch (SQLException e) {
        throw Engine.noConnection(e);
      }
    }
  }
}
