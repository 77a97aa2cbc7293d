package dev.toolkit.db;

/**
 * The one required column of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @since 0.1.0
 */
public final class Req1<T extends Table<T>, A> {
  private final RequiredColumns<T> columns;

  Req1(Table<T> table, Writable<T, A> a) {
    this.columns = new RequiredColumns<>(table, a);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a) {
    return columns.draft(a);
  }
}
