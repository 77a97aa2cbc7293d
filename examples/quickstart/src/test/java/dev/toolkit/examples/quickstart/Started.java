package dev.toolkit.examples.quickstart;

import dev.toolkit.server.Server;
import java.util.UUID;

/** The application on a free port, with an empty database in memory. */
final class Started {

  static final String PASSWORD = "correct horse battery";

  private Started() {}

  static Server quickstart() {
    String database = "jdbc:h2:mem:" + UUID.randomUUID();
    return Quickstart.start(new Settings("127.0.0.1", 0, database, PASSWORD, false));
  }
}
