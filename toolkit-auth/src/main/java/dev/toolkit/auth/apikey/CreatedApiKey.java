package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

/**
 * A key that was just made, with its text, which is shown to its owner now and never again.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CreatedApiKey {

  private final ApiKey key;
  private final String text;

  CreatedApiKey(ApiKey key, String text) {
    this.key = requireNonNull(key, "key");
    this.text = requireNonNull(text, "text");
  }

  /** Returns what is known of the key. */
  public ApiKey key() {
    return key;
  }

  /** Returns the key itself, which is a secret. */
  public String revealText() {
    return text;
  }

  /** Returns the key's description, without its text. */
  @Override
  public String toString() {
    return "CreatedApiKey[" + key + "]";
  }
}
