package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.jwt.TokenResult.Rejected;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySource;
import dev.toolkit.auth.key.VerificationKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JSON Web Tokens (RFC 7519) in the way of RFC 8725: signature, issuer, audience and
 * times.
 *
 * {@snippet :
 * JwtVerifier verifier = JwtVerifier.builder(key)
 *     .issuer("https://issuer.example.com")
 *     .audience("https://api.example.com")
 *     .build();
 *
 * switch (verifier.tryVerify(token)) {
 *   case TokenResult.Valid valid -> greet(valid.claims().requireSubject());
 *   case TokenResult.Rejected rejected -> log(rejected.reason());
 * }
 * }
 *
 * <p>The verifier says which keys and algorithms count, never the token: keys, URLs and algorithms
 * in its header choose nothing. Issuer, audience and expiry are demanded unless that is given up by
 * name. Base64url and JSON are read strictly, critical extensions are refused, and nothing of the
 * claims is looked at before the signature held.
 *
 * <p>Defaults: 30 seconds of clock skew, tokens of 16 KiB with headers of 4 KiB and 32 levels of
 * nesting, the system's clock. A token may say that it is a {@code JWT} or an {@code at+jwt}, or
 * nothing, or any type without {@code +jwt}: tokens of other explicit types are for those who ask
 * for them by {@link Builder#type}.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class JwtVerifier implements TokenVerifier {

  private final SignedText signedText;
  private final ClaimRules rules;
  private final PlainClaims.Expected expected;
  private final @Nullable String issuer;

  private JwtVerifier(Builder builder) {
    this.signedText =
        new SignedText(builder.keys, builder.allowed, builder.limits, builder::requireHeader);
    this.rules = new ClaimRules(builder);
    this.issuer = builder.issuer;
    this.expected =
        PlainClaims.Expected.of(
            issuer, builder.audiences.isEmpty() ? null : builder.audiences.get(0));
  }

  /** Returns a builder for a verifier of tokens that are signed with one key. */
  public static Builder builder(VerificationKey key) {
    return new Builder(key, EnumSet.of(key.algorithm()));
  }

  /**
   * Returns a builder for a verifier of tokens whose keys come from a source.
   *
   * @param allowed the algorithms that tokens may have
   * @throws IllegalArgumentException if none is given
   */
  public static Builder builder(KeySource keys, Algorithm... allowed) {
    if (allowed.length == 0) {
      throw new IllegalArgumentException("At least one algorithm must be allowed");
    }
    return new Builder(keys, EnumSet.copyOf(Arrays.asList(allowed)));
  }

  /**
   * Returns a verifier for tokens of several issuers, each of which has its own verifier with keys,
   * audience and clock skew. Tokens of others are refused.
   *
   * @throws IllegalArgumentException if a verifier is for any issuer, or two are for the same one
   */
  public static TokenVerifier ofIssuers(JwtVerifier... verifiers) {
    return IssuerVerifiers.of(List.of(verifiers));
  }

  @Override
  public TokenResult tryVerify(String token) {
    try {
      SignedText.Verified verified = signedText.verify(requireNonNull(token, "token"));
      return verified.rejected() == null ? check(verified) : verified.rejected();
    } catch (AuthException e) {
      return new Rejected(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private TokenResult check(SignedText.Verified verified) {
    byte[] payload = verified.payload();
    if (payload == null) {
      return new Rejected(Code.MALFORMED, "payload is not base64url");
    }
    Claims claims = Claims.parse(payload, expected, signedText.json());
    Rejected rejected = rules.check(claims);
    return rejected == null ? new TokenResult.Valid(claims) : rejected;
  }

  /** Returns the issuer, or empty if tokens of any are accepted. */
  Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  SignedText.Limits limits() {
    return signedText.limits();
  }

  /** Returns nothing that could be secret. */
  @Override
  public String toString() {
    return "JwtVerifier[" + (issuer == null ? "any issuer" : issuer) + "]";
  }

  /**
   * Builds a {@link JwtVerifier}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private static final Duration MAX_LEEWAY = Duration.ofMinutes(2);

    private final KeySource keys;
    private final Set<Algorithm> allowed;
    @Nullable String issuer;
    private boolean takesAnyIssuer;
    List<String> audiences = List.of();
    private boolean takesAnyAudience;
    boolean requiresExpiry = true;
    private @Nullable String type;
    private boolean refusesAccessTokens;
    Duration leeway = Duration.ofSeconds(30);
    @Nullable Duration maxAge;
    final List<String> required = new ArrayList<>();
    Function<Claims, @Nullable Rejected> profile = Profiles::none;
    private SignedText.Limits limits = SignedText.Limits.DEFAULT;
    InstantSource clock = InstantSource.system();

    private Builder(KeySource keys, Set<Algorithm> allowed) {
      this.keys = requireNonNull(keys, "keys");
      this.allowed = allowed;
    }

    /** Demands this issuer ({@code iss}), compared character by character. */
    public Builder issuer(String issuer) {
      this.issuer = requireNonNull(issuer, "issuer");
      return this;
    }

    /** Accepts tokens of any issuer that the keys belong to. */
    public Builder anyIssuer() {
      this.takesAnyIssuer = true;
      return this;
    }

    /**
     * Demands that the token is meant for one of these ({@code aud}), compared character by
     * character.
     */
    public Builder audience(String... anyOf) {
      this.audiences = List.of(anyOf);
      return this;
    }

    /** Accepts tokens that are meant for others: whoever gets one of them can use it here. */
    public Builder anyAudience() {
      this.takesAnyAudience = true;
      return this;
    }

    /** Accepts tokens without an expiry ({@code exp}), which are valid as long as their key. */
    public Builder noExpiry() {
      this.requiresExpiry = false;
      return this;
    }

    /** Demands this media type ({@code typ}), such as {@code at+jwt}, compared without case. */
    public Builder type(String type) {
      this.type = JoseHeader.normalized(type);
      return this;
    }

    /**
     * Sets how far the issuer's clock may be off. The default is 30 seconds.
     *
     * @throws IllegalArgumentException if it is negative or more than 120 seconds
     */
    public Builder leeway(Duration leeway) {
      if (leeway.isNegative() || leeway.compareTo(MAX_LEEWAY) > 0) {
        throw new IllegalArgumentException("Leeway must be between 0 and 120 s: " + leeway);
      }
      this.leeway = leeway;
      return this;
    }

    /**
     * Demands that the token was issued ({@code iat}) no longer ago than this.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maxAge(Duration maxAge) {
      if (maxAge.isNegative() || maxAge.isZero()) {
        throw new IllegalArgumentException("Maximum age must be positive: " + maxAge);
      }
      this.maxAge = maxAge;
      return this;
    }

    /** Demands that these claims are there, in addition to those demanded before. */
    public Builder require(String... claims) {
      required.addAll(List.of(claims));
      return this;
    }

    /**
     * Sets the longest token that is looked at. The default is 16384 bytes.
     *
     * @throws IllegalArgumentException if it is not between 256 bytes and 1 MiB
     */
    public Builder maxTokenBytes(int bytes) {
      if (bytes < 256 || bytes > 1 << 20) {
        throw new IllegalArgumentException(
            "Maximum length of tokens must be between 256 and 1048576 bytes: " + bytes);
      }
      this.limits = new SignedText.Limits(bytes, limits.maxHeaderBytes(), limits.maxDepth());
      return this;
    }

    /**
     * Sets how deep claims may be nested. The default is 32.
     *
     * @throws IllegalArgumentException if it is not between 1 and 500
     */
    public Builder maxDepth(int depth) {
      if (depth < 1 || depth > 500) {
        throw new IllegalArgumentException("Maximum depth must be between 1 and 500: " + depth);
      }
      this.limits = new SignedText.Limits(limits.maxTokenBytes(), limits.maxHeaderBytes(), depth);
      return this;
    }

    /** Sets what tells the time. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    // Kinds of tokens

    /**
     * Demands an OAuth 2.0 access token as RFC 9068 has it: of the type {@code at+jwt}, with {@code
     * sub}, {@code client_id}, {@code iat} and {@code jti}.
     */
    public Builder accessToken() {
      this.profile = Profiles::accessToken;
      return type(Profiles.ACCESS_TOKEN_TYPE).require(Profiles.ACCESS_TOKEN_CLAIMS);
    }

    /**
     * Demands an ID token of OpenID Connect for the audience, which is the client: with {@code sub}
     * and {@code iat}, issued to this client if it is for several ({@code azp}), and no access
     * token. Compare its {@code nonce} with that of the login.
     */
    public Builder idToken() {
      this.refusesAccessTokens = true;
      this.profile = claims -> Profiles.idToken(claims, audiences);
      return require(Profiles.ID_TOKEN_CLAIMS);
    }

    /**
     * Demands a logout token of OpenID Connect Back-Channel Logout: of the type {@code logout+jwt},
     * with {@code iat}, {@code jti}, the logout event, {@code sub} or {@code sid}, and no {@code
     * nonce}.
     */
    public Builder logoutToken() {
      this.profile = Profiles::logoutToken;
      return type(Profiles.LOGOUT_TOKEN_TYPE).require(Profiles.LOGOUT_TOKEN_CLAIMS);
    }

    void requireHeader(JoseHeader header) {
      if (!accepts(header.type())) {
        throw new AuthException(Code.TYPE, "of another type than " + (type == null ? "JWT" : type));
      }
      if ("jwt".equals(header.contentType())) {
        throw new AuthException(Code.TYPE, "holds another token (cty)");
      }
    }

    private boolean accepts(@Nullable String actual) {
      if (type != null) {
        return type.equals(actual);
      }
      if (Profiles.ACCESS_TOKEN_TYPE.equals(actual)) {
        return !refusesAccessTokens;
      }
      return actual == null || !actual.endsWith("+jwt");
    }

    /**
     * Returns the verifier described by this builder.
     *
     * @throws IllegalStateException if issuer or audience are neither set nor given up by name, or
     *     both
     */
    public JwtVerifier build() {
      if ((issuer == null) != takesAnyIssuer) {
        throw new IllegalStateException(
            "JwtVerifier needs issuer(\"https://…\") or, to accept all that the keys sign,"
                + " anyIssuer(): one of them");
      }
      if (audiences.isEmpty() != takesAnyAudience) {
        throw new IllegalStateException(
            "JwtVerifier needs audience(\"https://…\") or, to accept tokens that are meant for"
                + " others, anyAudience(): one of them");
      }
      return new JwtVerifier(this);
    }
  }
}
