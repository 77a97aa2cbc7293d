package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void of_nothing() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(3000);
    assertThat(settings.databaseUrl()).isEqualTo("jdbc:h2:file:./data/quickstart");
    assertThat(settings.redisUrl()).isNull();
    assertThat(settings.password()).hasSize(16);
    assertThat(settings.passwordIsGenerated()).isTrue();
    assertThat(settings.toString()).doesNotContain(settings.password());
  }

  @Test
  void of_all() {
    Settings settings =
        Settings.of(
            Map.of(
                "PORT",
                "8080",
                "HOST",
                "0.0.0.0",
                "DATABASE_URL",
                "jdbc:h2:mem:x",
                "REDIS_URL",
                "redis://cache.example.com",
                "DEMO_PASSWORD",
                "secret"));

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "0.0.0.0", 8080, "jdbc:h2:mem:x", "redis://cache.example.com", "secret", false));
  }

  @Test
  void of_portOfAnotherForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(Map.of("PORT", "http")))
        .withMessage("PORT must be a number: \"http\"");
  }

  @Test
  void of_postgresUrl() {
    assertThat(databaseUrl("postgres://me:s%40crt@db.example.com:5433/app"))
        .isEqualTo("jdbc:postgresql://db.example.com:5433/app?user=me&password=s%40crt");
    assertThat(databaseUrl("postgresql://localhost/app"))
        .isEqualTo("jdbc:postgresql://localhost/app");
  }

  @Test
  void of_databaseUrlOfAnotherForm_isNotQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> databaseUrl("mysql://me:secret@localhost/app"))
        .withMessage("DATABASE_URL must start with jdbc:, postgres:// or postgresql://");
  }

  private static String databaseUrl(String url) {
    return Settings.of(Map.of("DATABASE_URL", url)).databaseUrl();
  }
}
