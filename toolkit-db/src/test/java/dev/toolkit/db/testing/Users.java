package dev.toolkit.db.testing;

import dev.toolkit.db.BigIntNull;
import dev.toolkit.db.GenId;
import dev.toolkit.db.IntNull;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;

/** The table that most tests read. */
public final class Users extends Table<Users> {
  public static final Users users = new Users();

  public final GenId<Users> id = bigint("id").primaryKey().identity();
  public final Text<Users> name = varchar("name", 100);
  public final Text<Users> email = varchar("email", 100).unique();
  public final IntNull<Users> age = integer("age").nullable();
  public final BigIntNull<Users> managerId = bigint("manager_id").nullable();
  public final Time<Users> createdAt = timestamptz("created_at").defaultNow();
  public final Req2<Users, String, String> draft = required(name, email);

  private Users() {
    super("users");
    index("users_created", createdAt);
  }
}
