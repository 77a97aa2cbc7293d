package dev.toolkit.auth.refresh;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Refresh tokens, each of which can be used once and is replaced then (RFC 9700, section 4.14).
 *
 * <p>If a token is used a second time, either its thief or its owner did so, and nobody can tell
 * which: it and all tokens that came after it are revoked, and the user has to log in again.
 *
 * {@snippet :
 * String first = tokens.issue(new RefreshGrant("ada", "web", Set.of("orders:read")));
 *
 * switch (tokens.rotate(first, "web")) {
 *   case RefreshResult.Rotated next -> answer(signer.sign(…), next.token());
 *   case RefreshResult.Rejected rejected -> logInAgain();
 * }
 * }
 *
 * <p>A token is 256 random bits; the store has its hash only. Defaults: a token expires 30 days
 * after it was issued, and a family of tokens 90 days after its first one.
 *
 * <p>This class is safe for use by multiple threads if its store is. Its builder is not.
 *
 * @since 0.1.0
 */
public final class RefreshTokens {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PREFIX = "rt_";
  private static final int TOKEN_BYTES = 32;
  private static final int FAMILY_BYTES = 16;
  private static final int TOKEN_LENGTH = PREFIX.length() + Base64Url.encodedLength(TOKEN_BYTES);

  private final RefreshTokenStore store;
  private final Duration ttl;
  private final Duration familyTtl;
  private final InstantSource clock;

  private RefreshTokens(Builder builder) {
    this.store = builder.store;
    this.ttl = builder.ttl;
    this.familyTtl = builder.familyTtl;
    this.clock = builder.clock;
  }

  /** Returns a builder for tokens that are kept in this store. */
  public static Builder builder(RefreshTokenStore store) {
    return new Builder(store);
  }

  /** Returns a new token of a new family, to be given to the client and kept nowhere else. */
  public String issue(RefreshGrant grant) {
    Instant now = clock.instant();
    String token = PREFIX + random(TOKEN_BYTES);
    store.insert(stored(token, random(FAMILY_BYTES), grant, now));
    return token;
  }

  /**
   * Uses a token up and returns the one that replaces it, or why it is refused.
   *
   * @param client who uses it
   */
  public RefreshResult rotate(String token, String client) {
    requireNonNull(client, "client");
    if (!hasForm(token)) {
      return new RefreshResult.Rejected(Code.MALFORMED, "not of the form of a refresh token");
    }
    Optional<StoredRefreshToken> found = store.find(hash(token));
    if (found.isEmpty()) {
      return new RefreshResult.Rejected(Code.REVOKED, "refresh token is unknown or revoked");
    }
    StoredRefreshToken stored = found.get();
    if (!stored.grant().client().equals(client)) {
      return new RefreshResult.Rejected(Code.AUDIENCE, "refresh token of another client");
    }
    return stored.used() ? reused(stored) : replace(stored);
  }

  private RefreshResult replace(StoredRefreshToken stored) {
    if (!clock.instant().isBefore(stored.expiresAt())) {
      return new RefreshResult.Rejected(Code.EXPIRED, "refresh token has expired");
    }
    String token = PREFIX + random(TOKEN_BYTES);
    StoredRefreshToken next = stored(token, stored.family(), stored.grant(), stored.startedAt());
    return store.rotate(stored.hash(), next)
        ? new RefreshResult.Rotated(stored.grant(), token)
        : reused(stored);
  }

  private RefreshResult reused(StoredRefreshToken stored) {
    store.revokeFamily(stored.family());
    return new RefreshResult.Rejected(
        Code.REVOKED, "refresh token was used before: its family is revoked");
  }

  /** Revokes a token and all of its family, as when a user logs out. Unknown ones are ignored. */
  public void revoke(String token) {
    if (hasForm(token)) {
      store.find(hash(token)).ifPresent(stored -> store.revokeFamily(stored.family()));
    }
  }

  /** Revokes all tokens about a subject, as when a password changes. */
  public void revokeAll(String subject) {
    store.revokeSubject(requireNonNull(subject, "subject"));
  }

  /** Removes expired tokens from the store, and returns how many: to be called now and then. */
  public int removeExpired() {
    return store.removeExpired(clock.instant());
  }

  private StoredRefreshToken stored(
      String token, String family, RefreshGrant grant, Instant startedAt) {
    Instant own = clock.instant().plus(ttl);
    Instant last = startedAt.plus(familyTtl);
    Instant expiresAt = own.isBefore(last) ? own : last;
    return new StoredRefreshToken(hash(token), family, grant, startedAt, expiresAt, false);
  }

  private static boolean hasForm(String token) {
    return token.length() == TOKEN_LENGTH && token.startsWith(PREFIX);
  }

  /** Tokens have 256 random bits: a hash without salt or cost is enough. */
  private static String hash(String token) {
    try {
      byte[] text = token.getBytes(StandardCharsets.UTF_8);
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /**
   * Builds {@link RefreshTokens}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final RefreshTokenStore store;
    private Duration ttl = Duration.ofDays(30);
    private Duration familyTtl = Duration.ofDays(90);
    private InstantSource clock = InstantSource.system();

    private Builder(RefreshTokenStore store) {
      this.store = requireNonNull(store, "store");
    }

    /** Sets how long a token can be used after it was issued. The default is 30 days. */
    public Builder ttl(Duration ttl) {
      this.ttl = requirePositive(ttl, "Time to live");
      return this;
    }

    /**
     * Sets how long tokens can be replaced by further ones, from the first on. The default is 90
     * days.
     */
    public Builder familyTtl(Duration ttl) {
      this.familyTtl = requirePositive(ttl, "Time to live of a family");
      return this;
    }

    private static Duration requirePositive(Duration duration, String what) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(what + " must be positive: " + duration);
      }
      return duration;
    }

    /** Sets what tells the time. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Returns the tokens described by this builder. */
    public RefreshTokens build() {
      return new RefreshTokens(this);
    }
  }
}
