package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.lit;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.Int;
import dev.toolkit.db.Req3;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;

/** Accounts with a balance that is never below zero. */
final class Accounts extends Table<Accounts> {
  static final Accounts accounts = new Accounts();

  final BigInt<Accounts> id = bigint("id").primaryKey();
  final Text<Accounts> owner = varchar("owner", 50).unique();
  final Int<Accounts> balance = integer("balance");
  final Req3<Accounts, Long, String, Integer> draft = required(id, owner, balance);

  private Accounts() {
    super("accounts");
    check("accounts_balance_check", balance.ge(lit(0)));
  }
}
