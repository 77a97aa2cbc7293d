package dev.toolkit.auth.session;

import static java.util.Objects.requireNonNull;

/**
 * A session that was just started or renewed, with its token, which the device gets now and which
 * is kept nowhere else.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class StartedSession {

  private final Session session;
  private final String token;

  StartedSession(Session session, String token) {
    this.session = requireNonNull(session, "session");
    this.token = requireNonNull(token, "token");
  }

  /** Returns the session. */
  public Session session() {
    return session;
  }

  /** Returns the token, which is a secret. */
  public String revealToken() {
    return token;
  }

  /** Returns the description of the session, without the token. */
  @Override
  public String toString() {
    return "StartedSession[" + session + "]";
  }
}
