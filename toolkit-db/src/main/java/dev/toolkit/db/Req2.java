package dev.toolkit.db;

/**
 * The two required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @since 0.1.0
 */
public final class Req2<T extends Table<T>, A, B> {
  private final RequiredColumns<T> columns;

  Req2(Table<T> table, Writable<T, A> a, Writable<T, B> b) {
    this.columns = new RequiredColumns<>(table, a, b);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b) {
    return columns.draft(a, b);
  }
}
