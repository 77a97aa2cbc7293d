package dev.toolkit.auth.session;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Query;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.ResponseCookie;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests by a session cookie, and protects what the cookie authorizes from other
 * sites.
 *
 * {@snippet :
 * SessionAuth sessions = SessionAuth.of(Sessions.builder(store).build(), users::find);
 *
 * routes
 *     .group(login -> login.use(OriginCheck.create())
 *         .post("/login", Credentials.class, (c, given) -> sessions.signIn(c, user, c.noContent())))
 *     .group("/account", account -> account
 *         .use(Authenticate.by(sessions))
 *         .get("/csrf", c -> c.json(Map.of("token", SessionAuth.csrfToken(c))))
 *         .post("/logout", c -> sessions.signOut(c, c.noContent())));
 * }
 *
 * <p>Every request with an unsafe method must pass an {@link OriginCheck}, and bring a token that
 * only pages of this origin can read ({@link #csrfToken}), in the header {@value #CSRF_HEADER} or
 * in the field {@value #CSRF_FIELD} of a form in {@code application/x-www-form-urlencoded}; else it
 * is answered 403. A cookie without a session, or with one that has ended, counts as none.
 *
 * <p>The cookie is {@value #COOKIE}, for this host alone, {@code Secure}, {@code HttpOnly} and
 * {@code SameSite=Lax}. Responses to requests with a session get {@code Cache-Control: no-store}
 * unless they have a {@code Cache-Control} of their own.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the function is.
 *
 * @since 0.1.0
 */
public final class SessionAuth implements AuthScheme {

  /** The name of the cookie: {@value}. */
  public static final String COOKIE = "__Host-session";

  /** The header with the token against forgery: {@value}. */
  public static final String CSRF_HEADER = "X-CSRF-Token";

  /** The form field with the token against forgery: {@value}. */
  public static final String CSRF_FIELD = "_csrf";

  private static final Key<String> TOKEN = Key.of("session token");

  private final Sessions sessions;
  private final Function<? super String, ? extends Optional<? extends Principal>> principals;
  private final OriginCheck originCheck;
  private final boolean needsCsrfToken;

  private SessionAuth(
      Sessions sessions,
      Function<? super String, ? extends Optional<? extends Principal>> principals,
      OriginCheck originCheck,
      boolean needsCsrfToken) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.principals = requireNonNull(principals, "principals");
    this.originCheck = requireNonNull(originCheck, "originCheck");
    this.needsCsrfToken = needsCsrfToken;
  }

  /**
   * Returns the scheme.
   *
   * @param principals finds a principal by its identifier, with the roles it has now, or empty if
   *     it is gone or blocked, which ends its sessions
   */
  public static SessionAuth of(
      Sessions sessions,
      Function<? super String, ? extends Optional<? extends Principal>> principals) {
    return new SessionAuth(sessions, principals, OriginCheck.create(), true);
  }

  /** Returns this scheme with another check of origins, such as one that allows a second host. */
  public SessionAuth withOriginCheck(OriginCheck originCheck) {
    return new SessionAuth(sessions, principals, originCheck, needsCsrfToken);
  }

  /**
   * Returns this scheme, going by the check of origins alone, without tokens. That is enough for
   * browsers from 2023 on; older ones may send neither header.
   */
  public SessionAuth withoutCsrfTokens() {
    return new SessionAuth(sessions, principals, originCheck, false);
  }

  @Override
  public Authentication authenticate(Context c) {
    String token = c.cookie(COOKIE).orElse("");
    Session session = sessions.find(token).orElse(null);
    if (session == null) {
      return new Authentication.Absent();
    }
    String fault = findForgery(c, token);
    if (fault != null) {
      return new Authentication.Rejected(AuthException.Code.FORBIDDEN, fault);
    }
    Principal principal = principals.apply(session.principalId()).orElse(null);
    if (principal == null) {
      sessions.revoke(token);
      return new Authentication.Absent();
    }
    return new Authentication.Accepted(
        principal, (inner, next) -> handle(inner, next, session, token));
  }

  private static Response handle(Context c, Next next, Session session, String token) {
    Response response = next.handle(c.with(Session.KEY, session).with(TOKEN, token));
    // A shared cache may keep answers to requests with cookies: RFC 9111, section 3.5 is only
    // about the Authorization header.
    return response.headers().contains("Cache-Control")
        ? response
        : response.withHeader("Cache-Control", "no-store");
  }

  private @Nullable String findForgery(Context c, String token) {
    if (c.request().method().isSafe()) {
      return null;
    }
    String fault = originCheck.findFault(c);
    if (fault != null || !needsCsrfToken) {
      return fault;
    }
    String given = c.header(CSRF_HEADER).orElseGet(() -> fieldOf(c));
    if (given.isEmpty()) {
      return "It has no token in " + CSRF_HEADER + " or the form field " + CSRF_FIELD;
    }
    return CsrfTokens.isValid(given, token) ? null : "Its token is not of this session";
  }

  private static String fieldOf(Context c) {
    return c.request().mediaType().filter(SessionAuth::isForm).isPresent()
        ? Query.parse(c.text()).first(CSRF_FIELD).orElse("")
        : "";
  }

  private static boolean isForm(MediaType type) {
    return type.type().equals("application") && type.subtype().equals("x-www-form-urlencoded");
  }

  /**
   * Returns a token against forgery for pages of the request's session, another one each time, all
   * of which are good for as long as the session is.
   *
   * @throws IllegalStateException if the request has no session
   */
  public static String csrfToken(Context c) {
    return CsrfTokens.issue(c.require(TOKEN), c.env().random());
  }

  /**
   * Starts a session of somebody who has just proved who they are, and returns the response with
   * its cookie. A session that the request came with is ended: its token may have been planted by
   * somebody who still knows it (session fixation).
   */
  public Response signIn(Context c, Principal principal, Response response) {
    return signIn(c, principal, Map.of(), response);
  }

  /**
   * Starts a session as {@link #signIn(Context, Principal, Response)} does.
   *
   * @param attributes what to keep with the session, such as the name of the device
   */
  public Response signIn(
      Context c, Principal principal, Map<String, String> attributes, Response response) {
    c.cookie(COOKIE).ifPresent(sessions::revoke);
    return withCookie(response, sessions.start(principal, attributes));
  }

  /**
   * Gives the request's session a new token, as {@link Sessions#renew} does, and returns the
   * response with its cookie: after a second factor, for example.
   *
   * @throws IllegalStateException if the request has no session
   */
  public Response renew(Context c, Response response) {
    return sessions
        .renew(c.require(TOKEN))
        .map(renewed -> withCookie(response, renewed))
        .orElse(response);
  }

  /**
   * Ends the session that the request came with, and returns the response that clears its cookie.
   */
  public Response signOut(Context c, Response response) {
    c.cookie(COOKIE).ifPresent(sessions::revoke);
    return response.withCookie(cookie("", Duration.ZERO)).withHeader("Cache-Control", "no-store");
  }

  private Response withCookie(Response response, StartedSession started) {
    return response
        .withCookie(cookie(started.revealToken(), sessions.maxAge()))
        .withHeader("Cache-Control", "no-store");
  }

  private static ResponseCookie cookie(String token, Duration maxAge) {
    return ResponseCookie.builder(COOKIE, token).path("/").maxAge(maxAge).build();
  }

  /**
   * Returns a challenge of a scheme that is not registered: RFC 9110, section 15.5.2 wants one in
   * every response 401, and none is defined for cookies.
   */
  @Override
  public String challenge(Authentication result) {
    return "Session";
  }
}
