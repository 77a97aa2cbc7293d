package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.JsonText;
import dev.toolkit.auth.internal.SlotPool;
import dev.toolkit.auth.key.KeyRing;
import dev.toolkit.auth.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Issues JSON Web Tokens (RFC 7519).
 *
 * {@snippet :
 * JwtSigner signer = JwtSigner.builder(ring, "https://issuer.example.com")
 *     .audience("https://api.example.com")
 *     .ttl(Duration.ofMinutes(10))
 *     .build();
 *
 * String token = signer.sign(t -> t.subject("ada").claim("roles", List.of("admin")));
 * }
 *
 * <p>Every token has issuer, audience, the time at which it was issued and an expiry; the algorithm
 * and the identifier are those of the key. Defaults: it expires after 15 minutes, has the type
 * {@code JWT} and no identifier of its own, and the time is the system's.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class JwtSigner {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;
  private static final int USUAL_LENGTH = 1024;

  /** A key with the header of its tokens, encoded and with the dot after it. */
  private static final class EncodedHeader {
    final SigningKey key;
    final byte[] text;

    EncodedHeader(SigningKey key, byte[] text) {
      this.key = key;
      this.text = text;
    }
  }

  private final Supplier<SigningKey> keys;
  private final String type;
  private final boolean givesIds;
  private final TokenBuilder.Defaults defaults;
  private final InstantSource clock;
  private final SlotPool<Buffers> pool = new SlotPool<>();
  private volatile @Nullable EncodedHeader lastHeader;

  private JwtSigner(Builder builder) {
    this.keys = builder.keys;
    this.type = builder.type;
    this.givesIds = builder.givesIds;
    this.clock = builder.clock;
    this.defaults =
        new TokenBuilder.Defaults(
            builder.issuer, builder.audience, builder.ttl.toSeconds(), builder.isAccessToken);
  }

  /** Returns a builder for a signer with a single key, which cannot be replaced. */
  public static Builder builder(SigningKey key, String issuer) {
    requireNonNull(key, "key");
    return new Builder(() -> key, issuer);
  }

  /** Returns a builder for a signer with the current key of a ring. */
  public static Builder builder(KeyRing ring, String issuer) {
    return new Builder(requireNonNull(ring, "ring")::current, issuer);
  }

  /**
   * Returns a token with the claims that the action sets.
   *
   * @throws IllegalStateException if a claim that this kind of token needs is not set
   */
  public String sign(Consumer<TokenBuilder> claims) {
    Buffers kept = pool.take();
    Buffers buffers = kept == null ? new Buffers() : kept;
    buffers.json.clear();
    var token = new TokenBuilder(defaults, buffers.json, clock.millis() / 1000);
    claims.accept(token);
    if (givesIds) {
      token.idIfAbsent(JwtSigner::randomId);
    }
    token.close();
    String text = encode(buffers, header(keys.get()));
    pool.giveBack(buffers);
    return text;
  }

  private static String randomId() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return Base64Url.encode(id);
  }

  private String encode(Buffers buffers, EncodedHeader header) {
    JsonText json = buffers.json;
    SigningKey key = header.key;
    byte[] text = buffers.text(json.length() * 2 + header.text.length + signatureRoom(key));
    System.arraycopy(header.text, 0, text, 0, header.text.length);
    int end = Base64Url.encode(json.array(), json.length(), text, header.text.length);
    byte[] signature = key.sign(text, 0, end);
    text[end] = '.';
    end = Base64Url.encode(signature, signature.length, text, end + 1);
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static int signatureRoom(SigningKey key) {
    return Base64Url.encodedLength(key.verificationKey().signatureLength()) + 8;
  }

  private EncodedHeader header(SigningKey key) {
    EncodedHeader last = lastHeader;
    if (last == null || last.key != key) {
      last = new EncodedHeader(key, encodedHeader(key));
      lastHeader = last;
    }
    return last;
  }

  private byte[] encodedHeader(SigningKey key) {
    JsonText json = new JsonText(128).raw('{');
    json.name("alg").string(key.algorithm().name());
    json.name("typ").string(type).name("kid").string(key.kid());
    String text = Base64Url.encode(json.raw('}').toBytes()) + '.';
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What is written to while a token is made. */
  private static final class Buffers {
    final JsonText json = new JsonText(USUAL_LENGTH);
    private byte[] text = new byte[USUAL_LENGTH];

    byte[] text(int length) {
      if (text.length < length) {
        text = new byte[length];
      }
      return text;
    }
  }

  /** Returns the issuer. */
  @Override
  public String toString() {
    return "JwtSigner[" + defaults.issuer() + "]";
  }

  /**
   * Builds a {@link JwtSigner}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Supplier<SigningKey> keys;
    private final String issuer;
    private List<String> audience = List.of();
    private Duration ttl = Duration.ofMinutes(15);
    private String type = "JWT";
    private boolean givesIds;
    private boolean isAccessToken;
    private InstantSource clock = InstantSource.system();

    private Builder(Supplier<SigningKey> keys, String issuer) {
      this.keys = keys;
      this.issuer = requireNonNull(issuer, "issuer");
    }

    /** Sets whom tokens are meant for unless they say otherwise. */
    public Builder audience(String... audience) {
      this.audience = List.of(audience);
      return this;
    }

    /**
     * Sets how long tokens are valid unless they say otherwise. The default is 15 minutes.
     *
     * @throws IllegalArgumentException if it is less than a second
     */
    public Builder ttl(Duration ttl) {
      if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("Time to live must be at least a second: " + ttl);
      }
      this.ttl = ttl;
      return this;
    }

    /** Sets the media type of tokens ({@code typ}). The default is {@code JWT}. */
    public Builder type(String type) {
      this.type = requireNonNull(type, "type");
      return this;
    }

    /** Gives every token that has no identifier ({@code jti}) one of 128 random bits. */
    public Builder uniqueIds() {
      this.givesIds = true;
      return this;
    }

    /**
     * Issues access tokens as RFC 9068 has them: of the type {@code at+jwt} and with unique
     * identifiers; the claims {@code sub} and {@code client_id} have to be set.
     */
    public Builder accessTokens() {
      this.isAccessToken = true;
      return type(Profiles.ACCESS_TOKEN_TYPE).uniqueIds();
    }

    /** Sets what tells the time. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Returns the signer described by this builder. */
    public JwtSigner build() {
      return new JwtSigner(this);
    }
  }
}
