package dev.toolkit.db.jdbc;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.GenId;
import dev.toolkit.db.OnDelete;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;

/** What happened to accounts. */
final class Entries extends Table<Entries> {
  static final Entries entries = new Entries();

  final GenId<Entries> id = bigint("id").primaryKey().identity();
  final BigInt<Entries> accountId =
      bigint("account_id").references(() -> Accounts.accounts.id, OnDelete.NO_ACTION);
  final Text<Entries> note = varchar("note", 100);
  final Time<Entries> at = timestamptz("at").defaultNow();
  final Req2<Entries, Long, String> draft = required(accountId, note);

  private Entries() {
    super("entries");
    index("entries_account", accountId, at);
  }
}
