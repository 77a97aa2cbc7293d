package dev.toolkit.cache.redis;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis, and how long to wait for it.
 *
 * <p>Defaults: 100 ms for an answer, 2 seconds for a connection, the certificates that the platform
 * trusts, user and password as in the address.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RedisOptions {

  private static final Duration LONGEST = Duration.ofHours(1);

  private static final RedisOptions DEFAULTS =
      new RedisOptions(Duration.ofMillis(100), Duration.ofSeconds(2), null, null, null, null);

  /**
   * User and password of an access control list.
   *
   * @param user the user, or {@code default}
   * @param password the password
   */
  public record Credentials(String user, String password) {

    /** Checks that nothing is missing. */
    public Credentials {
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }

    /** Returns the user alone. */
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  private final Duration timeout;
  private final Duration connectTimeout;
  private final @Nullable Supplier<Credentials> credentials;
  private final @Nullable Path trusted;
  private final @Nullable Path certificate;
  private final @Nullable Path key;

  private RedisOptions(
      Duration timeout,
      Duration connectTimeout,
      @Nullable Supplier<Credentials> credentials,
      @Nullable Path trusted,
      @Nullable Path certificate,
      @Nullable Path key) {
    this.timeout = timeout;
    this.connectTimeout = connectTimeout;
    this.credentials = credentials;
    this.trusted = trusted;
    this.certificate = certificate;
    this.key = key;
  }

  /** Returns the defaults. */
  public static RedisOptions defaults() {
    return DEFAULTS;
  }

  /** Returns how long a command may take. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns how long it may take to connect, TLS and authentication included. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  @Nullable Supplier<Credentials> credentials() {
    return credentials;
  }

  @Nullable Path trusted() {
    return trusted;
  }

  @Nullable Path certificate() {
    return certificate;
  }

  @Nullable Path key() {
    return key;
  }

  /**
   * Sets how long a command may take, before the cache goes on without; those that are sent
   * together for several keys may take as long together. The default is 100 ms.
   *
   * @throws IllegalArgumentException if it is not positive, or longer than an hour
   */
  public RedisOptions withTimeout(Duration timeout) {
    return new RedisOptions(
        requireTimeout("timeout", timeout), connectTimeout, credentials, trusted, certificate, key);
  }

  /**
   * Sets how long it may take to connect, TLS and authentication included. No call waits for it.
   * The default is 2 seconds.
   *
   * @throws IllegalArgumentException if it is not positive, or longer than an hour
   */
  public RedisOptions withConnectTimeout(Duration connectTimeout) {
    return new RedisOptions(
        timeout,
        requireTimeout("connectTimeout", connectTimeout),
        credentials,
        trusted,
        certificate,
        key);
  }

  /**
   * Asks for user and password each time that a connection is made, so that they may change. The
   * default is those in the address.
   */
  public RedisOptions withCredentials(Supplier<Credentials> credentials) {
    return new RedisOptions(
        timeout,
        connectTimeout,
        requireNonNull(credentials, "credentials"),
        trusted,
        certificate,
        key);
  }

  /**
   * Trusts the certificates of a PEM file instead of those of the platform, where the address
   * starts with {@code rediss}.
   */
  public RedisOptions withTrusted(Path certificates) {
    return new RedisOptions(
        timeout,
        connectTimeout,
        credentials,
        requireNonNull(certificates, "certificates"),
        certificate,
        key);
  }

  /** Shows a certificate to the server, where the address starts with {@code rediss}: PEM files. */
  public RedisOptions withCertificate(Path certificate, Path key) {
    return new RedisOptions(
        timeout,
        connectTimeout,
        credentials,
        trusted,
        requireNonNull(certificate, "certificate"),
        requireNonNull(key, "key"));
  }

  private static Duration requireTimeout(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be positive and at most " + LONGEST + ": " + value);
    }
    return value;
  }

  /** Returns the times alone. */
  @Override
  public String toString() {
    return "RedisOptions[timeout " + timeout + ", connectTimeout " + connectTimeout + "]";
  }
}
