package dev.toolkit.auth.apikey;

import dev.toolkit.auth.rbac.PermissionPattern;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes an API key to make. It exists inside the lambda of {@link ApiKeys#create} and is of no
 * use after it.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ApiKeySpec {

  private static final int MAX_NAME = 100;
  private static final int MAX_SCOPES = 100;
  private static final int MAX_METADATA = 20;
  private static final int MAX_VALUE = 500;

  String name = "";
  final Set<String> scopes = new LinkedHashSet<>();
  @Nullable Duration expiresIn;
  @Nullable RateLimit rateLimit;
  @Nullable RateLimit quota;
  final Map<String, String> metadata = new LinkedHashMap<>();

  ApiKeySpec() {}

  /**
   * Sets what the owner calls the key. The default is empty.
   *
   * @throws IllegalArgumentException if it has more than 100 characters
   */
  public ApiKeySpec name(String name) {
    this.name = requireLength("Name of an API key", name, MAX_NAME);
    return this;
  }

  /**
   * Adds patterns of the permissions that the key is for, of which it needs one at least.
   *
   * @throws IllegalArgumentException if a text is not a pattern, or there are more than 100
   */
  public ApiKeySpec scopes(String... patterns) {
    for (String pattern : patterns) {
      scopes.add(PermissionPattern.parse(pattern).toString());
    }
    if (scopes.size() > MAX_SCOPES) {
      throw new IllegalArgumentException("An API key can have at most " + MAX_SCOPES + " scopes");
    }
    return this;
  }

  /**
   * Lets the key stop working after this time. The default is that it does not.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public ApiKeySpec expiresIn(Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("expiresIn must be positive: " + duration);
    }
    this.expiresIn = duration;
    return this;
  }

  /**
   * Limits how often the key may be used in a short period. The default is no limit.
   *
   * @throws IllegalArgumentException as {@link RateLimit}
   */
  public ApiKeySpec rateLimit(long count, Duration period) {
    this.rateLimit = new RateLimit(count, period);
    return this;
  }

  /**
   * Limits how often the key may be used in a long period, such as a month. The default is no
   * limit.
   *
   * @throws IllegalArgumentException as {@link RateLimit}
   */
  public ApiKeySpec quota(long count, Duration period) {
    this.quota = new RateLimit(count, period);
    return this;
  }

  /**
   * Keeps a value with the key.
   *
   * @throws IllegalArgumentException if there are more than 20, or the value has more than 500
   *     characters
   */
  public ApiKeySpec metadata(String name, String value) {
    metadata.put(
        requireLength("Name of metadata", name, MAX_NAME),
        requireLength("Value of metadata", value, MAX_VALUE));
    if (metadata.size() > MAX_METADATA) {
      throw new IllegalArgumentException(
          "An API key can have at most " + MAX_METADATA + " values of metadata");
    }
    return this;
  }

  private static String requireLength(String what, String text, int max) {
    if (text.length() > max) {
      throw new IllegalArgumentException(
          what + " must have at most " + max + " characters: " + text.length());
    }
    return text;
  }
}
