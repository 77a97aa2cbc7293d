package dev.toolkit.auth.refresh;

import static dev.toolkit.auth.refresh.RefreshFamilyTable.FAMILIES;

import dev.toolkit.db.Bool;
import dev.toolkit.db.Projection;
import dev.toolkit.db.Req4;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;
import java.time.Instant;

/** The table of tokens, used and unused. */
final class RefreshTokenTable extends Table<RefreshTokenTable> {

  static final RefreshTokenTable TOKENS = new RefreshTokenTable();

  final Text<RefreshTokenTable> hash = varchar("hash", 64).primaryKey();
  final Text<RefreshTokenTable> family =
      varchar("family", 64).references(() -> RefreshFamilyTable.FAMILIES.family);
  final Time<RefreshTokenTable> expiresAt = timestamptz("expires_at");
  final Bool<RefreshTokenTable> used = bool("is_used");

  final Req4<RefreshTokenTable, String, String, Instant, Boolean> draft =
      required(hash, family, expiresAt, used);

  /** Of a join with the families. */
  final Projection<StoredRefreshToken> token =
      Sql.row(
          hash,
          family,
          FAMILIES.grant,
          FAMILIES.startedAt,
          expiresAt,
          used,
          StoredRefreshToken::new);

  private RefreshTokenTable() {
    super("auth_refresh_tokens");
    index("auth_refresh_tokens_family", family);
    index("auth_refresh_tokens_end", expiresAt);
  }
}
