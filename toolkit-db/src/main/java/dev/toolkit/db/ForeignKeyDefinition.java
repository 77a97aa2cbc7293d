package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import java.util.List;

/**
 * A foreign key of several columns, or one with more to say than {@link Definition#references}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table that has the key
 * @since 0.1.0
 */
public final class ForeignKeyDefinition<T extends Table<T>> {
  final TableModel.ForeignKey key;

  private ForeignKeyDefinition(TableModel.ForeignKey key) {
    this.key = key;
  }

  /** Returns a key of one column that refers to the other table's. */
  public static <T extends Table<T>, U extends Table<U>, A> ForeignKeyDefinition<T> of(
      String name, Col<T, A> column, U table, Col<U, A> target) {
    return of(name, Table.names(column), table, Table.names(target));
  }

  /** Returns a key of two columns that refer to the other table's. */
  public static <T extends Table<T>, U extends Table<U>, A, B> ForeignKeyDefinition<T> of(
      String name, Col<T, A> a, Col<T, B> b, U table, Col<U, A> targetA, Col<U, B> targetB) {
    return of(name, Table.names(a, b), table, Table.names(targetA, targetB));
  }

  private static <T extends Table<T>> ForeignKeyDefinition<T> of(
      String name, List<Identifier> columns, Table<?> table, List<Identifier> target) {
    return new ForeignKeyDefinition<>(
        new TableModel.ForeignKey(
            Identifier.of(name),
            columns,
            table.schema(),
            table.name(),
            target,
            OnDelete.NO_ACTION,
            OnDelete.NO_ACTION,
            false));
  }

  /** Returns the same key with this done when a row that is referred to is deleted. */
  public ForeignKeyDefinition<T> onDelete(OnDelete action) {
    return with(action, key.onUpdate(), key.deferrable());
  }

  /** Returns the same key with this done when a row that is referred to changes its key. */
  public ForeignKeyDefinition<T> onUpdate(OnDelete action) {
    return with(key.onDelete(), action, key.deferrable());
  }

  /** Returns the same key, checked at the end of the transaction where the database can. */
  public ForeignKeyDefinition<T> deferrable() {
    return with(key.onDelete(), key.onUpdate(), true);
  }

  private ForeignKeyDefinition<T> with(OnDelete onDelete, OnDelete onUpdate, boolean deferrable) {
    return new ForeignKeyDefinition<>(
        new TableModel.ForeignKey(
            key.name(),
            key.columns(),
            key.schema(),
            key.table(),
            key.target(),
            onDelete,
            onUpdate,
            deferrable));
  }
}
