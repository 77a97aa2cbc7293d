package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that an audit wants to know: what happened, and details such as {@code principal},
 * {@code reason}, {@code path} and {@code peer}. Tokens, passwords, keys and session identifiers
 * are never among them.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SecurityEvent {

  /**
   * What happened. The names are stable.
   *
   * @since 0.1.0
   */
  public enum Type {
    /** A request had credentials, and they were refused. */
    CREDENTIALS_REFUSED,
    /** A request had credentials that could not be judged, since something needed is not there. */
    CREDENTIALS_UNDECIDED,
    /** A principal was not allowed to do what it asked for. */
    PERMISSION_DENIED,
    /** A request that changes something was not made by a page of the application. */
    CROSS_SITE_REFUSED,
    /** A password or a code was right. */
    LOGIN_SUCCEEDED,
    /** A password or a code was wrong. */
    LOGIN_FAILED,
    /** A login was refused unseen, after too many failures. */
    LOGIN_THROTTLED,
    /** A session began. */
    SESSION_STARTED,
    /** A session was ended before its time. */
    SESSION_REVOKED,
    /** An API key was made. */
    API_KEY_CREATED,
    /** An API key was replaced by another. */
    API_KEY_ROTATED,
    /** An API key was switched on or off, or revoked for good. */
    API_KEY_CHANGED,
    /** The rules of permissions were replaced. */
    POLICY_REPLACED;

    /** Returns whether something was refused. */
    public boolean isRefusal() {
      return switch (this) {
        case CREDENTIALS_REFUSED,
            CREDENTIALS_UNDECIDED,
            PERMISSION_DENIED,
            CROSS_SITE_REFUSED,
            LOGIN_FAILED,
            LOGIN_THROTTLED ->
            true;
        case LOGIN_SUCCEEDED,
            SESSION_STARTED,
            SESSION_REVOKED,
            API_KEY_CREATED,
            API_KEY_ROTATED,
            API_KEY_CHANGED,
            POLICY_REPLACED ->
            false;
      };
    }
  }

  private final Type type;
  private final Map<String, String> details;

  private SecurityEvent(Type type, Map<String, String> details) {
    this.type = requireNonNull(type, "type");
    this.details = Collections.unmodifiableMap(details);
  }

  /** Returns an event without details. */
  public static SecurityEvent of(Type type) {
    return new SecurityEvent(type, Map.of());
  }

  /**
   * Returns an event of a request, with its {@code method}, {@code path}, {@code peer}, {@code
   * requestId} and {@code principal} as far as they are known.
   */
  public static SecurityEvent of(Type type, Context c) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("method", c.request().method().name());
    details.put("path", c.request().path());
    c.request().peer().ifPresent(peer -> details.put("peer", peer));
    c.find(Context.REQUEST_ID).ifPresent(id -> details.put("requestId", id));
    c.find(Principal.KEY).ifPresent(principal -> details.put("principal", principal.id()));
    return new SecurityEvent(type, details);
  }

  /** Returns this event with a further detail. */
  public SecurityEvent with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return new SecurityEvent(type, more);
  }

  /** Returns what happened. */
  public Type type() {
    return type;
  }

  /** Returns the details, in the order in which they were added. */
  public Map<String, String> details() {
    return details;
  }

  /** Returns the type and the details. */
  @Override
  public String toString() {
    return type + " " + details;
  }
}
