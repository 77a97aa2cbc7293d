package dev.toolkit.auth.key;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key set that an issuer publishes at a URI (RFC 7517, section 5), kept and refreshed.
 *
 * {@snippet :
 * RemoteKeySet keys = RemoteKeySet.builder(
 *     URI.create("https://issuer.example.com/.well-known/jwks.json"), Algorithm.RS256).build();
 * }
 *
 * <p>Only the first request waits for the keys; {@link #refresh} at the start of the application
 * spares it that. From then on keys are got again in the background, before their time is over.
 * While the issuer cannot be reached, the last keys go on to be used for a limited time. A token
 * that names an unknown key makes the set be got again, by one request at a time and not more often
 * than the interval says, and waits for it; tokens with known keys never wait.
 *
 * <p>Defaults: HTTPS only, at most 256 KiB, 2 seconds to connect and 5 for all, no redirects. The
 * issuer's {@code Cache-Control: max-age} counts, but no less than a minute and no more than a day;
 * without one it is 15 minutes. Unknown keys: every 30 seconds. Without the issuer: 1 hour more.
 * Secrets and private keys in the set are left out and logged, as weak and damaged keys are.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class RemoteKeySet implements KeySource, AutoCloseable {

  /*
   * One flight at a time: whoever sets `flight` starts the request, on a thread of its own, and the
   * others join it or, if they have keys that do, go on. `nextAttempt` is set before a flight ends,
   * so that of a thousand tokens with unknown keys one causes a request, and the ones that come
   * after it none until the interval is over.
   *
   * Times are nanoseconds of one ticker and compared by difference.
   */

  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeySet.class);
  private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private record Snapshot(KeySet keys, long refreshAt, long staleAt) {}

  private final URI uri;
  private final PublishedKeys published;
  private final long interval;
  private final long maxStale;
  private final LongSupplier ticker;
  private final AtomicReference<@Nullable CompletableFuture<Void>> flight = new AtomicReference<>();
  private volatile @Nullable Snapshot snapshot;
  private volatile @Nullable AuthException lastFailure;
  private volatile long nextAttempt;
  private volatile long retryDelay = FIRST_RETRY_NANOS;
  private volatile boolean isClosed;

  private RemoteKeySet(Builder builder) {
    this.uri = builder.uri;
    this.published =
        new PublishedKeys(builder.uri, builder.allowed, builder.connectTimeout, builder.timeout);
    this.interval = builder.refreshInterval.toNanos();
    this.maxStale = builder.maxStale.toNanos();
    this.ticker = builder.ticker;
    this.nextAttempt = ticker.getAsLong();
  }

  /**
   * Returns a builder for the key set at a URI.
   *
   * @param allowed the algorithms that tokens may have
   * @throws IllegalArgumentException if no algorithm is given, or one that needs a secret
   */
  public static Builder builder(URI uri, Algorithm... allowed) {
    return new Builder(uri, KeySet.requireSome(allowed));
  }

  @Override
  public Optional<VerificationKey> find(@Nullable String kid, Algorithm algorithm) {
    long now = ticker.getAsLong();
    Snapshot usable = usable(now);
    if (usable == null) {
      return await(now).find(kid, algorithm);
    }
    if (now - usable.refreshAt >= 0) {
      CompletableFuture<Void> unused = start(now);
    }
    if (kid == null || usable.keys.hasKid(kid)) {
      return usable.keys.find(kid, algorithm);
    }
    join(start(now));
    Snapshot latest = snapshot;
    return latest == null ? Optional.empty() : latest.keys.find(kid, algorithm);
  }

  /**
   * Gets the keys now, unless that is being done or was done a moment ago, and waits for them.
   *
   * @throws AuthException with code {@code PROVIDER} if there are no keys then
   */
  public void refresh() {
    long now = ticker.getAsLong();
    join(start(now));
    if (usable(now) == null) {
      throw unavailable();
    }
  }

  private @Nullable Snapshot usable(long now) {
    Snapshot latest = snapshot;
    return latest == null || now - latest.staleAt >= 0 ? null : latest;
  }

  private KeySet await(long now) {
    join(start(now));
    Snapshot latest = usable(ticker.getAsLong());
    if (latest == null) {
      throw unavailable();
    }
    return latest.keys;
  }

  private AuthException unavailable() {
    AuthException failure = lastFailure;
    String reason = failure == null ? "nobody has got it yet" : failure.getMessage();
    return new AuthException(Code.PROVIDER, "Key set " + uri + " is not available: " + reason);
  }

  private static void join(@Nullable CompletableFuture<Void> running) {
    if (running != null) {
      running.join();
    }
  }

  /** Returns the flight that is under way or starts now, or null if none may start yet. */
  private @Nullable CompletableFuture<Void> start(long now) {
    if (isClosed) {
      throw new IllegalStateException("Key set " + uri + " is closed");
    }
    CompletableFuture<Void> running = flight.get();
    if (running != null || now - nextAttempt < 0) {
      return running;
    }
    var own = new CompletableFuture<Void>();
    if (!flight.compareAndSet(null, own)) {
      return flight.get();
    }
    if (now - nextAttempt < 0) {
      // Another flight came and went between the two looks at it.
      land(own);
      return null;
    }
    nextAttempt = now + interval;
    Thread.ofVirtual().name("key set refresh").start(() -> fly(own));
    return own;
  }

  private void fly(CompletableFuture<Void> own) {
    try {
      PublishedKeys.Answer answer = published.get();
      long now = ticker.getAsLong();
      long fresh = answer.maxAge().toNanos();
      // A fifth of the time is left for attempts before anybody would have to do with stale keys.
      snapshot = new Snapshot(answer.keys(), now + fresh / 5 * 4, now + fresh + maxStale);
      retryDelay = FIRST_RETRY_NANOS;
      nextAttempt = now + interval;
    } catch (AuthException e) {
      failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      land(own);
    }
  }

  /** With keys at hand there is no hurry; without, the first attempts follow each other sooner. */
  private void failed(AuthException failure) {
    lastFailure = failure;
    long now = ticker.getAsLong();
    long delay = usable(now) == null ? Math.min(retryDelay, interval) : interval;
    retryDelay = Math.min(delay * 2, interval);
    nextAttempt = now + delay;
    if (!isClosed) {
      LOG.warn("{}", failure.getMessage());
    }
  }

  private void land(CompletableFuture<Void> own) {
    flight.set(null);
    own.complete(null);
  }

  /** Stops getting keys. */
  @Override
  public void close() {
    isClosed = true;
    published.close();
  }

  /** Returns the URI. */
  @Override
  public String toString() {
    return "RemoteKeySet[" + uri + "]";
  }

  /**
   * Builds a {@link RemoteKeySet}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final URI uri;
    private final List<Algorithm> allowed;
    private boolean allowsPlainHttp;
    private Duration refreshInterval = Duration.ofSeconds(30);
    private Duration maxStale = Duration.ofHours(1);
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration timeout = Duration.ofSeconds(5);
    private LongSupplier ticker = System::nanoTime;

    private Builder(URI uri, List<Algorithm> allowed) {
      this.uri = requireNonNull(uri, "uri");
      this.allowed = allowed;
      if (allowed.stream().anyMatch(one -> one.family() == Algorithm.Family.HMAC)) {
        throw new IllegalArgumentException("A published key set has no secrets: " + allowed);
      }
    }

    /** Allows {@code http:} if the host is this machine by name: for tests and development. */
    public Builder allowPlainHttpOnLoopback() {
      this.allowsPlainHttp = true;
      return this;
    }

    /** Sets how often unknown keys may cause a request. The default is 30 seconds. */
    public Builder refreshInterval(Duration interval) {
      this.refreshInterval = requirePositive(interval, "Refresh interval");
      return this;
    }

    /**
     * Sets how long keys are used after their time when the issuer cannot be reached. The default
     * is 1 hour.
     */
    public Builder maxStale(Duration maxStale) {
      this.maxStale = requirePositive(maxStale, "Maximum staleness");
      return this;
    }

    /** Sets how long connecting may take. The default is 2 seconds. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = requirePositive(timeout, "Connect timeout");
      return this;
    }

    /** Sets how long getting the keys may take in all. The default is 5 seconds. */
    public Builder timeout(Duration timeout) {
      this.timeout = requirePositive(timeout, "Timeout");
      return this;
    }

    Builder ticker(LongSupplier nanoTime) {
      this.ticker = nanoTime;
      return this;
    }

    private static Duration requirePositive(Duration duration, String what) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException(what + " must be positive: " + duration);
      }
      return duration;
    }

    /**
     * Returns the key set described by this builder, which has not got any keys yet.
     *
     * @throws IllegalArgumentException if the URI is not one of HTTPS, or of HTTP on this machine
     *     where that is allowed, or has user information or a fragment
     */
    public RemoteKeySet build() {
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean isPlain = scheme.equals("http") && allowsPlainHttp && isLoopback();
      if (!scheme.equals("https") && !isPlain) {
        throw new IllegalArgumentException(
            "Key set must be at https://, or at http://localhost with"
                + " allowPlainHttpOnLoopback(): "
                + uri.getScheme()
                + "://"
                + uri.getHost());
      }
      if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        throw new IllegalArgumentException(
            "URI of a key set must have a host, and neither user information nor a fragment");
      }
      return new RemoteKeySet(this);
    }

    private boolean isLoopback() {
      return uri.getHost() != null && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }
  }
}
