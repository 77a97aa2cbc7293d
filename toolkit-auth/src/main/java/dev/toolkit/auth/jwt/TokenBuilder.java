package dev.toolkit.auth.jwt;

import dev.toolkit.auth.internal.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token while {@link JwtSigner#sign} makes it. Each can be set once; those of the
 * signer apply to what is not set.
 *
 * <p>It is used by one thread, and of no use once {@code sign} has returned.
 *
 * @since 0.1.0
 */
public final class TokenBuilder {

  /*
   * Claims are written as they are set, into a buffer that the next token uses again. That is why
   * each is set once, and why a builder that has been closed must refuse.
   */

  /** What holds for all tokens of a signer. */
  record Defaults(String issuer, List<String> audience, long ttlSeconds, boolean isAccessToken) {}

  private static final int SUB = 1;
  private static final int AUD = 2;
  private static final int EXP = 4;
  private static final int NBF = 8;
  private static final int JTI = 16;

  private final Defaults defaults;
  private final JsonText json;
  private final long now;
  private int written;
  private @Nullable List<String> names;
  private boolean isClosed;

  TokenBuilder(Defaults defaults, JsonText json, long nowSeconds) {
    this.defaults = defaults;
    this.json = json;
    this.now = nowSeconds;
    json.raw('{').name("iss").string(defaults.issuer);
    json.name("iat").number(nowSeconds);
  }

  /** Sets whom the token is about ({@code sub}). */
  public TokenBuilder subject(String subject) {
    claimOnce(SUB, "sub").string(subject);
    return this;
  }

  /**
   * Sets whom the token is meant for ({@code aud}), in place of the signer's.
   *
   * @throws IllegalArgumentException if nobody is given
   */
  public TokenBuilder audience(String... audience) {
    return audience(List.of(audience));
  }

  private TokenBuilder audience(List<String> audience) {
    if (audience.isEmpty()) {
      throw new IllegalArgumentException("Audience must not be empty");
    }
    JsonText value = claimOnce(AUD, "aud");
    if (audience.size() == 1) {
      value.string(audience.get(0));
    } else {
      value.value(audience);
    }
    return this;
  }

  /** Sets when the token expires ({@code exp}), in place of the signer's time to live. */
  public TokenBuilder expiresAt(Instant time) {
    claimOnce(EXP, "exp").number(time.getEpochSecond());
    return this;
  }

  /** Sets how long the token is valid, in place of the signer's time to live. */
  public TokenBuilder ttl(Duration ttl) {
    claimOnce(EXP, "exp").number(now + ttl.toSeconds());
    return this;
  }

  /** Sets before when the token is not valid ({@code nbf}). */
  public TokenBuilder notBefore(Instant time) {
    claimOnce(NBF, "nbf").number(time.getEpochSecond());
    return this;
  }

  /** Sets the identifier of the token ({@code jti}). */
  public TokenBuilder id(String id) {
    claimOnce(JTI, "jti").string(id);
    return this;
  }

  void idIfAbsent(Supplier<String> id) {
    if ((written & JTI) == 0) {
      id(id.get());
    }
  }

  /** Sets what the token is issued for, as the claim {@code scope} (RFC 8693, section 4.2). */
  public TokenBuilder scopes(Collection<String> granted) {
    return claim("scope", String.join(" ", granted));
  }

  /**
   * Sets another claim: a String, Boolean, number, {@code Instant} (as seconds), Collection or Map
   * of such values.
   *
   * @throws IllegalArgumentException if the value is of another type, or the claim has a method of
   *     its own
   * @throws IllegalStateException if it is set already
   */
  public TokenBuilder claim(String name, Object value) {
    switch (name) {
      case "iss", "iat", "sub", "aud", "exp", "nbf", "jti" ->
          throw new IllegalArgumentException(
              "Claim \"" + name + "\" is set by a method of its own, or by the signer");
      default -> requireFirst(name);
    }
    requireOpen();
    json.name(name).value(value);
    return this;
  }

  private void requireFirst(String name) {
    if (names == null) {
      names = new ArrayList<>(4);
    }
    if (names.contains(name)) {
      throw setTwice(name);
    }
    names.add(name);
  }

  private JsonText claimOnce(int bit, String name) {
    requireOpen();
    if ((written & bit) != 0) {
      throw setTwice(name);
    }
    written |= bit;
    return json.name(name);
  }

  private static IllegalStateException setTwice(String name) {
    return new IllegalStateException("Claim \"" + name + "\" is set already");
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("The token is signed already: its claims cannot change");
    }
  }

  /** Writes what the signer sets where nothing else is. */
  void close() {
    if ((written & AUD) == 0 && !defaults.audience.isEmpty()) {
      audience(defaults.audience);
    }
    if ((written & EXP) == 0) {
      claimOnce(EXP, "exp").number(now + defaults.ttlSeconds);
    }
    if (defaults.isAccessToken) {
      requireAccessToken();
    }
    json.raw('}');
    isClosed = true;
  }

  private void requireAccessToken() {
    boolean hasClient = names != null && names.contains("client_id");
    if ((written & (SUB | AUD)) != (SUB | AUD) || !hasClient) {
      throw new IllegalStateException(
          "An access token needs subject(…), audience(…) and claim(\"client_id\", …): RFC 9068");
    }
  }
}
