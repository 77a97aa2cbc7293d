package dev.toolkit.cache.jdbc;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A layer in a table of a database, by plain JDBC and SQL that all databases know. The application
 * makes the table, for example in H2 and, with {@code bytea} in the place of both binary types, in
 * PostgreSQL:
 *
 * {@snippet lang="text" :
 * create table cache_entries (
 *   k varbinary(1024) primary key,
 *   version char(32) not null,
 *   expires_at bigint not null,
 *   head varbinary(1000000) not null,
 *   body blob
 * );
 * create index cache_entries_expiry on cache_entries (expires_at);
 * }
 *
 * <p>Expired rows stay until {@link #sweep} deletes them, which the application calls now and then.
 * Lifetimes are measured by the clocks of the nodes: nodes whose clocks differ by a second see an
 * entry expire a second apart.
 *
 * <p>Each call takes a connection that commits by itself. A cache that gives up waiting interrupts
 * the call, which costs some drivers the connection; a time-out of the pool or of the statements
 * that is shorter than the cache's avoids it.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JdbcLayer implements Layer {

  /** SQL:2016, part 2, table 38: the class of integrity constraint violations. */
  private static final String CONSTRAINT_CLASS = "23";

  private final DataSource source;
  private final InstantSource clock;
  private final String table;

  private JdbcLayer(DataSource source, InstantSource clock, String table) {
    this.source = source;
    this.clock = clock;
    this.table = table;
  }

  /**
   * Returns a layer in the table.
   *
   * @param table its name, with a schema or without
   * @throws IllegalArgumentException if the name holds anything but letters, digits, underscores
   *     and dots
   */
  public static JdbcLayer of(DataSource source, String table) {
    return of(source, table, InstantSource.system());
  }

  /** Returns a layer in the table, with a clock of your own. */
  public static JdbcLayer of(DataSource source, String table, InstantSource clock) {
    for (int i = 0; i < table.length(); i++) {
      char c = table.charAt(i);
      if (!isPlain(c)) {
        throw new IllegalArgumentException(
            "Name of a table must consist of letters, digits, underscores and dots: found 0x"
                + Integer.toHexString(c)
                + " at index "
                + i);
      }
    }
    return new JdbcLayer(requireNonNull(source, "source"), requireNonNull(clock, "clock"), table);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.';
  }

  @Override
  public Optional<Stored> read(String key) throws SQLException {
    return readColumns(key, "body");
  }

  @Override
  public Optional<Stored> readHead(String key) throws SQLException {
    return readColumns(key, "null");
  }

  private Optional<Stored> readColumns(String key, String body) throws SQLException {
    String sql =
        "select version, expires_at, head, "
            + body
            + " from "
            + table
            + " where k = ? and expires_at > ? and body is not null";
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      long now = clock.millis();
      statement.setBytes(1, bytes(key));
      statement.setLong(2, now);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(stored(rows, rows.getBytes(4), now)) : Optional.empty();
      }
    }
  }

  private static Stored stored(ResultSet rows, byte @Nullable [] body, long now)
      throws SQLException {
    return Stored.of(
        Version.parse(rows.getString(1)),
        Duration.ofMillis(rows.getLong(2) - now),
        rows.getBytes(3),
        body == null ? new byte[0] : body);
  }

  @Override
  public boolean write(String key, Stored entry) throws SQLException {
    return put(key, entry.version(), entry.remaining(), entry.head(), entry.body());
  }

  @Override
  public boolean remove(String key, Version version, Duration memory) throws SQLException {
    return put(key, version, memory, new byte[0], null);
  }

  /**
   * Updates the row if it is older, and inserts it if there is none. Where another insert came in
   * between, it is there to be compared with.
   */
  private boolean put(
      String key, Version version, Duration life, byte[] head, byte @Nullable [] body)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      if (update(connection, key, version, life, head, body)) {
        return true;
      }
      try {
        return insert(connection, key, version, life, head, body);
      } catch (SQLException e) {
        String state = e.getSQLState();
        if (state == null || !state.startsWith(CONSTRAINT_CLASS)) {
          throw e;
        }
        return update(connection, key, version, life, head, body);
      }
    }
  }

  private boolean update(
      Connection connection,
      String key,
      Version version,
      Duration life,
      byte[] head,
      byte @Nullable [] body)
      throws SQLException {
    String sql =
        "update "
            + table
            + " set version = ?, expires_at = ?, head = ?, body = ?"
            + " where k = ? and (version < ? or expires_at <= ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long now = clock.millis();
      bind(statement, version, now + life.toMillis(), head, body);
      statement.setBytes(5, bytes(key));
      statement.setString(6, version.text());
      statement.setLong(7, now);
      return statement.executeUpdate() == 1;
    }
  }

  private boolean insert(
      Connection connection,
      String key,
      Version version,
      Duration life,
      byte[] head,
      byte @Nullable [] body)
      throws SQLException {
    String sql =
        "insert into " + table + " (version, expires_at, head, body, k) values (?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, version, clock.millis() + life.toMillis(), head, body);
      statement.setBytes(5, bytes(key));
      return statement.executeUpdate() == 1;
    }
  }

  private static void bind(
      PreparedStatement statement,
      Version version,
      long expiresAt,
      byte[] head,
      byte @Nullable [] body)
      throws SQLException {
    statement.setString(1, version.text());
    statement.setLong(2, expiresAt);
    statement.setBytes(3, head);
    statement.setBytes(4, body);
  }

  @Override
  public Listing list(String prefix, int limit, String cursor) throws SQLException {
    byte[] start = bytes(cursor.isEmpty() ? prefix : cursor);
    byte[] end = after(bytes(prefix));
    String sql =
        "select version, expires_at, head, k from "
            + table
            + " where k "
            + (cursor.isEmpty() ? ">=" : ">")
            + " ?"
            + (end.length == 0 ? "" : " and k < ?")
            + " and expires_at > ? and body is not null order by k";
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      long now = clock.millis();
      int parameter = 1;
      statement.setBytes(parameter++, start);
      if (end.length > 0) {
        statement.setBytes(parameter++, end);
      }
      statement.setLong(parameter, now);
      statement.setMaxRows(limit + 1);
      try (ResultSet rows = statement.executeQuery()) {
        return page(rows, limit, now);
      }
    }
  }

  private static Listing page(ResultSet rows, int limit, long now) throws SQLException {
    List<Listing.Key> keys = new ArrayList<>();
    while (rows.next()) {
      if (keys.size() == limit) {
        return Listing.before(keys.get(limit - 1).key(), keys);
      }
      String key = new String(rows.getBytes(4), StandardCharsets.UTF_8);
      keys.add(new Listing.Key(key, stored(rows, null, now)));
    }
    return Listing.last(keys);
  }

  /** Returns the first key after all that start with the prefix, or nothing if there is none. */
  private static byte[] after(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xff) {
        byte[] next = Arrays.copyOf(prefix, i + 1);
        next[i]++;
        return next;
      }
    }
    return new byte[0];
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Deletes expired rows.
   *
   * @return how many there were
   */
  public int sweep() throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("delete from " + table + " where expires_at <= ?")) {
      statement.setLong(1, clock.millis());
      return statement.executeUpdate();
    }
  }

  /** Does nothing: connections are the data source's. */
  @Override
  public void close() {}
}
