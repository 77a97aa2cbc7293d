package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.core.RandomSource;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes, checks, rotates and revokes API keys.
 *
 * {@snippet :
 * ApiKeys keys = ApiKeys.builder("tk", store, pepper, policy::mayGrant).build();
 *
 * CreatedApiKey made = keys.create(principal, key -> key
 *     .name("nightly export")
 *     .scopes("orders:read")
 *     .expiresIn(Duration.ofDays(90))
 *     .rateLimit(100, Duration.ofMinutes(1)));
 * show(made.revealText());   // tk_live_… now, and never again
 * }
 *
 * <p>A key is {@code <prefix>_<environment>_}, 30 random characters of base62 and a checksum, and
 * is stored as its HMAC-SHA-256 with a pepper. A text with a wrong checksum is refused without
 * asking the store. Every other check reads the store, so that revoking holds from the next request
 * on.
 *
 * <p>Who owns a key is told by the principal that a method is given, which should be that of the
 * request, never an identifier in its body. Methods that change keys refuse those of other owners
 * as if there were none.
 *
 * <p>The defaults: environment {@code live}, counts of uses in memory, no audit log, the system's
 * clock, {@link SecureRandom}.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class ApiKeys {

  private static final int ID_CHARACTERS = 16;

  private final ApiKeyFormat format;
  private final ApiKeyStore store;
  private final ApiKeyRows rows;
  private final BiPredicate<? super Principal, ? super String> mayGrant;

  /** The pepper of new keys first. */
  private final List<ApiKeyHashes> hashes;

  private final ApiKeyUsage usage;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RandomSource random;
  private final LastUsed lastUsed;

  private ApiKeys(Builder builder) {
    this.format = ApiKeyFormat.of(builder.prefix, builder.environment);
    this.store = builder.store;
    this.rows = new ApiKeyRows(store);
    this.mayGrant = builder.mayGrant;
    this.hashes = ApiKeyHashes.of(builder.peppers);
    this.usage = builder.usage;
    this.audit = builder.audit;
    this.clock = builder.clock;
    this.random = builder.random;
    this.lastUsed = new LastUsed(store, builder.executor);
  }

  /**
   * Returns a builder with the defaults.
   *
   * @param prefix what all keys of the application begin with: 1 to 16 lower-case letters and
   *     digits
   * @param pepper a secret of at least 32 bytes that is not kept where the store is
   * @param mayGrant whether a principal may give a pattern of permissions to a key, usually {@code
   *     policy::mayGrant}
   */
  public static Builder builder(
      String prefix,
      ApiKeyStore store,
      SecretKey pepper,
      BiPredicate<? super Principal, ? super String> mayGrant) {
    return new Builder(prefix, store, pepper, mayGrant);
  }

  /**
   * Makes a key for its owner.
   *
   * @throws IllegalArgumentException if it has no scope
   * @throws AuthException with code FORBIDDEN if a scope is more than the owner may do
   */
  public CreatedApiKey create(Principal owner, Consumer<ApiKeySpec> spec) {
    var described = new ApiKeySpec();
    spec.accept(described);
    if (described.scopes.isEmpty()) {
      throw new IllegalArgumentException("An API key needs at least one scope: add scopes(…)");
    }
    described.scopes.forEach(scope -> requireGrantable(owner, scope));
    Instant now = clock.instant();
    ApiKey.Builder key =
        ApiKey.builder(newId(), owner.id(), now)
            .name(described.name)
            .scopes(described.scopes)
            .expiresAt(described.expiresIn == null ? null : now.plus(described.expiresIn))
            .rateLimit(described.rateLimit)
            .quota(described.quota)
            .metadata(described.metadata);
    CreatedApiKey created = insert(key);
    record(SecurityEvent.Type.API_KEY_CREATED, created.key(), "created");
    return created;
  }

  private void requireGrantable(Principal owner, String scope) {
    if (!mayGrant.test(owner, scope)) {
      throw new AuthException(
          AuthException.Code.FORBIDDEN,
          "Scope \"" + scope + "\" is more than the owner of the key may do");
    }
  }

  private CreatedApiKey insert(ApiKey.Builder key) {
    String text = format.generate(random);
    ApiKey made = key.start(format.shown(text)).build();
    store.insert(StoredApiKey.of(made, hashes.getFirst().hash(text), 0));
    return new CreatedApiKey(made, text);
  }

  private String newId() {
    return "key_" + ApiKeyFormat.random(random, ID_CHARACTERS);
  }

  /** Returns what all keys of this application and environment begin with. */
  String start() {
    return format.start();
  }

  /**
   * Checks a text that a client sent as its key, and counts the use of the key.
   *
   * @return the key, or why the text is refused
   */
  public ApiKeyResult verify(String text) {
    if (!format.isWellFormed(text)) {
      return rejected(AuthException.Code.MALFORMED, null);
    }
    StoredApiKey row = find(text);
    if (row == null) {
      return rejected(AuthException.Code.KEY, null);
    }
    ApiKey key = row.key();
    Instant now = clock.instant();
    return switch (key.status()) {
      case DISABLED, REVOKED -> rejected(AuthException.Code.REVOKED, key);
      case ACTIVE -> key.isExpired(now) ? rejected(AuthException.Code.EXPIRED, key) : use(key, now);
    };
  }

  private @Nullable StoredApiKey find(String text) {
    for (int i = 0; i < hashes.size(); i++) {
      byte[] hash = hashes.get(i).hash(text);
      StoredApiKey row = store.findByHash(hash).orElse(null);
      // Compared again in constant time: a store may find by a part of it, or ignore case.
      if (row != null && MessageDigest.isEqual(hash, row.hash())) {
        return i == 0 ? row : rehashed(row, text);
      }
    }
    return null;
  }

  /** Moves a key to the current pepper. If another change comes first, the next use does it. */
  private StoredApiKey rehashed(StoredApiKey row, String text) {
    StoredApiKey moved = row.rehashed(hashes.getFirst().hash(text));
    return store.update(moved) ? moved : row;
  }

  private ApiKeyResult use(ApiKey key, Instant now) {
    Duration wait = usage.use(key, now).orElse(null);
    if (wait != null) {
      return new ApiKeyResult.Rejected(AuthException.Code.RATE_LIMITED, key.id(), wait);
    }
    lastUsed.note(key, now);
    return new ApiKeyResult.Accepted(key);
  }

  private static ApiKeyResult rejected(AuthException.Code code, @Nullable ApiKey key) {
    return new ApiKeyResult.Rejected(code, key == null ? null : key.id(), null);
  }

  /** Returns all keys of the owner, whatever their status, the oldest first. */
  public List<ApiKey> list(Principal owner) {
    return store.ofOwner(owner.id());
  }

  /**
   * Replaces a key by a new one with the same name, scopes, limits and metadata, which lasts as
   * long as the old one was meant to. The old one goes on working for a time of grace.
   *
   * @param grace how long the old key works beside the new one; zero ends it at once
   * @throws AuthException with code KEY if the owner has no such key; with code REVOKED if it is
   *     not active, has expired or was rotated before; with code FORBIDDEN if a scope has become
   *     more than the owner may do
   * @throws IllegalArgumentException if the grace is negative
   */
  public CreatedApiKey rotate(Principal owner, String id, Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace must not be negative: " + grace);
    }
    Instant now = clock.instant();
    ApiKey old = requireRotatable(rows.requireOwned(owner, id), now).key();
    old.scopes().forEach(scope -> requireGrantable(owner, scope));
    CreatedApiKey created = insert(successor(old, now));
    boolean isReplaced = false;
    try {
      rows.change(
          owner, id, key -> replaced(requireRotatable(key, now), created.key(), now.plus(grace)));
      isReplaced = true;
    } finally {
      if (!isReplaced) {
        // Somebody else was first: nobody has seen the new key, and nobody shall use it.
        rows.changeAny(
            created.key().id(), key -> ApiKeyRows.withStatus(key, ApiKey.Status.REVOKED));
      }
    }
    record(SecurityEvent.Type.API_KEY_ROTATED, old, "replaced by " + created.key().id());
    return created;
  }

  private ApiKey.Builder successor(ApiKey old, Instant now) {
    Instant expiresAt =
        old.expiresAt().map(end -> now.plus(Duration.between(old.createdAt(), end))).orElse(null);
    return ApiKey.builder(newId(), old.ownerId(), now)
        .name(old.name())
        .scopes(old.scopes())
        .expiresAt(expiresAt)
        .rateLimit(old.rateLimit().orElse(null))
        .quota(old.quota().orElse(null))
        .metadata(old.metadata());
  }

  private static StoredApiKey requireRotatable(StoredApiKey row, Instant now) {
    ApiKey key = row.key();
    boolean isActive = key.status() == ApiKey.Status.ACTIVE && !key.isExpired(now);
    if (!isActive || key.replacedBy().isPresent()) {
      throw new AuthException(
          AuthException.Code.REVOKED,
          "API key " + key.id() + " is not active, has expired or was rotated before");
    }
    return row;
  }

  private static StoredApiKey replaced(StoredApiKey row, ApiKey successor, Instant end) {
    Instant expiresAt = row.key().expiresAt().filter(earlier -> earlier.isBefore(end)).orElse(end);
    return row.changed(
        row.key().toBuilder().expiresAt(expiresAt).replacedBy(successor.id()).build());
  }

  /**
   * Ends a key for good, from the next request on. A key that has ended already stays so.
   *
   * @throws AuthException with code KEY if the owner has no such key
   */
  public void revoke(Principal owner, String id) {
    recordChange(rows.change(owner, id, row -> ApiKeyRows.withStatus(row, ApiKey.Status.REVOKED)));
  }

  /**
   * Ends a key for good, whoever owns it: for administrators, and for keys that were found in
   * public.
   *
   * @throws AuthException with code KEY if there is no such key
   */
  public void revokeOfAnyOwner(String id) {
    recordChange(rows.changeAny(id, row -> ApiKeyRows.withStatus(row, ApiKey.Status.REVOKED)));
  }

  /** Ends all keys of an owner for good, for example when the account is closed. */
  public void revokeAll(String ownerId) {
    for (ApiKey key : store.ofOwner(ownerId)) {
      if (key.status() != ApiKey.Status.REVOKED) {
        revokeOfAnyOwner(key.id());
      }
    }
  }

  /**
   * Switches a key off, from the next request on.
   *
   * @throws AuthException with code KEY if the owner has no such key, and with code REVOKED if it
   *     is revoked
   */
  public void disable(Principal owner, String id) {
    recordChange(rows.change(owner, id, row -> ApiKeyRows.withStatus(row, ApiKey.Status.DISABLED)));
  }

  /**
   * Switches a key on again.
   *
   * @throws AuthException with code KEY if the owner has no such key, and with code REVOKED if it
   *     is revoked
   */
  public void enable(Principal owner, String id) {
    recordChange(rows.change(owner, id, row -> ApiKeyRows.withStatus(row, ApiKey.Status.ACTIVE)));
  }

  /** Writes when keys were last used, without waiting for the minute to end. */
  public void flush() {
    lastUsed.write();
  }

  private void recordChange(ApiKey key) {
    record(SecurityEvent.Type.API_KEY_CHANGED, key, key.status().name());
  }

  private void record(SecurityEvent.Type type, ApiKey key, String change) {
    audit.record(
        SecurityEvent.of(type)
            .with("key", key.id())
            .with("principal", key.ownerId())
            .with("change", change));
  }

  /** Returns what keys begin with. */
  @Override
  public String toString() {
    return "ApiKeys[" + format.start() + "]";
  }

  /**
   * Builds {@link ApiKeys}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String prefix;
    private final ApiKeyStore store;
    private final List<SecretKey> peppers = new ArrayList<>();
    private final BiPredicate<? super Principal, ? super String> mayGrant;
    private String environment = "live";
    private ApiKeyUsage usage = MemoryApiKeyUsage.create();
    private AuditLog audit = AuditLog.none();
    private InstantSource clock = InstantSource.system();
    private RandomSource random = new SecureRandom()::nextBytes;
    private Executor executor = Thread::startVirtualThread;

    private Builder(
        String prefix,
        ApiKeyStore store,
        SecretKey pepper,
        BiPredicate<? super Principal, ? super String> mayGrant) {
      this.prefix = requireNonNull(prefix, "prefix");
      this.store = requireNonNull(store, "store");
      this.peppers.add(requireNonNull(pepper, "pepper"));
      this.mayGrant = requireNonNull(mayGrant, "mayGrant");
    }

    /**
     * Sets the environment that keys are for, such as {@code test}. Keys of one environment are
     * malformed in another. The default is {@code live}.
     */
    public Builder environment(String environment) {
      this.environment = requireNonNull(environment, "environment");
      return this;
    }

    /**
     * Goes on accepting keys that were stored with an earlier pepper, and stores each with the
     * current one when it is used. There is none by default.
     */
    public Builder previousPepper(SecretKey pepper) {
      this.peppers.add(requireNonNull(pepper, "pepper"));
      return this;
    }

    /** Sets what counts uses against limits. The default counts in the memory of this process. */
    public Builder usage(ApiKeyUsage usage) {
      this.usage = requireNonNull(usage, "usage");
      return this;
    }

    /** Sets where keys that are made and changed are recorded. The default is nowhere. */
    public Builder audit(AuditLog audit) {
      this.audit = requireNonNull(audit, "audit");
      return this;
    }

    /** Sets the clock. The default is the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Sets where keys come from. The default is {@link SecureRandom}. */
    public Builder random(RandomSource random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /** Sets what writes when keys were last used. The default is a virtual thread each time. */
    public Builder executor(Executor executor) {
      this.executor = requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Returns what this builder describes.
     *
     * @throws IllegalArgumentException if prefix or environment is not 1 to 16 lower-case letters
     *     and digits, a letter first, or a pepper is shorter than 32 bytes
     */
    public ApiKeys build() {
      return new ApiKeys(this);
    }
  }
}
