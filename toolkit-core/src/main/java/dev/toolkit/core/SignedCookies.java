package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.ResponseCookie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs cookies, so that a client can read their values and not change them: the value is followed
 * by a dot and the HMAC-SHA-256 of name and value.
 *
 * {@snippet :
 * SignedCookies cookies = SignedCookies.of(key);
 *
 * routes.get("/theme/{name}", c -> c.noContent()
 *     .withCookie(cookies.sign(c.env(), ResponseCookie.builder("theme", c.param("name")).build())));
 *
 * routes.get("/theme", c -> c.text(cookies.find(c, "theme").orElse("light")));
 * }
 *
 * <p>A value is bound to the name of its cookie: that of one cookie is no good as that of another.
 * It is not bound to a client or to a time: whoever has seen a cookie can send it again, for as
 * long as the key is in use. A cookie that must end or be revoked needs a session instead.
 *
 * <p>Keys are rotated by {@link #withOlderKey}: what is signed is signed with the newest, and what
 * an older one signed is still taken until it is left out.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SignedCookies {

  /** The number of bytes that a key must have at least: {@value}, as many as the hash has. */
  public static final int MIN_KEY_BYTES = 32;

  /** The length of a signature: 32 bytes in base64url without padding. */
  private static final int SIGNATURE_LENGTH = 43;

  /** What the keys sign here begins with this, so that it cannot be mistaken for anything else. */
  private static final String PURPOSE = "signed-cookie\n";

  /** The newest first. */
  private final List<byte[]> keys;

  private SignedCookies(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Returns what signs with a key. The array is copied.
   *
   * @param key random bytes that nobody else knows
   * @throws IllegalArgumentException if the key has fewer than {@value #MIN_KEY_BYTES} bytes
   */
  public static SignedCookies of(byte[] key) {
    return new SignedCookies(List.of(requireKey(key)));
  }

  /**
   * Returns this with a key that is not used for signing any more, and whose signatures are still
   * taken. The array is copied.
   *
   * @throws IllegalArgumentException if the key has fewer than {@value #MIN_KEY_BYTES} bytes
   */
  public SignedCookies withOlderKey(byte[] key) {
    List<byte[]> extended = new ArrayList<>(keys);
    extended.add(requireKey(key));
    return new SignedCookies(List.copyOf(extended));
  }

  private static byte[] requireKey(byte[] key) {
    if (requireNonNull(key, "key").length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "Key for signed cookies must have at least " + MIN_KEY_BYTES + " bytes: " + key.length);
    }
    return key.clone();
  }

  /** Returns the cookie with its value signed. */
  public ResponseCookie sign(Env env, ResponseCookie cookie) {
    String signature = signature(env.crypto(), keys.getFirst(), cookie.name(), cookie.value());
    return cookie.withValue(cookie.value() + "." + signature);
  }

  /**
   * Returns the value of a cookie of the request, without its signature, or empty if there is no
   * such cookie, or none of the keys has signed it.
   */
  public Optional<String> find(Context c, String name) {
    Optional<String> signed = c.cookie(name);
    return signed.isEmpty() ? signed : verified(c.env().crypto(), name, signed.get());
  }

  private Optional<String> verified(Crypto crypto, String name, String signed) {
    int dot = signed.length() - SIGNATURE_LENGTH - 1;
    if (dot < 0 || signed.charAt(dot) != '.') {
      return Optional.empty();
    }
    String value = signed.substring(0, dot);
    byte[] given = ascii(signed.substring(dot + 1));
    for (byte[] key : keys) {
      if (crypto.constantTimeEquals(ascii(signature(crypto, key, name, value)), given)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** A name is a token, so that the first equals sign always ends it. */
  private static String signature(Crypto crypto, byte[] key, String name, String value) {
    byte[] signed = (PURPOSE + name + "=" + value).getBytes(StandardCharsets.UTF_8);
    byte[] hash = crypto.hmacSha256(key, signed);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Compared as text, since base64 decodes several texts to the same bytes. */
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the number of keys. */
  @Override
  public String toString() {
    return "SignedCookies[" + keys.size() + " keys]";
  }
}
