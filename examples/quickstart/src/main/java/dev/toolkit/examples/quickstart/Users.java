package dev.toolkit.examples.quickstart;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The users, in memory and in order of their ids. Safe for use by multiple threads. */
final class Users {

  private final ConcurrentNavigableMap<Long, User> byId = new ConcurrentSkipListMap<>();
  private final AtomicLong lastId = new AtomicLong();

  User add(NewUser user) {
    var added = new User(lastId.incrementAndGet(), user.name(), user.email());
    byId.put(added.id(), added);
    return added;
  }

  Optional<User> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns users with an id greater than the given one. */
  List<User> list(long after, int limit) {
    return byId.tailMap(after, false).values().stream().limit(limit).toList();
  }

  /** Removes a user and returns whether there was one. */
  boolean remove(long id) {
    return byId.remove(id) != null;
  }
}
