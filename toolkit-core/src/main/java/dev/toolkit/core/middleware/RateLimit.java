package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.IpAddress;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;

/**
 * Lets each client make so many requests, and answers those beyond with 429 (Too Many Requests) and
 * {@code Retry-After}.
 *
 * {@snippet :
 * routes.use(RateLimit.of("api", RateLimitRule.of(100, Duration.ofMinutes(1)), store));
 * }
 *
 * <p>Every response says what is left, in {@code RateLimit-Policy} and {@code RateLimit} (IETF
 * draft ratelimit-headers-10): {@code "api";q=100;w=60} and {@code "api";r=42;t=35}, where {@code
 * t} is the number of seconds until all is as if no request had come.
 *
 * <p>A client is told by its address, one of version 6 by its first 64 bits, since whoever has one
 * address has all of those. Requests of which the address is not known count as one client. Behind
 * a proxy every request comes from the proxy: see {@link TrustedProxies}. {@link #withKey} tells
 * clients in another way.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RateLimit implements Middleware {

  /** The number of characters from which on a key is kept as a hash: {@value}. */
  public static final int MAX_KEY_LENGTH = 64;

  /** The part of an address of version 6 that one client has to itself: RFC 6177, section 2. */
  private static final int CLIENT_BITS = 64;

  private final String name;
  private final RateLimitRule rule;
  private final RateLimitStore store;
  private final Function<? super Context, String> key;
  private final String policy;

  private RateLimit(
      String name,
      RateLimitRule rule,
      RateLimitStore store,
      Function<? super Context, String> key) {
    this.name = name;
    this.rule = rule;
    this.store = store;
    this.key = key;
    this.policy = "\"" + name + "\";q=" + rule.burst() + ";w=" + seconds(window(rule));
  }

  /** The time in which what may come at once is earned again. */
  private static Duration window(RateLimitRule rule) {
    return rule.period().multipliedBy(rule.burst()).dividedBy(rule.requests());
  }

  /**
   * Returns a limit for each client's address.
   *
   * @param name tells this limit from others in the same store, and in the headers
   * @throws IllegalArgumentException if the name is empty, or holds others than letters, digits,
   *     hyphens and underscores
   */
  public static RateLimit of(String name, RateLimitRule rule, RateLimitStore store) {
    requireName(name);
    requireNonNull(rule, "rule");
    return new RateLimit(name, rule, requireNonNull(store, "store"), RateLimit::address);
  }

  private static void requireName(String name) {
    boolean isName = !name.isEmpty();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      isName &= c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
    if (!isName) {
      throw new IllegalArgumentException(
          "Name of a rate limit must have letters, digits, '-' and '_': \"" + name + "\"");
    }
  }

  /**
   * Returns this limit for clients that are told by something else, such as an account. What it
   * returns is kept in the store, hashed if it is longer than {@value #MAX_KEY_LENGTH} characters.
   */
  public RateLimit withKey(Function<? super Context, String> key) {
    return new RateLimit(name, rule, store, requireNonNull(key, "key"));
  }

  private static String address(Context c) {
    String peer = c.request().peer().orElse("");
    return IpAddress.find(peer).map(RateLimit::clientAddress).orElse(peer);
  }

  private static String clientAddress(IpAddress address) {
    return (address.isVersion6() ? address.prefix(CLIENT_BITS) : address).toString();
  }

  @Override
  public Response handle(Context c, Next next) throws Exception {
    String client = name + ":" + bounded(c, key.apply(c));
    RateLimitDecision decision = store.take(client, rule, c.env().clock());
    Response response = decision.isAllowed() ? next.handle(c) : refused(decision);
    return response.withHeaders(response.headers().withAll(headers(decision)));
  }

  /** Clients must not decide how much memory a key takes. */
  private static String bounded(Context c, String key) {
    if (key.length() <= MAX_KEY_LENGTH) {
      return key;
    }
    byte[] hash = c.env().crypto().sha256(key.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static Response refused(RateLimitDecision decision) {
    return Problem.of(429)
        .toResponse()
        .withHeader("Retry-After", Long.toString(Math.max(1, seconds(decision.retryAfter()))));
  }

  private Headers headers(RateLimitDecision decision) {
    String left = ";r=" + decision.remaining() + ";t=" + seconds(decision.resetAfter());
    return Headers.builder()
        .add("RateLimit-Policy", policy)
        .add("RateLimit", "\"" + name + "\"" + left)
        .build();
  }

  /** Rounded up, so that whoever waits as long does not come too early. */
  @SuppressWarnings("JavaDurationGetSecondsToToSeconds") // the edge has no toSeconds()
  private static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).getSeconds();
  }
}
