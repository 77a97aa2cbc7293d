package dev.toolkit.examples.quickstart;

import dev.toolkit.db.GenId;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;

/** The table {@code users}. */
final class UserTable extends Table<UserTable> {

  static final UserTable users = new UserTable();

  final GenId<UserTable> id = bigint("id").primaryKey().identity();
  final Text<UserTable> name = varchar("name", 100);
  final Text<UserTable> email = varchar("email", 254);
  final Req2<UserTable, String, String> draft = required(name, email);

  private UserTable() {
    super("users");
  }
}
