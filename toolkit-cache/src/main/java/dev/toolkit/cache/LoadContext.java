package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loader is told of a key, and how it says more than a value.
 *
 * {@snippet :
 * Loader<String, Page> loader = (url, c) -> {
 *   Answer answer = http.get(url, c.previous().flatMap(Previous::etag));
 *   return answer.isNotModified()
 *       ? c.notModified()
 *       : c.ttl(answer.maxAge()).etag(answer.etag()).value(answer.page());
 * };
 * }
 *
 * <p>A context belongs to one call of a loader and is not safe for use by multiple threads.
 *
 * @param <V> the type of values
 * @since 0.1.0
 */
public final class LoadContext<V> {

  /**
   * The value that was cached before, fresh or stale.
   *
   * @param <V> the type of values
   * @since 0.1.0
   */
  public static final class Previous<V> {
    private final V value;
    private final Entry.Details details;
    private final Duration age;

    Previous(V value, Entry.Details details, Duration age) {
      this.value = value;
      this.details = details;
      this.age = age;
    }

    /** Returns the value. */
    public V value() {
      return value;
    }

    /** Returns what {@link LoadContext#etag} was told. */
    public Optional<String> etag() {
      return Optional.ofNullable(details.etag());
    }

    /** Returns what {@link LoadContext#lastModified} was told. */
    public Optional<Instant> lastModified() {
      return Optional.ofNullable(details.lastModified());
    }

    /** Returns how long ago its load started. */
    public Duration age() {
      return age;
    }
  }

  private final @Nullable Previous<V> previous;
  private final long hardNanos;
  private final long startedAt = System.nanoTime();
  private Set<String> tags;
  private @Nullable Duration ttl;
  private @Nullable String etag;
  private @Nullable Instant lastModified;
  private boolean isStored = true;
  private boolean isAbsent;

  LoadContext(@Nullable Previous<V> previous, EntryOptions options) {
    this.previous = previous;
    this.hardNanos = Nanos.of(options.hardTimeout());
    this.tags = options.tags();
  }

  /** Returns the value that was cached before, or empty if there is none. */
  public Optional<Previous<V>> previous() {
    return Optional.ofNullable(previous);
  }

  /** Returns how much is left of the hard time-out, for the loader's own calls; zero if none is. */
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, hardNanos - (System.nanoTime() - startedAt)));
  }

  /**
   * Gives this value, or this absence, a lifetime of its own.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LoadContext<V> ttl(Duration ttl) {
    if (ttl.isNegative()) {
      throw new IllegalArgumentException("ttl must not be negative: " + ttl);
    }
    this.ttl = ttl;
    return this;
  }

  /**
   * Gives this value tags in the place of those of the options.
   *
   * @throws IllegalArgumentException if a tag is empty
   */
  public LoadContext<V> tags(String... tags) {
    this.tags = EntryOptions.requireTags(List.of(tags));
    return this;
  }

  /** Names this state of the value, so that the next load can ask whether it has changed. */
  public LoadContext<V> etag(String etag) {
    this.etag = requireNonNull(etag, "etag");
    return this;
  }

  /** Says when the value last changed, so that the next load can ask whether it has since. */
  public LoadContext<V> lastModified(Instant lastModified) {
    this.lastModified = requireNonNull(lastModified, "lastModified");
    return this;
  }

  /** Hands the value to those who wait for it and keeps it nowhere. */
  public LoadContext<V> doNotStore() {
    this.isStored = false;
    return this;
  }

  /** Returns the value, to end a chain of calls with. */
  public V value(V value) {
    return requireNonNull(value, "value");
  }

  /**
   * Returns the previous value, which gets a new lifetime, and keeps its tags, etag and date unless
   * others were given here.
   *
   * @throws IllegalStateException if there is none
   */
  public V notModified() {
    if (previous == null) {
      throw new IllegalStateException(
          "notModified() needs a previous value, and there is none: ask previous() first");
    }
    etag = etag == null ? previous.details.etag() : etag;
    lastModified = lastModified == null ? previous.details.lastModified() : lastModified;
    tags = tags.isEmpty() ? previous.details.tags() : tags;
    return previous.value;
  }

  /** Says that the key has no value; what is returned is for the loader to return. */
  @SuppressWarnings("NullAway") // the one null that a loader may return
  public V absent() {
    isAbsent = true;
    return null;
  }

  boolean isAbsent() {
    return isAbsent;
  }

  boolean isStored() {
    return isStored;
  }

  @Nullable Duration ttl() {
    return ttl;
  }

  Entry.Details details() {
    return tags.isEmpty() && etag == null && lastModified == null
        ? Entry.Details.NONE
        : new Entry.Details(Set.copyOf(tags), etag, lastModified);
  }
}
