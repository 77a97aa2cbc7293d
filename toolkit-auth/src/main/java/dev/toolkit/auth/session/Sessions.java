package dev.toolkit.auth.session;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.internal.Digests;
import dev.toolkit.core.RandomSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts, finds and ends sessions. {@link SessionAuth} does so for requests with cookies.
 *
 * <p>A token is 256 random bits; only its SHA-256 is stored, so that a copy of the store signs
 * nobody in. A session ends when it is not used for the idle timeout, at its greatest age however
 * much it is used, or when it is revoked, which holds from the next request on.
 *
 * <p>The defaults: an idle timeout of 30 minutes, a greatest age of 12 hours, no audit log, the
 * system's clock, {@link SecureRandom}.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class Sessions {

  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_CHARACTERS = 43;
  private static final int ID_BYTES = 12;

  /** How exactly it is kept when a session was seen, so that not every request writes. */
  private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

  private final SessionStore store;
  private final Duration idleTimeout;
  private final Duration maxAge;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RandomSource random;

  private Sessions(Builder builder) {
    this.store = builder.store;
    this.idleTimeout = builder.idleTimeout;
    this.maxAge = builder.maxAge;
    this.audit = builder.audit;
    this.clock = builder.clock;
    this.random = builder.random;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder(SessionStore store) {
    return new Builder(store);
  }

  /** Starts a session of somebody who has just proved who they are. */
  public StartedSession start(Principal principal) {
    return start(principal, Map.of());
  }

  /**
   * Starts a session of somebody who has just proved who they are.
   *
   * @param attributes what to keep with it, such as the name of the device
   */
  public StartedSession start(Principal principal, Map<String, String> attributes) {
    Instant now = clock.instant();
    var session =
        new Session(random(ID_BYTES), principal.id(), now, now, now.plus(maxAge), attributes);
    StartedSession started = insert(session);
    record(SecurityEvent.Type.SESSION_STARTED, principal.id(), session.id());
    return started;
  }

  private StartedSession insert(Session session) {
    String token = random(TOKEN_BYTES);
    store.insert(hash(token), session);
    return new StartedSession(session, token);
  }

  private String random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Digests.base64Url(bytes);
  }

  /** Returns the session of a token, or empty if there is none or it has ended. */
  public Optional<Session> find(String token) {
    if (!isToken(token)) {
      return Optional.empty();
    }
    byte[] hash = hash(token);
    Session session = store.find(hash).orElse(null);
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (session.isOver(now, idleTimeout)) {
      store.delete(hash);
      return Optional.empty();
    }
    if (!now.isBefore(session.lastSeenAt().plus(touchInterval()))) {
      store.touch(hash, now);
      return Optional.of(session.withLastSeenAt(now));
    }
    return Optional.of(session);
  }

  /** A tenth of a short timeout: a session that is used must not end for want of a note of it. */
  private Duration touchInterval() {
    Duration tenth = idleTimeout.dividedBy(10);
    return tenth.compareTo(TOUCH_INTERVAL) < 0 ? tenth : TOUCH_INTERVAL;
  }

  /**
   * Gives a session a new token, and makes the old one worthless. Call it when a session gains
   * rights, such as after a second factor, so that nobody who knew the token before has them too.
   *
   * @return the session with its token, or empty if the old token has none
   */
  public Optional<StartedSession> renew(String token) {
    Session session = find(token).orElse(null);
    // Whoever deletes the old one renews it: of two that try, the other has no session to renew.
    if (session == null || !store.delete(hash(token))) {
      return Optional.empty();
    }
    return Optional.of(insert(session));
  }

  /** Returns whether the principal has proved who they are within this time. */
  public boolean isFresh(Session session, Duration within) {
    return clock.instant().isBefore(session.startedAt().plus(within));
  }

  /** Returns the sessions of a principal that have not ended, the oldest first. */
  public List<Session> list(Principal principal) {
    Instant now = clock.instant();
    return store.ofPrincipal(principal.id()).stream()
        .filter(session -> !session.isOver(now, idleTimeout))
        .toList();
  }

  /** Ends the session of a token. Nothing happens if there is none. */
  public void revoke(String token) {
    if (!isToken(token)) {
      return;
    }
    byte[] hash = hash(token);
    Session session = store.find(hash).orElse(null);
    if (session != null && store.delete(hash)) {
      record(SecurityEvent.Type.SESSION_REVOKED, session.principalId(), session.id());
    }
  }

  /**
   * Ends one session of the principal, such as that of a lost device.
   *
   * @return whether the principal has such a session
   */
  public boolean revoke(Principal principal, String sessionId) {
    boolean isRevoked = store.delete(principal.id(), sessionId);
    if (isRevoked) {
      record(SecurityEvent.Type.SESSION_REVOKED, principal.id(), sessionId);
    }
    return isRevoked;
  }

  /**
   * Ends all sessions of a principal, for example when the password was changed or the account
   * closed.
   *
   * @return how many there were
   */
  public int revokeAll(String principalId) {
    int revoked = store.deleteAll(principalId);
    if (revoked > 0) {
      record(SecurityEvent.Type.SESSION_REVOKED, principalId, "all");
    }
    return revoked;
  }

  /**
   * Deletes sessions that have ended from the store. They are of no use to anyone; this is to free
   * their space, an hour apart or so.
   *
   * @return how many
   */
  public int deleteEnded() {
    Instant now = clock.instant();
    return store.deleteEnded(now, now.minus(idleTimeout));
  }

  Duration maxAge() {
    return maxAge;
  }

  private static boolean isToken(String text) {
    if (text.length() != TOKEN_CHARACTERS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDigit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!isDigit && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static byte[] hash(String token) {
    return Digests.sha256(token.getBytes(StandardCharsets.US_ASCII));
  }

  private void record(SecurityEvent.Type type, String principalId, String sessionId) {
    audit.record(SecurityEvent.of(type).with("principal", principalId).with("session", sessionId));
  }

  /** Returns the timeouts. */
  @Override
  public String toString() {
    return "Sessions[idle " + idleTimeout + ", at most " + maxAge + "]";
  }

  /**
   * Builds {@link Sessions}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final SessionStore store;
    private Duration idleTimeout = Duration.ofMinutes(30);
    private Duration maxAge = Duration.ofHours(12);
    private AuditLog audit = AuditLog.none();
    private InstantSource clock = InstantSource.system();
    private RandomSource random = new SecureRandom()::nextBytes;

    private Builder(SessionStore store) {
      this.store = requireNonNull(store, "store");
    }

    /**
     * Sets after how much time without a request a session ends. The default is 30 minutes.
     *
     * @throws IllegalArgumentException if the duration is less than a second
     */
    public Builder idleTimeout(Duration timeout) {
      this.idleTimeout = atLeastOneSecond("idleTimeout", timeout);
      return this;
    }

    /**
     * Sets after how much time a session ends however much it is used. The default is 12 hours.
     *
     * @throws IllegalArgumentException if the duration is less than a second
     */
    public Builder maxAge(Duration maxAge) {
      this.maxAge = atLeastOneSecond("maxAge", maxAge);
      return this;
    }

    private static Duration atLeastOneSecond(String what, Duration value) {
      if (value.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(what + " must be at least a second: " + value);
      }
      return value;
    }

    /** Sets where sessions that begin and are revoked are recorded. The default is nowhere. */
    public Builder audit(AuditLog audit) {
      this.audit = requireNonNull(audit, "audit");
      return this;
    }

    /** Sets the clock. The default is the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Sets where tokens come from. The default is {@link SecureRandom}. */
    public Builder random(RandomSource random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /**
     * Returns what this builder describes.
     *
     * @throws IllegalStateException if the idle timeout is longer than the greatest age
     */
    public Sessions build() {
      if (idleTimeout.compareTo(maxAge) > 0) {
        throw new IllegalStateException(
            "idleTimeout(" + idleTimeout + ") must not be longer than maxAge(" + maxAge + ")");
      }
      return new Sessions(this);
    }
  }
}
