package dev.toolkit.auth.session;

import dev.toolkit.auth.internal.JsonColumns;
import dev.toolkit.db.Draft;
import dev.toolkit.db.Projection;
import dev.toolkit.db.Req7;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;
import dev.toolkit.db.Value;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** The table of sessions. */
final class SessionTable extends Table<SessionTable> {

  static final SessionTable SESSIONS = new SessionTable();

  /** In hexadecimal digits, which mean the same where a database compares without case. */
  final Text<SessionTable> hash = character("hash", 64).primaryKey();

  final Text<SessionTable> id = varchar("id", 64);
  final Text<SessionTable> principalId = varchar("principal_id", 255);
  final Time<SessionTable> startedAt = timestamptz("started_at");
  final Time<SessionTable> lastSeenAt = timestamptz("last_seen_at");
  final Time<SessionTable> expiresAt = timestamptz("expires_at");
  final Value<SessionTable, Map<String, String>> attributes =
      column("attributes", JsonColumns.STRING_MAP);

  private final Req7<
          SessionTable, String, String, String, Instant, Instant, Instant, Map<String, String>>
      required = required(hash, id, principalId, startedAt, lastSeenAt, expiresAt, attributes);

  final Projection<Session> session =
      Sql.row(id, principalId, startedAt, lastSeenAt, expiresAt, attributes, Session::new);

  private SessionTable() {
    super("auth_sessions");
    index("auth_sessions_principal", principalId, startedAt);
    index("auth_sessions_end", expiresAt);
  }

  Draft<SessionTable> draft(byte[] hash, Session session) {
    return required.of(
        HexFormat.of().formatHex(hash),
        session.id(),
        session.principalId(),
        session.startedAt(),
        session.lastSeenAt(),
        session.expiresAt(),
        session.attributes());
  }
}
