package dev.toolkit.auth.refresh;

import static dev.toolkit.auth.refresh.RefreshFamilyTable.FAMILIES;
import static dev.toolkit.auth.refresh.RefreshTokenTable.TOKENS;
import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.jdbc.Database;
import dev.toolkit.db.jdbc.Db;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps refresh tokens in two tables of a database, {@code auth_refresh_families} and {@code
 * auth_refresh_tokens}, by {@code toolkit-db}, which the application has to bring.
 *
 * {@snippet :
 * JdbcRefreshTokenStore.tables().forEach(database.schema()::createMissing);
 * RefreshTokens tokens = RefreshTokens.builder(JdbcRefreshTokenStore.of(database)).build();
 * }
 *
 * <p>Times are kept in microseconds. Failures of the database come out as {@code QueryException}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JdbcRefreshTokenStore implements RefreshTokenStore {

  /*
   * Whoever changes a family first writes to its row, and so waits for whoever did before. Without
   * it, revoking would delete the tokens that it sees while another transaction adds one that it
   * does not see, and the thief would keep that one. The rows of the tokens cannot serve as the
   * lock, because the next one does not exist when a transaction looks for it.
   */

  private final Database database;

  private JdbcRefreshTokenStore(Database database) {
    this.database = database;
  }

  /** Returns the store in a database that has the {@linkplain #tables() tables}. */
  public static JdbcRefreshTokenStore of(Database database) {
    return new JdbcRefreshTokenStore(requireNonNull(database, "database"));
  }

  /** Returns the tables, to be created and checked by the application, in this order. */
  public static List<Table<?>> tables() {
    return List.of(FAMILIES, TOKENS);
  }

  @Override
  public void insert(StoredRefreshToken token) {
    RefreshGrant grant = token.grant();
    database.runTx(tx -> {
      tx.insert(FAMILIES)
          .values(
              FAMILIES.draft.of(
                  token.family(),
                  grant.subject(),
                  grant.client(),
                  grant.scopes(),
                  token.startedAt()))
          .execute();
      insertToken(tx, token);
    });
  }

  private static void insertToken(Db db, StoredRefreshToken token) {
    db.insert(TOKENS)
        .values(TOKENS.draft.of(token.hash(), token.family(), token.expiresAt(), token.used()))
        .execute();
  }

  @Override
  public Optional<StoredRefreshToken> find(String hash) {
    return database
        .select(TOKENS.token)
        .from(TOKENS)
        .join(FAMILIES, FAMILIES.family.eq(TOKENS.family))
        .where(TOKENS.hash.eq(hash))
        .first()
        .filter(token -> token.hash().equals(hash));
  }

  @Override
  public boolean rotate(String usedHash, StoredRefreshToken next) {
    return database.tx(tx -> {
      boolean isRotated = lock(tx, next.family()) && use(tx, usedHash, next.family());
      if (isRotated) {
        insertToken(tx, next);
      }
      return isRotated;
    });
  }

  /** Waits for other changes of the family, and returns whether it still exists. */
  private static boolean lock(Db db, String family) {
    return db.update(FAMILIES)
            .set(FAMILIES.client, FAMILIES.client)
            .where(FAMILIES.family.eq(family))
            .execute()
        == 1;
  }

  private static boolean use(Db db, String hash, String family) {
    return db.update(TOKENS)
            .set(TOKENS.used, true)
            .where(TOKENS.hash.eq(hash).and(TOKENS.family.eq(family)).and(TOKENS.used.eq(false)))
            .execute()
        == 1;
  }

  @Override
  public void revokeFamily(String family) {
    database.runTx(tx -> {
      if (lock(tx, family)) {
        tx.delete(TOKENS).where(TOKENS.family.eq(family)).execute();
        tx.delete(FAMILIES).where(FAMILIES.family.eq(family)).execute();
      }
    });
  }

  @Override
  public void revokeSubject(String subject) {
    database
        .select(FAMILIES.family)
        .from(FAMILIES)
        .where(FAMILIES.subject.eq(subject))
        .list()
        .forEach(this::revokeFamily);
  }

  @Override
  public int removeExpired(Instant before) {
    long removed = database.delete(TOKENS).where(TOKENS.expiresAt.lt(before)).execute();
    var tokens = database.select(TOKENS.hash).from(TOKENS).where(TOKENS.family.eq(FAMILIES.family));
    database.delete(FAMILIES).where(Sql.notExists(tokens)).execute();
    return Math.toIntExact(removed);
  }

  /** Returns the names of the tables. */
  @Override
  public String toString() {
    return "JdbcRefreshTokenStore" + tables();
  }
}
