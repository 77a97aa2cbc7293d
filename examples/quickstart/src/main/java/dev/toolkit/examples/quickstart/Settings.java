package dev.toolkit.examples.quickstart;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application takes from its environment variables.
 *
 * @param host {@code HOST}: the address to listen on, 127.0.0.1 unless it is set
 * @param port {@code PORT}: 3000 unless it is set; 0 takes any free one
 * @param databaseUrl {@code DATABASE_URL}: a JDBC URL or one such as
 *     postgres://user:password@host/database; unless it is set, H2 in a file below the folder data
 * @param redisUrl {@code REDIS_URL}: what the instances of the application share; null if it is not
 *     set, and then each has a cache and counts requests for itself
 * @param password {@code DEMO_PASSWORD}: the password of the accounts admin and reader
 * @param passwordIsGenerated whether the password was made up for this run
 */
record Settings(
    String host,
    int port,
    String databaseUrl,
    @Nullable String redisUrl,
    String password,
    boolean passwordIsGenerated) {

  private static final String FILE = "jdbc:h2:file:./data/quickstart";
  private static final int PASSWORD_BYTES = 12;

  static Settings of(Map<String, String> environment) {
    String password = environment.get("DEMO_PASSWORD");
    return new Settings(
        environment.getOrDefault("HOST", "127.0.0.1"),
        port(environment.getOrDefault("PORT", "3000")),
        jdbcUrl(environment.getOrDefault("DATABASE_URL", FILE)),
        environment.get("REDIS_URL"),
        password == null ? generatedPassword() : password,
        password == null);
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("PORT must be a number: \"" + text + "\"", e);
    }
  }

  /** Hosters give PostgreSQL's own form of URL, which its JDBC driver does not take. */
  private static String jdbcUrl(String url) {
    if (url.startsWith("jdbc:")) {
      return url;
    }
    if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
      throw new IllegalArgumentException(
          "DATABASE_URL must start with jdbc:, postgres:// or postgresql://");
    }
    URI uri = URI.create(url);
    String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath();
    return user.length < 2 ? jdbc : jdbc + "?user=" + user[0] + "&password=" + user[1];
  }

  private static String generatedPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns where it listens: the rest holds passwords. */
  @Override
  public String toString() {
    return "Settings[" + host + ":" + port + "]";
  }
}
