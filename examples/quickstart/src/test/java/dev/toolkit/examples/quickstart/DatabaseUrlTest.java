package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.jdbc.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseUrlTest {

  @Test
  void jdbc_asItIs() {
    HikariConfig config = DatabaseUrl.config("jdbc:h2:mem:a");

    assertThat(config.getJdbcUrl()).isEqualTo("jdbc:h2:mem:a");
    assertThat(config.getUsername()).isNull();
  }

  @Test
  void postgres_withLoginAndQuery() {
    HikariConfig config =
        DatabaseUrl.config("postgres://ada:s%40crt@db.example.com:6432/shop?sslmode=require");

    assertThat(config.getJdbcUrl())
        .isEqualTo("jdbc:postgresql://db.example.com:6432/shop?sslmode=require");
    assertThat(config.getUsername()).isEqualTo("ada");
    assertThat(config.getPassword()).isEqualTo("s@crt");
  }

  @Test
  void postgres_withoutPort() {
    assertThat(DatabaseUrl.config("postgresql://localhost/shop").getJdbcUrl())
        .isEqualTo("jdbc:postgresql://localhost/shop");
  }

  @Test
  void others_refusedWithoutTheUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.config("mysql://root:secret@host/db"))
        .withMessage("DATABASE_URL must start with jdbc: or postgres://");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseUrl.config("postgres://ada:a b@host/db"))
        .withMessage("DATABASE_URL is no URL at index 16: encode such characters as %XX")
        .withNoCause();
  }

  @Test
  void file_keepsUsersOverRestarts(@TempDir Path folder) {
    String url = "jdbc:h2:file:" + folder.resolve("users");
    User added;
    try (HikariDataSource pool = DatabaseUrl.open(url)) {
      added = new Users(Database.of(pool)).add(new NewUser("Ada", "ada@example.com"));
    }
    try (HikariDataSource pool = DatabaseUrl.open(url)) {
      assertThat(new Users(Database.of(pool)).find(added.id())).contains(added);
    }
  }
}
