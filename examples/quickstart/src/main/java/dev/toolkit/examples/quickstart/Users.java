package dev.toolkit.examples.quickstart;

import static dev.toolkit.db.Sql.count;
import static dev.toolkit.db.Sql.row;
import static dev.toolkit.examples.quickstart.UserTable.users;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.LoadContext;
import dev.toolkit.db.jdbc.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The users: kept in a database, and read through a cache. Safe for use by multiple threads.
 *
 * <p>What is read of a user carries a tag of that user, so that whatever is cached of them, under
 * whatever key, goes when they are changed.
 */
final class Users {

  private final Database db;
  private final Cache<Long, User> byId;

  Users(Database db, Shared shared) {
    this.db = db;
    this.byId = shared.cache("user", EntryOptions.of(Duration.ofMinutes(5)), User.class).build();
  }

  User add(NewUser user) {
    User added = insert(user);
    // Whoever asked for this id before has left in the cache that there is none.
    byId.invalidateTag(tag(added.id()));
    return added;
  }

  private User insert(NewUser user) {
    return db.insert(users)
        .values(users.draft.of(user.name(), user.email()))
        .returning(row(users.id, users.name, users.email, User::new))
        .one();
  }

  Optional<User> find(long id) {
    return byId.find(id, this::load);
  }

  private User load(long id, LoadContext<User> context) {
    context.tags(tag(id));
    return db.select(users.id, users.name, users.email)
        .from(users)
        .where(users.id.eq(id))
        .as(User::new)
        .first()
        .orElseGet(context::absent);
  }

  /** Returns users with an id greater than the given one, in the order of their ids. */
  List<User> list(long after, int limit) {
    return db.select(users.id, users.name, users.email)
        .from(users)
        .where(users.id.gt(after))
        .orderBy(users.id.asc())
        .limit(limit)
        .as(User::new)
        .list();
  }

  /** Removes a user and returns whether there was one. */
  boolean remove(long id) {
    long removed = db.delete(users).where(users.id.eq(id)).execute();
    byId.invalidateTag(tag(id));
    return removed > 0;
  }

  long size() {
    return db.select(count()).from(users).one();
  }

  private static String tag(long id) {
    return "user:" + id;
  }
}
