package dev.toolkit.auth.cookie;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.Digests;
import dev.toolkit.core.Context;
import dev.toolkit.core.RandomSource;
import dev.toolkit.core.http.ResponseCookie;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A cookie whose content the client can neither read nor change, nor move to another cookie, nor
 * use after its time.
 *
 * {@snippet :
 * EncryptedCookie flash = EncryptedCookie.builder("__Host-flash", keys, Duration.ofMinutes(5)).build();
 *
 * response.withCookie(flash.seal("Saved"));
 * Optional<String> message = flash.open(c);
 * }
 *
 * <p>The content is encrypted with AES-256-GCM, bound to the name of the cookie, and holds the time
 * when it ends. What it cannot do is end sooner, or once only: that needs a store on the server.
 *
 * <p>The cookie is {@code Secure}, {@code HttpOnly}, {@code SameSite=Lax}, and for the whole host.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class EncryptedCookie {

  /*
   * base64url of: version (1 byte), id of the key (4), nonce (12), then the ciphertext of the end in
   * seconds (8) and the content, with its tag (16). Version, id and the cookie's name are
   * additional data of the encryption, so that none of them can be exchanged.
   */

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;
  private static final int MIN_BYTES = HEADER_BYTES + NONCE_BYTES + Long.BYTES + TAG_BYTES;

  /** What browsers take: RFC 6265bis, section 5.6. */
  private static final int MAX_COOKIE = 4096;

  private final String name;
  private final CookieKeys keys;
  private final Duration maxAge;
  private final ResponseCookie.SameSite sameSite;
  private final InstantSource clock;
  private final RandomSource random;

  private EncryptedCookie(Builder builder) {
    this.name = builder.name;
    this.keys = builder.keys;
    this.maxAge = builder.maxAge;
    this.sameSite = builder.sameSite;
    this.clock = builder.clock;
    this.random = builder.random;
  }

  /**
   * Returns a builder.
   *
   * @param name which should start with {@code __Host-}, so that other hosts of the domain cannot
   *     set it
   * @param maxAge how long the content is good for
   * @throws IllegalArgumentException if the name is not a token, or the duration is less than a
   *     second
   */
  public static Builder builder(String name, CookieKeys keys, Duration maxAge) {
    return new Builder(name, keys, maxAge);
  }

  /**
   * Returns the cookie with this content.
   *
   * @throws IllegalArgumentException if the cookie would be larger than the 4096 bytes that
   *     browsers take
   */
  public ResponseCookie seal(String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    long end = clock.instant().plus(maxAge).getEpochSecond();
    byte[] plain = ByteBuffer.allocate(Long.BYTES + text.length).putLong(end).put(text).array();
    String value = Digests.base64Url(encrypt(plain));
    if (name.length() + value.length() > MAX_COOKIE) {
      throw new IllegalArgumentException(
          "Cookie '"
              + name
              + "' would have "
              + (name.length() + value.length())
              + " bytes, and browsers take "
              + MAX_COOKIE);
    }
    return cookie(value, maxAge);
  }

  private ResponseCookie cookie(String value, Duration age) {
    return ResponseCookie.builder(name, value).path("/").maxAge(age).sameSite(sameSite).build();
  }

  /** Returns the cookie that makes the client forget it. */
  public ResponseCookie clear() {
    return cookie("", Duration.ZERO);
  }

  /** Returns the content of the cookie of a request, or empty if it has none that is good. */
  public Optional<String> open(Context c) {
    return c.cookie(name).flatMap(this::open);
  }

  /** Returns the content of a cookie's value, or empty if it is not good. */
  public Optional<String> open(String value) {
    byte[] sealed = decode(value);
    byte[] plain = sealed == null ? null : decrypt(sealed);
    if (plain == null) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.wrap(plain);
    boolean isOver = !clock.instant().isBefore(Instant.ofEpochSecond(content.getLong()));
    return isOver
        ? Optional.empty()
        : Optional.of(StandardCharsets.UTF_8.decode(content).toString());
  }

  private static byte @Nullable [] decode(String value) {
    if (value.length() > MAX_COOKIE) {
      return null;
    }
    byte[] bytes = Base64Url.decode(value);
    return bytes != null && bytes.length >= MIN_BYTES && bytes[0] == VERSION ? bytes : null;
  }

  private byte[] encrypt(byte[] plain) {
    CookieKeys.Entry key = keys.current();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plain);
      return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + encrypted.length)
          .put(header(key))
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform cannot encrypt with AES-256-GCM", e);
    }
  }

  private byte @Nullable [] decrypt(byte[] sealed) {
    int id = ByteBuffer.wrap(sealed).getInt(1);
    int start = HEADER_BYTES + NONCE_BYTES;
    byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, start);
    for (CookieKeys.Entry key : keys.entries()) {
      if (id == key.id()) {
        try {
          return cipher(Cipher.DECRYPT_MODE, key, nonce)
              .doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException e) {
          // Changed, or of another cookie: not good, whichever it is.
          return null;
        }
      }
    }
    return null;
  }

  private static byte[] header(CookieKeys.Entry key) {
    return ByteBuffer.allocate(HEADER_BYTES).put(VERSION).putInt(key.id()).array();
  }

  private Cipher cipher(int mode, CookieKeys.Entry key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(header(key));
    cipher.updateAAD(name.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return "EncryptedCookie[" + name + "]";
  }

  /**
   * Builds an {@link EncryptedCookie}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String name;
    private final CookieKeys keys;
    private final Duration maxAge;
    private ResponseCookie.SameSite sameSite = ResponseCookie.SameSite.LAX;
    private InstantSource clock = InstantSource.system();
    private RandomSource random = new SecureRandom()::nextBytes;

    private Builder(String name, CookieKeys keys, Duration maxAge) {
      if (maxAge.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "Max-age of an encrypted cookie must be at least a second: " + maxAge);
      }
      ResponseCookie.builder(name, "");
      this.name = name;
      this.keys = requireNonNull(keys, "keys");
      this.maxAge = maxAge;
    }

    /** Sets the cross-site requests on which the client sends the cookie. The default is LAX. */
    public Builder sameSite(ResponseCookie.SameSite sameSite) {
      this.sameSite = requireNonNull(sameSite, "sameSite");
      return this;
    }

    /** Sets the clock. The default is the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Sets where nonces come from. The default is {@link SecureRandom}. */
    public Builder random(RandomSource random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /** Returns the cookie described by this builder. */
    public EncryptedCookie build() {
      return new EncryptedCookie(this);
    }
  }
}
