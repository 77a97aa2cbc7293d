package dev.toolkit.db.testing;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.GenId;
import dev.toolkit.db.Int;
import dev.toolkit.db.OnDelete;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.TextNull;

/** Orders of users. */
public final class Orders extends Table<Orders> {
  public static final Orders orders = new Orders();

  public final GenId<Orders> id = bigint("id").primaryKey().identity();
  public final BigInt<Orders> userId =
      bigint("user_id").references(() -> Users.users.id, OnDelete.CASCADE);
  public final Text<Orders> status = varchar("status", 20).defaultTo("new");
  public final Int<Orders> total = integer("total");
  public final TextNull<Orders> note = text("note").nullable();
  public final Req2<Orders, Long, Integer> draft = required(userId, total);

  private Orders() {
    super("orders");
  }
}
