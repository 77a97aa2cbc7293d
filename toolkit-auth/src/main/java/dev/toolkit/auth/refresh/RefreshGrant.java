package dev.toolkit.auth.refresh;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a refresh token stands for: the right of a client to get tokens for a subject.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param subject whom access tokens will be about
 * @param client the application that the refresh token was given to, which alone may use it
 * @param scopes what access tokens may be issued for, at most
 * @since 0.1.0
 */
public record RefreshGrant(String subject, String client, Set<String> scopes) {

  /** Makes a grant; the scopes are copied. */
  public RefreshGrant {
    requireNonNull(subject, "subject");
    requireNonNull(client, "client");
    scopes = Set.copyOf(scopes);
  }
}
