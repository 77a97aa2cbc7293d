package dev.toolkit.auth.session;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Cond;
import dev.toolkit.db.Table;
import dev.toolkit.db.jdbc.Database;
import dev.toolkit.db.jdbc.UniqueViolationException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sessions in a table {@code auth_sessions} of a database, by {@code toolkit-db}, which the
 * application has to bring.
 *
 * {@snippet :
 * database.schema().createMissing(JdbcSessionStore.table());
 * Sessions sessions = Sessions.builder(JdbcSessionStore.of(database)).build();
 * }
 *
 * <p>Times are kept in microseconds. Failures of the database come out as {@code QueryException}. A
 * database that compares texts without case ends the sessions of all principals whose identifiers
 * differ in nothing else together; it shows none of them to another.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JdbcSessionStore implements SessionStore {

  private static final SessionTable SESSIONS = SessionTable.SESSIONS;

  private final Database database;

  private JdbcSessionStore(Database database) {
    this.database = database;
  }

  /** Returns the store in a database that has the {@linkplain #table() table}. */
  public static JdbcSessionStore of(Database database) {
    return new JdbcSessionStore(requireNonNull(database, "database"));
  }

  /** Returns the table, to be created and checked by the application. */
  public static Table<?> table() {
    return SESSIONS;
  }

  @Override
  public void insert(byte[] hash, Session session) {
    try {
      database.insert(SESSIONS).values(SESSIONS.draft(hash, session)).execute();
    } catch (UniqueViolationException e) {
      throw new IllegalStateException("There is a session of this hash", e);
    }
  }

  private static Cond hasHash(byte[] hash) {
    return SESSIONS.hash.eq(HexFormat.of().formatHex(hash));
  }

  @Override
  public Optional<Session> find(byte[] hash) {
    return database.select(SESSIONS.session).from(SESSIONS).where(hasHash(hash)).first();
  }

  @Override
  public void touch(byte[] hash, Instant lastSeenAt) {
    database
        .update(SESSIONS)
        .set(SESSIONS.lastSeenAt, lastSeenAt)
        .where(hasHash(hash).and(SESSIONS.lastSeenAt.lt(lastSeenAt)))
        .execute();
  }

  @Override
  public boolean delete(byte[] hash) {
    return delete(hasHash(hash)) == 1;
  }

  private int delete(Cond condition) {
    return Math.toIntExact(database.delete(SESSIONS).where(condition).execute());
  }

  @Override
  public List<Session> ofPrincipal(String principalId) {
    return database
        .select(SESSIONS.session)
        .from(SESSIONS)
        .where(SESSIONS.principalId.eq(principalId))
        .orderBy(SESSIONS.startedAt.asc(), SESSIONS.id.asc())
        .list()
        .stream()
        .filter(session -> session.principalId().equals(principalId))
        .toList();
  }

  @Override
  public boolean delete(String principalId, String sessionId) {
    return delete(SESSIONS.principalId.eq(principalId).and(SESSIONS.id.eq(sessionId))) > 0;
  }

  @Override
  public int deleteAll(String principalId) {
    return delete(SESSIONS.principalId.eq(principalId));
  }

  @Override
  public int deleteEnded(Instant now, Instant seenBefore) {
    return delete(SESSIONS.expiresAt.le(now).or(SESSIONS.lastSeenAt.le(seenBefore)));
  }

  /** Returns the name of the table. */
  @Override
  public String toString() {
    return "JdbcSessionStore[" + SESSIONS + "]";
  }
}
