package dev.toolkit.examples.quickstart;

import static dev.toolkit.db.Sql.row;
import static dev.toolkit.examples.quickstart.UserTable.users;

import dev.toolkit.db.Projection;
import dev.toolkit.db.jdbc.Database;
import java.util.List;
import java.util.Optional;

/** The users, in a database and in order of their ids. Safe for use by multiple threads. */
final class Users {
  private static final Projection<User> USER = row(users.id, users.name, users.email, User::new);

  private final Database db;

  /** Keeps users in the database, whose table is created if it is not there. */
  Users(Database db) {
    this.db = db;
    db.schema().createMissing(users);
  }

  User add(NewUser user) {
    return db.insert(users)
        .values(users.draft.of(user.name(), user.email()))
        .returning(USER)
        .one();
  }

  Optional<User> find(long id) {
    return db.select(USER).from(users).where(users.id.eq(id)).first();
  }

  /** Returns users with an id greater than the given one. */
  List<User> list(long after, int limit) {
    return db.select(USER)
        .from(users)
        .where(users.id.gt(after))
        .orderBy(users.id.asc())
        .limit(limit)
        .list();
  }

  /** Removes a user and returns whether there was one. */
  boolean remove(long id) {
    return db.delete(users).where(users.id.eq(id)).execute() > 0;
  }
}
