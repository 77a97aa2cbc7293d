package dev.toolkit.auth.session;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Keeps sessions in the memory of this process: they end with it.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemorySessionStore implements SessionStore {

  private final Map<ByteBuffer, Session> sessions = new ConcurrentHashMap<>();

  private MemorySessionStore() {}

  /** Returns an empty store. */
  public static MemorySessionStore create() {
    return new MemorySessionStore();
  }

  @Override
  public void insert(byte[] hash, Session session) {
    if (sessions.putIfAbsent(ByteBuffer.wrap(hash.clone()), session) != null) {
      throw new IllegalStateException("There is a session of this hash");
    }
  }

  @Override
  public Optional<Session> find(byte[] hash) {
    return Optional.ofNullable(sessions.get(ByteBuffer.wrap(hash)));
  }

  @Override
  public void touch(byte[] hash, Instant lastSeenAt) {
    sessions.computeIfPresent(
        ByteBuffer.wrap(hash),
        (key, known) ->
            lastSeenAt.isAfter(known.lastSeenAt()) ? known.withLastSeenAt(lastSeenAt) : known);
  }

  @Override
  public boolean delete(byte[] hash) {
    return sessions.remove(ByteBuffer.wrap(hash)) != null;
  }

  @Override
  public List<Session> ofPrincipal(String principalId) {
    return sessions.values().stream()
        .filter(session -> session.principalId().equals(principalId))
        .sorted(Comparator.comparing(Session::startedAt).thenComparing(Session::id))
        .toList();
  }

  @Override
  public boolean delete(String principalId, String sessionId) {
    return deleteIf(
            session -> session.principalId().equals(principalId) && session.id().equals(sessionId))
        > 0;
  }

  @Override
  public int deleteAll(String principalId) {
    return deleteIf(session -> session.principalId().equals(principalId));
  }

  @Override
  public int deleteEnded(Instant now, Instant seenBefore) {
    return deleteIf(
        session -> !now.isBefore(session.expiresAt()) || !session.lastSeenAt().isAfter(seenBefore));
  }

  private int deleteIf(Predicate<Session> condition) {
    var deleted = new AtomicInteger();
    sessions.forEach((hash, session) -> {
      if (condition.test(session) && sessions.remove(hash) != null) {
        deleted.incrementAndGet();
      }
    });
    return deleted.get();
  }

  /** Returns the number of sessions. */
  @Override
  public String toString() {
    return "MemorySessionStore[" + sessions.size() + "]";
  }
}
