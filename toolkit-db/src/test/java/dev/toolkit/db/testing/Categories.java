package dev.toolkit.db.testing;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.BigIntNull;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;

/** A tree. */
public final class Categories extends Table<Categories> {
  public static final Categories categories = new Categories();

  public final BigInt<Categories> id = bigint("id").primaryKey();
  public final BigIntNull<Categories> parentId = bigint("parent_id").nullable();
  public final Text<Categories> name = varchar("name", 100);
  public final Req2<Categories, Long, String> draft = required(id, name);

  private Categories() {
    super("categories");
  }
}
