package dev.toolkit.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.LayerContract;
import dev.toolkit.cache.testing.TestClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcLayerTest implements LayerContract {

  private final TestClock clock = TestClock.create();
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
  private final JdbcLayer layer = JdbcLayer.of(pool, "cache_entries", clock);

  @BeforeEach
  void createTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table cache_entries (
            k varbinary(1024) primary key,
            version char(32) not null,
            expires_at bigint not null,
            head varbinary(1000000) not null,
            body blob
          )
          """);
      statement.execute("create index cache_entries_expiry on cache_entries (expires_at)");
    }
  }

  @AfterEach
  void dispose() {
    pool.dispose();
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  @Test
  void sweep_deletesWhatHasExpired() throws SQLException {
    layer.write("a", Stored.of(new Version(1, 1), Duration.ofSeconds(1), new byte[0], new byte[0]));
    layer.write("b", Stored.of(new Version(1, 1), Duration.ofSeconds(9), new byte[0], new byte[0]));
    layer.remove("c", new Version(1, 1), Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));

    assertThat(layer.sweep()).isEqualTo(2);
    assertThat(layer.sweep()).isZero();
    assertThat(layer.read("b")).isPresent();
  }

  @Test
  void of_nameThatIsNoName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcLayer.of(pool, "entries; drop table users"))
        .withMessage(
            "Name of a table must consist of letters, digits, underscores and dots: found 0x3b at"
                + " index 7");
  }

  @Test
  void missingTable_isTheCallersToHear() {
    assertThatThrownBy(() -> JdbcLayer.of(pool, "no_such_table").read("k"))
        .isInstanceOf(SQLException.class);
  }
}
