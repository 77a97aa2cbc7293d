package dev.toolkit.db.jdbc;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.Table;

/** A table that no database has. */
final class Missing extends Table<Missing> {
  static final Missing missing = new Missing();

  final BigInt<Missing> id = bigint("id").primaryKey();

  private Missing() {
    super("not_there");
  }
}
