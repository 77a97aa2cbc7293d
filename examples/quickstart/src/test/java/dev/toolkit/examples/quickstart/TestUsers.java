package dev.toolkit.examples.quickstart;

import dev.toolkit.db.jdbc.Database;
import java.util.UUID;

/** Users in a database in memory, which is of this test alone and ends with the process. */
final class TestUsers {
  private TestUsers() {}

  static Users none() {
    return new Users(Database.of(DatabaseUrl.open("jdbc:h2:mem:" + UUID.randomUUID())));
  }
}
