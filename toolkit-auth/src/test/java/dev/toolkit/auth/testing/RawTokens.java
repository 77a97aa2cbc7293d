package dev.toolkit.auth.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.toolkit.auth.key.SigningKey;
import java.util.Base64;

/** Tokens put together by hand, so that they can say anything. */
public final class RawTokens {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private RawTokens() {}

  public static String of(SigningKey key, String header, String payload) {
    return of(key, header.getBytes(UTF_8), payload.getBytes(UTF_8));
  }

  public static String of(SigningKey key, byte[] header, byte[] payload) {
    return signed(key, base64(header) + '.' + base64(payload));
  }

  /** Signs a text as it is, whatever it looks like. */
  public static String signed(SigningKey key, String text) {
    return text + '.' + base64(key.sign(text.getBytes(ISO_8859_1)));
  }

  /** Returns a header that fits the key. */
  public static String header(SigningKey key) {
    return "{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + key.kid() + "\"}";
  }

  public static String base64(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }
}
