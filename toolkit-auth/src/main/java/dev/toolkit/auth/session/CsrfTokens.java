package dev.toolkit.auth.session;

import dev.toolkit.auth.internal.Digests;
import dev.toolkit.core.RandomSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a request was made by a page of the session. They are made from the
 * session's own token, so that nothing has to be stored and they end with it. It is thread-safe.
 */
final class CsrfTokens {

  private static final byte[] LABEL = "csrf".getBytes(StandardCharsets.US_ASCII);
  private static final int MAC_BYTES = 32;

  private CsrfTokens() {}

  /**
   * Returns a token, which is another one each time: behind a random mask it does not repeat from
   * response to response, so that compression does not give it away (BREACH).
   */
  static String issue(String sessionToken, RandomSource random) {
    byte[] mac = mac(sessionToken);
    byte[] token = new byte[2 * MAC_BYTES];
    byte[] mask = new byte[MAC_BYTES];
    random.nextBytes(mask);
    for (int i = 0; i < MAC_BYTES; i++) {
      token[i] = mask[i];
      token[MAC_BYTES + i] = (byte) (mask[i] ^ mac[i]);
    }
    return Digests.base64Url(token);
  }

  static boolean isValid(String token, String sessionToken) {
    if (token.length() > 2 * MAC_BYTES * 4 / 3 + 2) {
      return false;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != 2 * MAC_BYTES) {
      return false;
    }
    byte[] unmasked = new byte[MAC_BYTES];
    for (int i = 0; i < MAC_BYTES; i++) {
      unmasked[i] = (byte) (bytes[i] ^ bytes[MAC_BYTES + i]);
    }
    return MessageDigest.isEqual(unmasked, mac(sessionToken));
  }

  private static byte[] mac(String sessionToken) {
    byte[] key = sessionToken.getBytes(StandardCharsets.US_ASCII);
    return Digests.hmacSha256(new SecretKeySpec(key, "HmacSHA256"), LABEL);
  }
}
