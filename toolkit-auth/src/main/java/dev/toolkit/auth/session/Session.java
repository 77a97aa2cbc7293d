package dev.toolkit.auth.session;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody's being signed in on one device. The token by which the device proves it is no part of
 * this, and is kept nowhere but there.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param id tells the session from others, for lists of devices; of no use to sign in
 * @param principalId who has signed in
 * @param startedAt when they proved who they are
 * @param lastSeenAt when the device was last seen, to about a minute
 * @param expiresAt when the session ends however much it is used
 * @param attributes what the application keeps with it, such as the name of the device
 * @since 0.1.0
 */
public record Session(
    String id,
    String principalId,
    Instant startedAt,
    Instant lastSeenAt,
    Instant expiresAt,
    Map<String, String> attributes) {

  /** The key under which a context has the session of its request. */
  public static final Key<Session> KEY = Key.of("session");

  /** Makes a session. */
  public Session {
    requireNonNull(id, "id");
    requireNonNull(principalId, "principalId");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(lastSeenAt, "lastSeenAt");
    requireNonNull(expiresAt, "expiresAt");
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** Returns this session, seen at another time. */
  public Session withLastSeenAt(Instant lastSeenAt) {
    return new Session(id, principalId, startedAt, lastSeenAt, expiresAt, attributes);
  }

  /** Returns whether it has ended, by its end or by not being used for the idle timeout. */
  boolean isOver(Instant now, Duration idleTimeout) {
    return !now.isBefore(expiresAt) || !now.isBefore(lastSeenAt.plus(idleTimeout));
  }

  /** Returns the identifiers, without the attributes. */
  @Override
  public String toString() {
    return "Session[" + id + ", " + principalId + "]";
  }
}
