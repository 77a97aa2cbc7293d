package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cookie that a response asks the client to store, sent in a {@code Set-Cookie} header as defined
 * by <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1">RFC 6265, section 4.1</a>.
 *
 * <p>A cookie is safe by default: it is {@code Secure}, {@code HttpOnly} and {@code SameSite=Lax}
 * unless the builder is told otherwise.
 *
 * {@snippet :
 * var session = ResponseCookie.builder("session", token)
 *     .path("/")
 *     .maxAge(Duration.ofHours(8))
 *     .build();
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class ResponseCookie {

  /**
   * The cross-site requests on which the client sends a cookie back.
   *
   * @since 0.1.0
   */
  public enum SameSite {
    /** None of them. */
    STRICT("Strict"),
    /** Top-level navigations with a safe method, such as following a link. */
    LAX("Lax"),
    /** All of them. Clients accept this only from a {@code Secure} cookie. */
    NONE("None");

    private final String attribute;

    SameSite(String attribute) {
      this.attribute = attribute;
    }
  }

  private final String name;
  private final String value;
  private final @Nullable String path;
  private final @Nullable String domain;
  private final @Nullable Duration maxAge;
  private final SameSite sameSite;
  private final boolean secure;
  private final boolean httpOnly;

  private ResponseCookie(Builder builder) {
    this.name = builder.name;
    this.value = builder.value;
    this.path = builder.path;
    this.domain = builder.domain;
    this.maxAge = builder.maxAge;
    this.sameSite = builder.sameSite;
    this.secure = builder.secure;
    this.httpOnly = builder.httpOnly;
  }

  private ResponseCookie(ResponseCookie cookie, String value) {
    this.name = cookie.name;
    this.value = value;
    this.path = cookie.path;
    this.domain = cookie.domain;
    this.maxAge = cookie.maxAge;
    this.sameSite = cookie.sameSite;
    this.secure = cookie.secure;
    this.httpOnly = cookie.httpOnly;
  }

  /**
   * Returns a builder for a cookie with the given name and value.
   *
   * <p>Characters that RFC 6265 does not allow in a cookie are rejected rather than escaped,
   * because clients disagree on how to unescape them. Encode such a value first, for example as
   * base64url.
   *
   * @param name the cookie name, a non-empty HTTP token
   * @param value the cookie value, which may be empty
   * @return a new builder
   * @throws IllegalArgumentException if the name or the value holds a character that is not allowed
   */
  public static Builder builder(String name, String value) {
    return new Builder(name, value);
  }

  /** Returns the cookie name. */
  public String name() {
    return name;
  }

  /** Returns the cookie value, exactly as it was given to the builder. */
  public String value() {
    return value;
  }

  /**
   * Returns this cookie with another value and the same attributes.
   *
   * @throws IllegalArgumentException if the value holds a character that is not allowed
   */
  public ResponseCookie withValue(String value) {
    return new ResponseCookie(this, requireCookieValue(name, requireNonNull(value, "value")));
  }

  /** Returns how long the client keeps the cookie, or empty for the length of its session. */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  /** Returns this cookie in the form of a {@code Set-Cookie} header value. */
  @SuppressWarnings("JavaDurationGetSecondsToToSeconds") // the edge has no toSeconds()
  public String headerValue() {
    var header = new StringBuilder(64).append(name).append('=').append(value);
    if (path != null) {
      header.append("; Path=").append(path);
    }
    if (domain != null) {
      header.append("; Domain=").append(domain);
    }
    if (maxAge != null) {
      header.append("; Max-Age=").append(maxAge.getSeconds());
    }
    if (secure) {
      header.append("; Secure");
    }
    if (httpOnly) {
      header.append("; HttpOnly");
    }
    return header.append("; SameSite=").append(sameSite.attribute).toString();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ResponseCookie other
        && name.equals(other.name)
        && value.equals(other.value)
        && Objects.equals(path, other.path)
        && Objects.equals(domain, other.domain)
        && Objects.equals(maxAge, other.maxAge)
        && sameSite == other.sameSite
        && secure == other.secure
        && httpOnly == other.httpOnly;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, value, path, domain, maxAge, sameSite, secure, httpOnly);
  }

  /** Returns a description for logs, without the value, which is often a credential. */
  @Override
  public String toString() {
    return "ResponseCookie[" + name + ", " + value.length() + " characters]";
  }

  /**
   * Builds a {@link ResponseCookie}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String name;
    private final String value;
    private @Nullable String path;
    private @Nullable String domain;
    private @Nullable Duration maxAge;
    private SameSite sameSite = SameSite.LAX;
    private boolean secure = true;
    private boolean httpOnly = true;

    private Builder(String name, String value) {
      this.name = Tokens.require(requireNonNull(name, "name"), "Cookie name");
      this.value = requireCookieValue(name, requireNonNull(value, "value"));
    }

    /**
     * Limits the cookie to this path and the paths below it. The default is the directory of the
     * request that set the cookie.
     *
     * @throws IllegalArgumentException if the path does not start with a slash, or holds a
     *     semicolon or what is not visible ASCII
     */
    public Builder path(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("Cookie path must start with '/': \"" + path + "\"");
      }
      requireAttribute(path, "the path");
      this.path = path;
      return this;
    }

    /**
     * Sends the cookie to this host and all hosts below it. The default is the host that set the
     * cookie, and no other.
     *
     * @throws IllegalArgumentException if the domain is empty, or holds a semicolon or what is not
     *     visible ASCII
     */
    public Builder domain(String domain) {
      if (domain.isEmpty()) {
        throw new IllegalArgumentException("Cookie domain must not be empty");
      }
      requireAttribute(domain, "the domain");
      this.domain = domain;
      return this;
    }

    /**
     * Keeps the cookie for this long, rounded down to seconds. Zero asks the client to delete it.
     * The default is until the client ends its session.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxAge(Duration maxAge) {
      if (maxAge.isNegative()) {
        throw new IllegalArgumentException("Cookie max-age must not be negative: " + maxAge);
      }
      this.maxAge = maxAge;
      return this;
    }

    /** Sets the cross-site requests on which the client sends the cookie back. */
    public Builder sameSite(SameSite sameSite) {
      this.sameSite = requireNonNull(sameSite, "sameSite");
      return this;
    }

    /** Lets the client send the cookie over plain HTTP, where it can be read by the network. */
    public Builder allowPlainHttp() {
      this.secure = false;
      return this;
    }

    /** Lets scripts in the page read the cookie. */
    public Builder allowScripts() {
      this.httpOnly = false;
      return this;
    }

    /**
     * Returns the cookie described by this builder.
     *
     * @throws IllegalStateException if the attributes contradict each other
     */
    public ResponseCookie build() {
      if (sameSite == SameSite.NONE && !secure) {
        throw new IllegalStateException(
            "Cookie '"
                + name
                + "' has SameSite=None, which clients accept only with Secure: remove"
                + " allowPlainHttp() or choose another SameSite");
      }
      requirePrefixKept();
      return new ResponseCookie(this);
    }

    /** Clients drop a cookie that breaks the promise of its name: RFC 6265bis, section 4.1.3. */
    private void requirePrefixKept() {
      boolean host = name.startsWith("__Host-");
      if ((host || name.startsWith("__Secure-")) && !secure) {
        throw new IllegalStateException(
            "Cookie '" + name + "' must be Secure by its prefix: remove allowPlainHttp()");
      }
      if (host && (domain != null || !"/".equals(path))) {
        throw new IllegalStateException(
            "Cookie '" + name + "' must have path(\"/\") and no domain by its prefix");
      }
    }

    private void requireAttribute(String value, String what) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == ';' || c < ' ' || c >= 0x7f) {
          throw Tokens.unexpected(c, i, what + " of cookie '" + name + "'");
        }
      }
    }
  }

  private static String requireCookieValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      // RFC 6265, section 4.1.1: cookie-octet.
      if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
        throw Tokens.unexpected(c, i, "the value of cookie '" + name + "'");
      }
    }
    return value;
  }
}
