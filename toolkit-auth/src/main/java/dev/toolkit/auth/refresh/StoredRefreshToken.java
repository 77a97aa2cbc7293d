package dev.toolkit.auth.refresh;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A refresh token as it is stored: its hash, never the token.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param hash the SHA-256 of the token, in base64url
 * @param family what a token has in common with those that it replaces
 * @param grant what it stands for
 * @param startedAt when the first token of the family was issued
 * @param expiresAt when it can no longer be used
 * @param used whether it has been replaced
 * @since 0.1.0
 */
public record StoredRefreshToken(
    String hash,
    String family,
    RefreshGrant grant,
    Instant startedAt,
    Instant expiresAt,
    boolean used) {

  /** Makes a stored token. */
  public StoredRefreshToken {
    requireNonNull(hash, "hash");
    requireNonNull(family, "family");
    requireNonNull(grant, "grant");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(expiresAt, "expiresAt");
  }

  StoredRefreshToken asUsed() {
    return new StoredRefreshToken(hash, family, grant, startedAt, expiresAt, true);
  }
}
