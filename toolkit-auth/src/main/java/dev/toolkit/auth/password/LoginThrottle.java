package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.internal.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Slows down those who guess the password or the code of an account, from wherever they do.
 *
 * {@snippet :
 * Optional<Duration> wait = throttle.begin(name);
 * if (wait.isPresent()) {
 *   return tooMany(wait.get());
 * }
 * if (passwords.verify(password, stored)) {
 *   throttle.succeeded(name);
 * }
 * }
 *
 * <p>An attempt counts as failed from its begin on, until {@link #succeeded} clears the account, so
 * that guesses sent all at once gain nothing. After the free ones, each failed attempt makes the
 * account wait: at first for the first delay, then for twice as long as the time before, up to the
 * longest delay. Attempts that are refused do not prolong the wait.
 *
 * <p>The defaults: 5 free attempts, a first delay of 30 seconds, a longest one of 15 minutes, 24
 * hours until an account is forgotten, 100,000 accounts.
 *
 * <p>Names are compared without case and surrounding space, in a compatible Unicode form, and only
 * hashes of them are kept. Counts are in the memory of this process. If more accounts than can be
 * kept are tried, those with the fewest failures are forgotten first.
 *
 * <p>Somebody who keeps guessing makes the owner wait, too; that is the price of a limit by
 * account, and why the longest delay should be minutes rather than hours.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class LoginThrottle {

  /** Entries that are compared to find one to forget. */
  private static final int EVICTION_SAMPLE = 16;

  /** The first half of a SHA-256 hash of the name: enough to tell accounts apart. */
  private record Account(long high, long low) {}

  private record Failures(int count, Instant last, Instant blockedUntil) {}

  private final int freeAttempts;
  private final Duration firstDelay;
  private final Duration maxDelay;
  private final Duration forgetAfter;
  private final int maxAccounts;
  private final InstantSource clock;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock; the account that failed longest ago first. */
  private final Map<Account, Failures> failures = new LinkedHashMap<>();

  private LoginThrottle(Builder builder) {
    this.freeAttempts = builder.freeAttempts;
    this.firstDelay = builder.firstDelay;
    this.maxDelay = builder.maxDelay;
    this.forgetAfter = builder.forgetAfter;
    this.maxAccounts = builder.maxAccounts;
    this.clock = builder.clock;
  }

  /** Returns a throttle with the defaults. */
  public static LoginThrottle create() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Counts an attempt, which the caller may then make, or refuses it.
   *
   * @param name the name that was given, whether or not there is such an account
   * @return empty if the attempt may be made, else how long to wait for the next
   */
  public Optional<Duration> begin(String name) {
    Account account = account(name);
    Instant now = clock.instant();
    lock.lock();
    try {
      Failures known = current(account, now);
      if (known != null && now.isBefore(known.blockedUntil)) {
        return Optional.of(Duration.between(now, known.blockedUntil));
      }
      int count = known == null ? 1 : Math.min(known.count + 1, Integer.MAX_VALUE - 1);
      failures.remove(account);
      makeRoom(now);
      failures.put(account, new Failures(count, now, now.plus(delayAfter(count))));
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Clears the failures of an account whose password or code was right. */
  public void succeeded(String name) {
    Account account = account(name);
    lock.lock();
    try {
      failures.remove(account);
    } finally {
      lock.unlock();
    }
  }

  int accounts() {
    lock.lock();
    try {
      return failures.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Failures current(Account account, Instant now) {
    Failures known = failures.get(account);
    return known == null || isOver(known, now) ? null : known;
  }

  private boolean isOver(Failures known, Instant now) {
    return !now.isBefore(known.last.plus(forgetAfter)) && !now.isBefore(known.blockedUntil);
  }

  /** Returns how long the account is blocked after so many failures. */
  private Duration delayAfter(int count) {
    if (count < freeAttempts) {
      return Duration.ZERO;
    }
    // Capped before it is shifted: 2^20 times any delay of a second or more is above every limit.
    int doublings = Math.min(count - freeAttempts, 20);
    Duration delay = firstDelay.multipliedBy(1L << doublings);
    return delay.compareTo(maxDelay) > 0 ? maxDelay : delay;
  }

  private void makeRoom(Instant now) {
    if (failures.size() < maxAccounts) {
      return;
    }
    Account fewest = null;
    int count = Integer.MAX_VALUE;
    Iterator<Map.Entry<Account, Failures>> oldest = failures.entrySet().iterator();
    for (int i = 0; i < EVICTION_SAMPLE && oldest.hasNext(); i++) {
      Map.Entry<Account, Failures> entry = oldest.next();
      int known = isOver(entry.getValue(), now) ? 0 : entry.getValue().count;
      if (known < count) {
        fewest = entry.getKey();
        count = known;
      }
    }
    failures.remove(fewest);
  }

  private static Account account(String name) {
    String same = Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(same.getBytes(StandardCharsets.UTF_8)));
    return new Account(hash.getLong(), hash.getLong());
  }

  /** Returns the number of accounts with failures. */
  @Override
  public String toString() {
    return "LoginThrottle[" + accounts() + " accounts]";
  }

  /**
   * Builds a {@link LoginThrottle}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private int freeAttempts = 5;
    private Duration firstDelay = Duration.ofSeconds(30);
    private Duration maxDelay = Duration.ofMinutes(15);
    private Duration forgetAfter = Duration.ofHours(24);
    private int maxAccounts = 100_000;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * Sets how many attempts may fail before the account has to wait. The default is 5.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder freeAttempts(int attempts) {
      this.freeAttempts = positive("freeAttempts", attempts);
      return this;
    }

    /**
     * Sets the delay after the last free attempt has failed. The default is 30 seconds.
     *
     * @throws IllegalArgumentException if the duration is less than a second
     */
    public Builder firstDelay(Duration delay) {
      this.firstDelay = atLeastOneSecond("firstDelay", delay);
      return this;
    }

    /**
     * Sets the longest delay. The default is 15 minutes.
     *
     * @throws IllegalArgumentException if the duration is less than a second
     */
    public Builder maxDelay(Duration delay) {
      this.maxDelay = atLeastOneSecond("maxDelay", delay);
      return this;
    }

    /**
     * Sets how long after its last failure an account is forgotten. The default is 24 hours.
     *
     * @throws IllegalArgumentException if the duration is less than a second
     */
    public Builder forgetAfter(Duration duration) {
      this.forgetAfter = atLeastOneSecond("forgetAfter", duration);
      return this;
    }

    /**
     * Sets how many accounts are kept. The default is 100,000.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maxAccounts(int accounts) {
      this.maxAccounts = positive("maxAccounts", accounts);
      return this;
    }

    /** Sets the clock. The default is the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    private static int positive(String what, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + " must be positive: " + value);
      }
      return value;
    }

    private static Duration atLeastOneSecond(String what, Duration value) {
      if (value.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(what + " must be at least a second: " + value);
      }
      return value;
    }

    /**
     * Returns the throttle described by this builder.
     *
     * @throws IllegalStateException if the first delay is longer than the longest
     */
    public LoginThrottle build() {
      if (firstDelay.compareTo(maxDelay) > 0) {
        throw new IllegalStateException(
            "firstDelay(" + firstDelay + ") must not be longer than maxDelay(" + maxDelay + ")");
      }
      return new LoginThrottle(this);
    }
  }
}
