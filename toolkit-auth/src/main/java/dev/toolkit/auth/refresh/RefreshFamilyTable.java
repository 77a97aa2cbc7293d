package dev.toolkit.auth.refresh;

import dev.toolkit.auth.internal.JsonColumns;
import dev.toolkit.db.Projection;
import dev.toolkit.db.Req5;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;
import dev.toolkit.db.Value;
import java.time.Instant;
import java.util.Set;

/** The table of families: what their tokens have in common, and the row that changes lock. */
final class RefreshFamilyTable extends Table<RefreshFamilyTable> {

  static final RefreshFamilyTable FAMILIES = new RefreshFamilyTable();

  final Text<RefreshFamilyTable> family = varchar("family", 64).primaryKey();
  final Text<RefreshFamilyTable> subject = varchar("subject", 255);
  final Text<RefreshFamilyTable> client = varchar("client", 255);
  final Value<RefreshFamilyTable, Set<String>> scopes = column("scopes", JsonColumns.STRINGS);
  final Time<RefreshFamilyTable> startedAt = timestamptz("started_at");

  final Req5<RefreshFamilyTable, String, String, String, Set<String>, Instant> draft =
      required(family, subject, client, scopes, startedAt);

  final Projection<RefreshGrant> grant = Sql.row(subject, client, scopes, RefreshGrant::new);

  private RefreshFamilyTable() {
    super("auth_refresh_families");
    index("auth_refresh_families_subject", subject);
  }
}
