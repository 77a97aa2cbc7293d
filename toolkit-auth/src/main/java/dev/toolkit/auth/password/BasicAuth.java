package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authentication;
import dev.toolkit.core.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests by name and password in the {@code Authorization} header, as defined by <a
 * href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>, in UTF-8.
 *
 * <p>Every request brings the password and hashes it anew, which costs what {@link PasswordHasher}
 * does: good for a few internal tools, not for an API under load, which API keys are for. Browsers
 * send these credentials to the origin by themselves, so put an {@code OriginCheck} around routes
 * that change something.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class BasicAuth implements AuthScheme {

  private static final String SCHEME = "Basic ";

  /** Longer than any name and password that could be right. */
  private static final int MAX_LENGTH = 4096;

  private record Credentials(String name, String password) {}

  private final PasswordLogin login;
  private final String challenge;

  private BasicAuth(PasswordLogin login, String challenge) {
    this.login = login;
    this.challenge = challenge;
  }

  /**
   * Returns the scheme.
   *
   * @param realm what the credentials are for, as a browser shows it
   * @throws IllegalArgumentException if the realm holds a quote, a backslash, or what is not
   *     visible ASCII or space
   */
  public static BasicAuth of(String realm, PasswordLogin login) {
    for (int i = 0; i < realm.length(); i++) {
      char c = realm.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            "Realm must not hold the character 0x" + Integer.toHexString(c) + " at index " + i);
      }
    }
    return new BasicAuth(
        requireNonNull(login, "login"), "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
  }

  @Override
  public Authentication authenticate(Context c) {
    List<String> fields = c.request().headers().all("Authorization");
    if (fields.stream().noneMatch(BasicAuth::isBasic)) {
      return new Authentication.Absent();
    }
    if (fields.size() > 1) {
      return new Authentication.Rejected(
          AuthException.Code.REQUEST, "The request has several Authorization headers");
    }
    String header = fields.getFirst();
    Credentials credentials = credentials(header.substring(SCHEME.length()).strip());
    if (credentials == null) {
      return new Authentication.Rejected(
          AuthException.Code.MALFORMED, "Basic credentials are not name:password in base64");
    }
    return switch (login.attempt(c, credentials.name, credentials.password)) {
      case LoginResult.Success success -> new Authentication.Accepted(success.principal());
      case LoginResult.Failure failure ->
          new Authentication.Rejected(AuthException.Code.SIGNATURE, "Name or password is wrong");
      case LoginResult.Throttled throttled ->
          new Authentication.Rejected(
              AuthException.Code.RATE_LIMITED,
              "Too many attempts have failed",
              throttled.retryAfter());
    };
  }

  private static boolean isBasic(String field) {
    return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  private static @Nullable Credentials credentials(String base64) {
    if (base64.length() > MAX_LENGTH) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      int colon = text.indexOf(':');
      boolean isPlain = text.chars().noneMatch(Character::isISOControl);
      return colon < 0 || !isPlain
          ? null
          : new Credentials(text.substring(0, colon), text.substring(colon + 1));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }

  @Override
  public String challenge(Authentication result) {
    return challenge;
  }
}
