package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import java.util.List;

/**
 * The three required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @param <C> the type of the column 3
 * @since 0.1.0
 */
public final class Req3<T extends Table<T>, A, B, C> {
  private final Table<T> table;
  private final List<Identifier> columns;
  private final Writable<T, A> a;
  private final Writable<T, B> b;
  private final Writable<T, C> c;

  Req3(Table<T> table, Writable<T, A> a, Writable<T, B> b, Writable<T, C> c) {
    this.table = table;
    this.columns = Table.names(a, b, c);
    this.a = a;
    this.b = b;
    this.c = c;
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c) {
    return Draft.of(
        table, columns, Draft.value(this.a, a), Draft.value(this.b, b), Draft.value(this.c, c));
  }
}
