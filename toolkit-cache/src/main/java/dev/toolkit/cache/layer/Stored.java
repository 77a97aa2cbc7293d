package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * An entry as a layer keeps it: bytes, how long they live, and their version.
 *
 * <p>The head is the small part, which a layer can hand out without the body: what is known of the
 * value, or metadata. Layers do not look into either.
 *
 * <p>This class is immutable as long as nobody changes the arrays, which are not copied: a body may
 * be large, and passes several hands. It is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Stored {

  /** The longest life of an entry: 100 years, which no store mistakes for a point in time. */
  public static final Duration LONGEST = Duration.ofDays(36_500);

  private final Version version;
  private final Duration remaining;
  private final byte[] head;
  private final byte[] body;

  private Stored(Version version, Duration remaining, byte[] head, byte[] body) {
    this.version = version;
    this.remaining = remaining;
    this.head = head;
    this.body = body;
  }

  /**
   * Returns an entry.
   *
   * @param remaining how long it lives from now on; longer than {@link #LONGEST} is cut to that
   * @throws IllegalArgumentException if the remaining life is not positive
   */
  public static Stored of(Version version, Duration remaining, byte[] head, byte[] body) {
    if (remaining.isNegative() || remaining.isZero()) {
      throw new IllegalArgumentException("Remaining life must be positive: " + remaining);
    }
    return new Stored(
        requireNonNull(version, "version"),
        remaining.compareTo(LONGEST) > 0 ? LONGEST : remaining,
        requireNonNull(head, "head"),
        requireNonNull(body, "body"));
  }

  /** Returns the version. */
  public Version version() {
    return version;
  }

  /** Returns how long the entry lives from the moment on at which it was written or read. */
  public Duration remaining() {
    return remaining;
  }

  /** Returns the small part: the array itself. */
  public byte[] head() {
    return head;
  }

  /** Returns the value: the array itself. */
  public byte[] body() {
    return body;
  }

  /** Returns this entry with an empty body. */
  public Stored withoutBody() {
    return new Stored(version, remaining, head, new byte[0]);
  }

  /** Returns this entry with another remaining life. */
  public Stored withRemaining(Duration remaining) {
    return of(version, remaining, head, body);
  }

  /** Returns a description without the bytes. */
  @Override
  public String toString() {
    return "Stored[" + head.length + " + " + body.length + " bytes, for " + remaining + "]";
  }
}
