package dev.toolkit.cache.kv;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a value of a {@link Kv} lives, and its metadata. The default is for ever, and none.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class KvPut {

  /** The longest metadata: {@value} bytes of UTF-8. */
  public static final int MAX_METADATA_BYTES = 1_024;

  private static final KvPut DEFAULTS = new KvPut(null, null, "");

  private final @Nullable Duration expirationTtl;
  private final @Nullable Instant expiration;
  private final String metadata;

  private KvPut(@Nullable Duration expirationTtl, @Nullable Instant expiration, String metadata) {
    this.expirationTtl = expirationTtl;
    this.expiration = expiration;
    this.metadata = metadata;
  }

  /** Returns the options of a value that lives for ever and has no metadata. */
  public static KvPut defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with a lifetime from now on, which counts more than an expiration; longer
   * than {@link Stored#LONGEST} is cut to that.
   */
  public KvPut expirationTtl(Duration expirationTtl) {
    return new KvPut(requireNonNull(expirationTtl, "expirationTtl"), expiration, metadata);
  }

  /** Returns these options with an end of the lifetime, rounded down to seconds. */
  public KvPut expiration(Instant expiration) {
    return new KvPut(expirationTtl, requireNonNull(expiration, "expiration"), metadata);
  }

  /**
   * Returns these options with metadata: any text, by custom JSON, that is read and listed without
   * the value. An empty text is none.
   *
   * @throws IllegalArgumentException if it is longer than {@value #MAX_METADATA_BYTES} bytes
   */
  public KvPut metadata(String metadata) {
    int length = metadata.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_METADATA_BYTES) {
      throw new IllegalArgumentException(
          "Metadata must be at most " + MAX_METADATA_BYTES + " bytes of UTF-8: found " + length);
    }
    return new KvPut(expirationTtl, expiration, metadata);
  }

  String metadata() {
    return metadata;
  }

  /** Returns the second at which the value ends, or empty if it does not. */
  Optional<Instant> end(Instant now, Duration minTtl) {
    if (expirationTtl != null) {
      if (expirationTtl.compareTo(minTtl) < 0) {
        throw new IllegalArgumentException(
            "expirationTtl must be at least " + minTtl + ": found " + expirationTtl);
      }
      boolean isTooLong = expirationTtl.compareTo(Stored.LONGEST) > 0;
      return Optional.of(now.plus(isTooLong ? Stored.LONGEST : expirationTtl));
    }
    if (expiration != null && expiration.isBefore(now.plus(minTtl))) {
      throw new IllegalArgumentException(
          "expiration must be at least "
              + minTtl
              + " ahead: found "
              + Duration.between(now, expiration));
    }
    return Optional.ofNullable(expiration);
  }
}
