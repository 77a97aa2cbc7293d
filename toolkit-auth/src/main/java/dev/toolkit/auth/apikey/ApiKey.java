package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key; its text is not.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder, which stores use to
 * read what they have written, is not.
 *
 * @since 0.1.0
 */
public final class ApiKey {

  /**
   * Whether a key may be used.
   *
   * @since 0.1.0
   */
  public enum Status {
    /** It may, until it expires. */
    ACTIVE,
    /** It may not, until it is enabled again. */
    DISABLED,
    /** It may not, for good. */
    REVOKED
  }

  private final String id;
  private final String ownerId;
  private final String name;
  private final String start;
  private final Set<String> scopes;
  private final Status status;
  private final Instant createdAt;
  private final @Nullable Instant expiresAt;
  private final @Nullable Instant lastUsedAt;
  private final @Nullable RateLimit rateLimit;
  private final @Nullable RateLimit quota;
  private final @Nullable String replacedBy;
  private final Map<String, String> metadata;

  private ApiKey(Builder builder) {
    this.id = builder.id;
    this.ownerId = builder.ownerId;
    this.name = builder.name;
    this.start = builder.start;
    this.scopes = Collections.unmodifiableSet(new TreeSet<>(builder.scopes));
    this.status = builder.status;
    this.createdAt = builder.createdAt;
    this.expiresAt = builder.expiresAt;
    this.lastUsedAt = builder.lastUsedAt;
    this.rateLimit = builder.rateLimit;
    this.quota = builder.quota;
    this.replacedBy = builder.replacedBy;
    this.metadata = Collections.unmodifiableMap(new TreeMap<>(builder.metadata));
  }

  /** Returns a builder for an active key that has no scopes, limits or expiry. */
  public static Builder builder(String id, String ownerId, Instant createdAt) {
    return new Builder(id, ownerId, createdAt);
  }

  /** Returns the public identifier, which is no part of the key's text. */
  public String id() {
    return id;
  }

  /** Returns the identifier of the principal whose key it is. */
  public String ownerId() {
    return ownerId;
  }

  /** Returns what its owner calls it, which may be empty. */
  public String name() {
    return name;
  }

  /** Returns the first characters of the key, to tell keys apart in a list. */
  public String start() {
    return start;
  }

  /** Returns the patterns of permissions that the key was made for, in alphabetical order. */
  public Set<String> scopes() {
    return scopes;
  }

  /** Returns whether it may be used. */
  public Status status() {
    return status;
  }

  /** Returns when it was made. */
  public Instant createdAt() {
    return createdAt;
  }

  /** Returns when it stops working, or empty if it does not by itself. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** Returns when it was last used, to about a minute, or empty if it was not. */
  public Optional<Instant> lastUsedAt() {
    return Optional.ofNullable(lastUsedAt);
  }

  /** Returns how often it may be used in a short period, or empty if that is not limited. */
  public Optional<RateLimit> rateLimit() {
    return Optional.ofNullable(rateLimit);
  }

  /** Returns how often it may be used in a long period, or empty if that is not limited. */
  public Optional<RateLimit> quota() {
    return Optional.ofNullable(quota);
  }

  /** Returns the identifier of the key that replaces this one, or empty if it was not rotated. */
  public Optional<String> replacedBy() {
    return Optional.ofNullable(replacedBy);
  }

  /** Returns what the application keeps with the key, by name. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Returns whether the key has stopped working at that time. */
  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Returns a builder that starts with this key. */
  public Builder toBuilder() {
    Builder builder = new Builder(id, ownerId, createdAt);
    builder.name = name;
    builder.start = start;
    builder.scopes = scopes;
    builder.status = status;
    builder.expiresAt = expiresAt;
    builder.lastUsedAt = lastUsedAt;
    builder.rateLimit = rateLimit;
    builder.quota = quota;
    builder.replacedBy = replacedBy;
    builder.metadata = metadata;
    return builder;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ApiKey other
        && id.equals(other.id)
        && ownerId.equals(other.ownerId)
        && name.equals(other.name)
        && start.equals(other.start)
        && scopes.equals(other.scopes)
        && status == other.status
        && createdAt.equals(other.createdAt)
        && Objects.equals(expiresAt, other.expiresAt)
        && Objects.equals(lastUsedAt, other.lastUsedAt)
        && Objects.equals(rateLimit, other.rateLimit)
        && Objects.equals(quota, other.quota)
        && Objects.equals(replacedBy, other.replacedBy)
        && metadata.equals(other.metadata);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Returns identifier, first characters and status. */
  @Override
  public String toString() {
    return "ApiKey[" + id + ", " + start + "…, " + status + "]";
  }

  /**
   * Builds an {@link ApiKey}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String id;
    private final String ownerId;
    private final Instant createdAt;
    private String name = "";
    private String start = "";
    private Set<String> scopes = Set.of();
    private Status status = Status.ACTIVE;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable RateLimit rateLimit;
    private @Nullable RateLimit quota;
    private @Nullable String replacedBy;
    private Map<String, String> metadata = Map.of();

    private Builder(String id, String ownerId, Instant createdAt) {
      this.id = requireNonNull(id, "id");
      this.ownerId = requireNonNull(ownerId, "ownerId");
      this.createdAt = requireNonNull(createdAt, "createdAt");
    }

    /** Sets the name. The default is empty. */
    public Builder name(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /** Sets the characters to show. The default is none. */
    public Builder start(String start) {
      this.start = requireNonNull(start, "start");
      return this;
    }

    /** Sets the scopes. The default is none. */
    public Builder scopes(Set<String> scopes) {
      this.scopes = Set.copyOf(scopes);
      return this;
    }

    /** Sets the status. The default is {@link Status#ACTIVE}. */
    public Builder status(Status status) {
      this.status = requireNonNull(status, "status");
      return this;
    }

    /** Sets when the key stops working, or null for never, which is the default. */
    public Builder expiresAt(@Nullable Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /** Sets when the key was last used, or null for never, which is the default. */
    public Builder lastUsedAt(@Nullable Instant lastUsedAt) {
      this.lastUsedAt = lastUsedAt;
      return this;
    }

    /** Sets the rate limit, or null for none, which is the default. */
    public Builder rateLimit(@Nullable RateLimit rateLimit) {
      this.rateLimit = rateLimit;
      return this;
    }

    /** Sets the quota, or null for none, which is the default. */
    public Builder quota(@Nullable RateLimit quota) {
      this.quota = quota;
      return this;
    }

    /** Sets which key replaces this one, or null for none, which is the default. */
    public Builder replacedBy(@Nullable String id) {
      this.replacedBy = id;
      return this;
    }

    /** Sets what the application keeps with the key. The default is nothing. */
    public Builder metadata(Map<String, String> metadata) {
      this.metadata = Map.copyOf(metadata);
      return this;
    }

    /** Returns the key described by this builder. */
    public ApiKey build() {
      return new ApiKey(this);
    }
  }
}
