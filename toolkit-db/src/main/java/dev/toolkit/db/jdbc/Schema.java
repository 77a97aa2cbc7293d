package dev.toolkit.db.jdbc;

import dev.toolkit.db.MaterializedView;
import dev.toolkit.db.Sequence;
import dev.toolkit.db.Table;
import dev.toolkit.db.TableModel;
import dev.toolkit.db.View;
import dev.toolkit.db.schema.SchemaComparison;
import dev.toolkit.db.schema.SchemaDifference;
import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Rendered;
import java.util.Arrays;
import java.util.List;

/**
 * Creates and drops the tables of a database, and compares them with their classes. Changing tables
 * that are there is what migrations are for.
 *
 * {@snippet :
 * db.schema().createMissing(users, orders);
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Schema {
  private final Database db;

  Schema(Database db) {
    this.db = db;
  }

  /**
   * Creates the tables with their constraints, enum types, indexes and policies, each after those
   * that it refers to. PostgreSQL and SQLite create all or nothing; MySQL, MariaDB and H2 commit
   * each statement, so that a failure leaves the tables before it.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if the database lacks something that a table
   *     has; nothing was created then
   * @throws QueryException if a table is there already, or the database refuses one
   */
  public void create(Table<?>... tables) {
    run(SchemaSql.of(db.dialect()).create(Arrays.asList(tables)));
  }

  /**
   * Creates those of the tables that are not there, as {@link #create} does, so that an application
   * can start from nothing. Tables that are there stay as they are: {@link Database#check} compares
   * them.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if the database lacks something that a table
   *     has
   * @throws QueryException if the database refuses a table
   */
  public void createMissing(Table<?>... tables) {
    List<Table<?>> missing =
        db.runner()
            .onConnection(connection ->
                SchemaComparison.of(connection, db.dialect()).missing(Arrays.asList(tables)));
    run(SchemaSql.of(db.dialect()).create(missing));
  }

  /**
   * Creates those indexes of the table that are not there, one after the other, while others write
   * to the table. This takes longer than an index that is created with the table, and is no
   * transaction: the indexes before a failure stay. The one that failed stays too, without being
   * used, and has to be dropped before the next try, which says so.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException on others than PostgreSQL if one is missing
   * @throws QueryException if the database refuses an index
   */
  public void createIndexesConcurrently(Table<?> table) {
    List<TableModel.Index> missing =
        db.runner()
            .onConnection(
                connection -> SchemaComparison.of(connection, db.dialect()).missingIndexes(table));
    SchemaSql schema = SchemaSql.of(db.dialect());
    List<String> statements =
        missing.stream().map(index -> schema.createIndexConcurrently(table, index)).toList();
    statements.forEach(sql -> db.runner().execute(() -> Rendered.of(sql, db.dialect())));
  }

  /**
   * Drops the tables with all their rows, each before those that it refers to.
   *
   * @throws QueryException if a table is not there, or others refer to it
   */
  public void drop(Table<?>... tables) {
    List<String> statements = SchemaSql.of(db.dialect()).drop(Arrays.asList(tables));
    run(statements);
  }

  /**
   * Creates the views, in their order. Views without a query are somebody else's and left out.
   *
   * @throws IllegalArgumentException if a query has bindings: constants are meant
   * @throws QueryException if the database refuses one
   */
  public void createViews(View<?>... views) {
    run(SchemaSql.of(db.dialect()).createViews(Arrays.asList(views)));
  }

  /**
   * Drops the views, the last one first.
   *
   * @throws QueryException if one is not there
   */
  public void dropViews(View<?>... views) {
    run(SchemaSql.of(db.dialect()).dropViews(Arrays.asList(views)));
  }

  /**
   * Computes the rows of the views anew, in their order. Those who read them wait for it.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException on others than PostgreSQL
   * @throws QueryException if one is not there
   */
  public void refresh(MaterializedView<?>... views) {
    run(Arrays.stream(views).map(SchemaSql.of(db.dialect())::refresh).toList());
  }

  /**
   * Computes the rows of the views anew beside those who read them, who see the rows of before
   * until it is done. This takes longer than {@link #refresh}, and a unique index.
   *
   * @throws IllegalArgumentException if a view has no unique index
   * @throws dev.toolkit.db.sql.QueryRefusedException on others than PostgreSQL
   * @throws QueryException if one is not there
   */
  public void refreshConcurrently(MaterializedView<?>... views) {
    run(Arrays.stream(views).map(SchemaSql.of(db.dialect())::refreshConcurrently).toList());
  }

  /**
   * Creates the sequences.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException on MySQL and SQLite, which have none
   * @throws QueryException if one is there already
   */
  public void createSequences(Sequence... sequences) {
    run(SchemaSql.of(db.dialect()).createSequences(Arrays.asList(sequences)));
  }

  /**
   * Drops the sequences.
   *
   * @throws QueryException if one is not there
   */
  public void dropSequences(Sequence... sequences) {
    run(SchemaSql.of(db.dialect()).dropSequences(Arrays.asList(sequences)));
  }

  /** Returns how the database differs from the classes of the tables. */
  public List<SchemaDifference> differences(Table<?>... tables) {
    return db.runner()
        .onConnection(connection ->
            SchemaComparison.of(connection, db.dialect()).differences(Arrays.asList(tables)));
  }

  private void run(List<String> statements) {
    db.runTx(tx -> statements.forEach(sql -> tx.runner().run(Rendered.of(sql, db.dialect()))));
  }
}
