package dev.toolkit.examples.quickstart;

import dev.toolkit.server.Server;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The application on a free port, with a database in memory. */
final class Started {

  static final String PASSWORD = "correct horse battery";

  private Started() {}

  /** Starts it with an empty database and without Redis. */
  static Server quickstart() {
    return instance(UUID.randomUUID().toString(), null);
  }

  /** Starts one of several instances, which share a database by its name. */
  static Server instance(String database, @Nullable String redisUrl) {
    return Quickstart.start(
        new Settings("127.0.0.1", 0, "jdbc:h2:mem:" + database, redisUrl, PASSWORD, false));
  }
}
