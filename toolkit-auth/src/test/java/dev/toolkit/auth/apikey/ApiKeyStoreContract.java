package dev.toolkit.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store of API keys promises. An implementation supplies an empty store. */
interface ApiKeyStoreContract {

  Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  ApiKeyStore createStore();

  static byte[] hash(int seed) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) seed);
    return hash;
  }

  static StoredApiKey row(String id, String owner, int seed) {
    ApiKey key =
        ApiKey.builder(id, owner, CREATED.plusSeconds(seed))
            .name("ключ \"7\"")
            .start("tk_live_abcd")
            .scopes(Set.of("doc:*", "order:read"))
            .status(ApiKey.Status.ACTIVE)
            .expiresAt(CREATED.plus(Duration.ofDays(90)))
            .rateLimit(new RateLimit(100, Duration.ofMinutes(1)))
            .quota(new RateLimit(1_000_000, Duration.ofDays(30)))
            .metadata(Map.of("team", "blue", "x", ""))
            .build();
    return StoredApiKey.of(key, hash(seed), 0);
  }

  static StoredApiKey bare(String id, String owner, int seed) {
    return StoredApiKey.of(ApiKey.builder(id, owner, CREATED).build(), hash(seed), 0);
  }

  @Test
  default void insert_found_byIdAndHash_withAllThatItHas() {
    ApiKeyStore store = createStore();
    StoredApiKey full = row("a", "ada", 1);
    StoredApiKey bare = bare("b", "ada", 2);
    store.insert(full);
    store.insert(bare);

    assertThat(store.find("a")).contains(full);
    assertThat(store.findByHash(hash(1))).contains(full);
    assertThat(store.find("b")).contains(bare);
    assertThat(store.find("c")).isEmpty();
    assertThat(store.findByHash(hash(3))).isEmpty();
    assertThat(store.findByHash(new byte[0])).isEmpty();
  }

  @Test
  default void find_identifiersDifferInCase() {
    ApiKeyStore store = createStore();
    store.insert(row("a", "ada", 1));
    store.insert(row("A", "Ada", 2));

    assertThat(store.find("A").orElseThrow().hash()).isEqualTo(hash(2));
    assertThat(store.ofOwner("ada")).extracting(ApiKey::id).containsExactly("a");
  }

  @Test
  default void insert_twice() {
    ApiKeyStore store = createStore();
    store.insert(row("a", "ada", 1));

    assertThatThrownBy(() -> store.insert(row("a", "bob", 2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.insert(row("b", "bob", 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.find("b")).isEmpty();
    assertThat(store.find("a").orElseThrow().key().ownerId()).isEqualTo("ada");
  }

  @Test
  default void ofOwner_oldestFirst() {
    ApiKeyStore store = createStore();
    store.insert(row("b", "ada", 2));
    store.insert(row("c", "bob", 3));
    store.insert(row("a", "ada", 1));

    assertThat(store.ofOwner("ada")).extracting(ApiKey::id).containsExactly("a", "b");
    assertThat(store.ofOwner("eve")).isEmpty();
  }

  @Test
  default void update_nextVersion() {
    ApiKeyStore store = createStore();
    StoredApiKey row = row("a", "ada", 1);
    store.insert(row);
    ApiKey revoked =
        row.key().toBuilder().status(ApiKey.Status.REVOKED).replacedBy("b").expiresAt(null).build();
    StoredApiKey next = StoredApiKey.of(revoked, hash(9), 1);

    assertThat(store.update(next)).isTrue();

    assertThat(store.find("a")).contains(next);
    assertThat(store.findByHash(hash(9))).contains(next);
    assertThat(store.findByHash(hash(1))).as("the old hash").isEmpty();
  }

  @Test
  default void update_otherVersion_refused() {
    ApiKeyStore store = createStore();
    StoredApiKey row = row("a", "ada", 1);
    store.insert(row);

    assertThat(store.update(StoredApiKey.of(row.key(), hash(9), 0))).isFalse();
    assertThat(store.update(StoredApiKey.of(row.key(), hash(9), 2))).isFalse();
    assertThat(store.update(StoredApiKey.of(row("b", "ada", 2).key(), hash(9), 1))).isFalse();
    assertThat(store.find("a")).contains(row);
  }

  @Test
  default void update_manyAtOnce_oneSucceeds() {
    ApiKeyStore store = createStore();
    StoredApiKey row = row("a", "ada", 1);
    store.insert(row);
    var succeeded = new AtomicInteger();
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        int seed = 10 + i;
        executor.submit(() -> {
          start.await();
          if (store.update(StoredApiKey.of(row.key(), hash(seed), 1))) {
            succeeded.incrementAndGet();
          }
          return null;
        });
      }
      start.countDown();
    }

    assertThat(succeeded).hasValue(1);
    assertThat(store.find("a").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  default void touch_newerTimesOnly_versionStays() {
    ApiKeyStore store = createStore();
    store.insert(row("a", "ada", 1));
    store.insert(row("b", "ada", 2));

    store.touch(Map.of("a", CREATED.plusSeconds(60), "gone", CREATED));
    store.touch(Map.of("a", CREATED.plusSeconds(30)));

    StoredApiKey touched = store.find("a").orElseThrow();
    assertThat(touched.key().lastUsedAt()).contains(CREATED.plusSeconds(60));
    assertThat(touched.version()).isZero();
    assertThat(store.findByHash(hash(1))).contains(touched);
    assertThat(store.find("b").orElseThrow().key().lastUsedAt()).isEmpty();
    assertThat(store.update(StoredApiKey.of(touched.key(), hash(1), 1))).isTrue();
  }
}
