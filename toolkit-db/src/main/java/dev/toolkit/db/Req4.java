package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import java.util.List;

/**
 * The four required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @param <C> the type of the column 3
 * @param <D> the type of the column 4
 * @since 0.1.0
 */
public final class Req4<T extends Table<T>, A, B, C, D> {
  private final Table<T> table;
  private final List<Identifier> columns;
  private final Writable<T, A> a;
  private final Writable<T, B> b;
  private final Writable<T, C> c;
  private final Writable<T, D> d;

  Req4(Table<T> table, Writable<T, A> a, Writable<T, B> b, Writable<T, C> c, Writable<T, D> d) {
    this.table = table;
    this.columns = Table.names(a, b, c, d);
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c, D d) {
    return Draft.of(
        table,
        columns,
        Draft.value(this.a, a),
        Draft.value(this.b, b),
        Draft.value(this.c, c),
        Draft.value(this.d, d));
  }
}
