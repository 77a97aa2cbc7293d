package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Cond;
import dev.toolkit.db.Statement;
import dev.toolkit.db.Table;
import dev.toolkit.db.jdbc.Database;
import dev.toolkit.db.jdbc.UniqueViolationException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps API keys in a table {@code auth_api_keys} of a database, by {@code toolkit-db}, which the
 * application has to bring.
 *
 * {@snippet :
 * database.schema().createMissing(JdbcApiKeyStore.table());
 * ApiKeys keys = ApiKeys.builder("tk", JdbcApiKeyStore.of(database), pepper, policy::mayGrant).build();
 * }
 *
 * <p>Times are kept in microseconds. Failures of the database come out as {@code QueryException}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JdbcApiKeyStore implements ApiKeyStore {

  /*
   * Databases that compare texts without case find more than they were asked for. What is read is
   * therefore compared again: nobody gets the key of an owner whose identifier differs in case.
   */

  private static final ApiKeyTable KEYS = ApiKeyTable.KEYS;

  private final Database database;

  private JdbcApiKeyStore(Database database) {
    this.database = database;
  }

  /** Returns the store in a database that has the {@linkplain #table() table}. */
  public static JdbcApiKeyStore of(Database database) {
    return new JdbcApiKeyStore(requireNonNull(database, "database"));
  }

  /** Returns the table, to be created and checked by the application. */
  public static Table<?> table() {
    return KEYS;
  }

  @Override
  public void insert(StoredApiKey row) {
    try {
      database.insert(KEYS).values(KEYS.draft(row)).execute();
    } catch (UniqueViolationException e) {
      throw new IllegalStateException("There is an API key of this identifier or hash", e);
    }
  }

  @Override
  public Optional<StoredApiKey> findByHash(byte[] hash) {
    return find(KEYS.hash.eq(HexFormat.of().formatHex(hash)));
  }

  @Override
  public Optional<StoredApiKey> find(String id) {
    return find(KEYS.id.eq(id)).filter(row -> row.key().id().equals(id));
  }

  private Optional<StoredApiKey> find(Cond condition) {
    return database.select(KEYS.row).from(KEYS).where(condition).first();
  }

  @Override
  public List<ApiKey> ofOwner(String ownerId) {
    return database
        .select(KEYS.row)
        .from(KEYS)
        .where(KEYS.ownerId.eq(ownerId))
        .orderBy(KEYS.createdAt.asc(), KEYS.id.asc())
        .list()
        .stream()
        .map(StoredApiKey::key)
        .filter(key -> key.ownerId().equals(ownerId))
        .toList();
  }

  /** Replaces the row, but for the time of last use, which others may have noted since. */
  @Override
  public boolean update(StoredApiKey row) {
    return database
            .update(KEYS)
            .set(KEYS.assignments(row))
            .where(KEYS.id.eq(row.key().id()).and(KEYS.version.eq(row.version() - 1)))
            .execute()
        == 1;
  }

  @Override
  public void touch(Map<String, Instant> lastUsed) {
    if (!lastUsed.isEmpty()) {
      database.batch(
          lastUsed.entrySet().stream().map(used -> touch(used.getKey(), used.getValue())).toList());
    }
  }

  private Statement touch(String id, Instant time) {
    Cond isNewer = KEYS.lastUsedAt.isNull().or(KEYS.lastUsedAt.lt(time));
    return database.update(KEYS).set(KEYS.lastUsedAt, time).where(KEYS.id.eq(id).and(isNewer));
  }

  /** Returns the name of the table. */
  @Override
  public String toString() {
    return "JdbcApiKeyStore[" + KEYS + "]";
  }
}
