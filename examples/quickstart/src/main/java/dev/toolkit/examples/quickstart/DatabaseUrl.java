package dev.toolkit.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Opens a pool for what {@code DATABASE_URL} says: a JDBC URL, or {@code
 * postgres://user:password@host:5432/name} as hosting providers give it.
 */
final class DatabaseUrl {
  /** A file beside the program. */
  static final String DEFAULT = "jdbc:h2:file:./users";

  private DatabaseUrl() {}

  static HikariDataSource open(String url) {
    return new HikariDataSource(config(url));
  }

  /** Messages are without the URL, which may hold a password. */
  static HikariConfig config(String url) {
    var config = new HikariConfig();
    if (url.startsWith("jdbc:")) {
      config.setJdbcUrl(url);
    } else if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
      postgres(config, url);
    } else {
      throw new IllegalArgumentException("DATABASE_URL must start with jdbc: or postgres://");
    }
    return config;
  }

  private static void postgres(HikariConfig config, String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "DATABASE_URL is no URL at index " + e.getIndex() + ": encode such characters as %XX");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("DATABASE_URL has no host");
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    config.setJdbcUrl("jdbc:postgresql://" + url.getHost() + port + url.getRawPath() + query);
    if (url.getUserInfo() != null) {
      String[] login = url.getUserInfo().split(":", 2);
      config.setUsername(login[0]);
      config.setPassword(login.length > 1 ? login[1] : "");
    }
  }
}
