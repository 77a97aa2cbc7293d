package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.util.function.Supplier;

/**
 * What a table class may say of a column behind its type: {@code text("email").unique()}. All of it
 * is refused once the table is in use.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @param <S> the column itself
 * @param <V> the type of its values
 * @since 0.1.0
 */
public interface Definition<S, V> {

  /** Returns what was said so far. */
  ColumnModel column();

  /** Returns the type of the values. */
  SqlType<V> type();

  /** Makes the column the primary key. */
  default S primaryKey() {
    column().makePrimaryKey();
    return self();
  }

  /** Forbids two rows with the same value. */
  default S unique() {
    column().makeUnique();
    return self();
  }

  /**
   * Lets the database put this constant into rows that have no value. Text, numbers, truth values
   * and enums can be constants; for others there is {@link #defaultExpr}.
   *
   * @throws IllegalArgumentException for a value of another type
   */
  default S defaultTo(V value) {
    Object constant =
        switch (value) {
          case Enum<?> label -> label.name();
          case Number number -> new BigDecimal(number.toString());
          case String text -> text;
          case Boolean truth -> truth;
          default ->
              throw new IllegalArgumentException(
                  "Default of column "
                      + column().name()
                      + " must be text, a number, a truth value"
                      + " or an enum: use defaultExpr(…) or defaultFrom(…)");
        };
    column().inDatabase(new ColumnDefault.Expression(new Node.Literal(constant)));
    return self();
  }

  /** Lets the database put the value of this expression into rows that have no value. */
  default S defaultExpr(Expr<V, ?> expression) {
    column().inDatabase(new ColumnDefault.Expression(expression.node));
    return self();
  }

  /** Lets the application put this value into inserts that have none. */
  default S defaultFrom(Supplier<? extends V> value) {
    column().onInsert(value);
    return self();
  }

  /** Lets the application put this value into updates that have none. */
  default S onUpdate(Supplier<? extends V> value) {
    column().onUpdate(value);
    return self();
  }

  /** Names what the column was called before, so that a migration renames it. */
  default S renamedFrom(String former) {
    column().renamedFrom(former);
    return self();
  }

  /** Makes the column a foreign key to the other; rows that are referred to cannot be deleted. */
  default S references(Supplier<? extends Col<?, V>> target) {
    return references(target, OnDelete.NO_ACTION);
  }

  /** Makes the column a foreign key to the other, with this done when a row there is deleted. */
  default S references(Supplier<? extends Col<?, V>> target, OnDelete onDelete) {
    column().reference(new ColumnModel.Reference(target, onDelete, OnDelete.NO_ACTION));
    return self();
  }

  @SuppressWarnings("unchecked") // Each column names itself as S.
  private S self() {
    return (S) this;
  }
}
