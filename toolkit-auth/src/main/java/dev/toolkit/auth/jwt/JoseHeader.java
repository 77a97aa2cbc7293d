package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.StrictJson;
import dev.toolkit.auth.key.Algorithm;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a signed text (RFC 7515, section 4), as far as it is listened to. Keys and URLs in
 * it are not read at all: nobody gets to say which key they are verified with.
 *
 * @param kid the identifier of the key, or null
 * @param type the media type without {@code application/} and in lower case, or null
 * @param contentType the media type of the payload in the same form, or null
 */
record JoseHeader(
    Algorithm algorithm,
    @Nullable String kid,
    @Nullable String type,
    @Nullable String contentType) {

  private static final int MAX_KID_LENGTH = 256;

  /**
   * Reads a header.
   *
   * @throws AuthException if it is malformed or demands an extension; there is none that we know
   */
  static JoseHeader parse(byte[] utf8, StrictJson json) {
    Map<String, @Nullable Object> members = json.object(utf8);
    if (members.containsKey("crit") || members.containsKey("b64")) {
      throw new AuthException(Code.CRITICAL, "header demands an extension (crit or b64)");
    }
    return new JoseHeader(
        algorithm(members.get("alg")),
        kid(members),
        mediaType(members, "typ", Code.TYPE),
        mediaType(members, "cty", Code.TYPE));
  }

  private static Algorithm algorithm(@Nullable Object value) {
    if (value instanceof String name) {
      return Algorithm.parse(name);
    }
    throw new AuthException(Code.ALGORITHM, "header has no algorithm");
  }

  private static @Nullable String kid(Map<String, @Nullable Object> members) {
    String kid = string(members, "kid", Code.KEY);
    if (kid != null && kid.length() > MAX_KID_LENGTH) {
      throw new AuthException(Code.KEY, "header has a kid of more than 256 characters");
    }
    return kid;
  }

  private static @Nullable String mediaType(
      Map<String, @Nullable Object> members, String name, Code code) {
    String text = string(members, name, code);
    return text == null ? null : normalized(text);
  }

  private static @Nullable String string(
      Map<String, @Nullable Object> members, String name, Code code) {
    if (!members.containsKey(name)) {
      return null;
    }
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new AuthException(code, "header has a " + name + " that is not a string");
  }

  /** Media types are compared without case, and may leave out the prefix: section 4.1.9. */
  static String normalized(String mediaType) {
    String type = mediaType.toLowerCase(Locale.ROOT);
    String prefix = "application/";
    boolean hasPrefix = type.startsWith(prefix) && type.indexOf('/', prefix.length()) < 0;
    return hasPrefix ? type.substring(prefix.length()) : type;
  }
}
