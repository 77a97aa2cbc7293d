package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Relation;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The row that a foreign key refers to, as a source under a name of its own: joined by its name,
 * without the condition to repeat.
 *
 * {@snippet :
 * // in Orders:  public final Path<Users> user = path("user", userId, () -> Users.users, u -> u.id);
 * db.select(orders.id, orders.user.get(users.name)).from(orders).join(orders.user)
 * // … from "orders" join "users" as "user" on "user"."id" = "orders"."user_id"
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <U> the table that is referred to
 * @since 0.1.0
 */
public final class Path<U extends TableLike<U>> extends Lookup {
  private final Identifier alias;
  private final Node foreignKey;
  private final Supplier<U> table;
  private final Function<U, ? extends Expr<?, ?>> key;

  Path(
      Identifier alias, Node foreignKey, Supplier<U> table, Function<U, ? extends Expr<?, ?>> key) {
    this.alias = alias;
    this.foreignKey = foreignKey;
    this.table = table;
    this.key = key;
  }

  /** Returns the condition of the join. */
  Node on() {
    Node target = new Node.Column(alias, nameOf(key.apply(table.get()).node, null));
    return new Node.Binary(Node.Operator.EQ, target, foreignKey);
  }

  @Override
  Relation relation() {
    return aliased().relation();
  }

  @Override
  Identifier name() {
    return alias;
  }

  @Override
  Identifier nameOf(Node node, @Nullable Identifier outputAlias) {
    return aliased().nameOf(node, outputAlias);
  }

  private Alias<U> aliased() {
    return new Alias<>(table.get(), alias);
  }
}
