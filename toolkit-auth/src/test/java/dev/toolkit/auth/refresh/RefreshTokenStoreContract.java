package dev.toolkit.auth.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store promises. */
interface RefreshTokenStoreContract {

  RefreshTokenStore store();

  private static StoredRefreshToken token(String hash, String family, String subject) {
    return new StoredRefreshToken(
        hash,
        family,
        new RefreshGrant(subject, "web", Set.of("a", "b")),
        Instant.ofEpochSecond(1000),
        Instant.ofEpochSecond(2000),
        false);
  }

  @Test
  default void find_whatWasInserted() {
    RefreshTokenStore store = store();
    store.insert(token("h1", "f", "ada"));

    assertThat(store.find("h1")).contains(token("h1", "f", "ada"));
    assertThat(store.find("h2")).isEmpty();
  }

  @Test
  default void rotate_once() {
    RefreshTokenStore store = store();
    store.insert(token("h1", "f", "ada"));

    assertThat(store.rotate("h1", token("h2", "f", "ada"))).isTrue();
    assertThat(store.rotate("h1", token("h3", "f", "ada"))).isFalse();
    assertThat(store.rotate("none", token("h4", "f", "ada"))).isFalse();

    assertThat(store.find("h1")).contains(token("h1", "f", "ada").asUsed());
    assertThat(store.find("h2")).contains(token("h2", "f", "ada"));
    assertThat(store.find("h3")).isEmpty();
    assertThat(store.find("h4")).isEmpty();
  }

  @Test
  default void revoke_familyAndSubject() {
    RefreshTokenStore store = store();
    store.insert(token("h1", "f1", "ada"));
    store.insert(token("h2", "f2", "ada"));
    store.insert(token("h3", "f3", "bob"));

    store.revokeFamily("f1");
    assertThat(store.find("h1")).isEmpty();
    assertThat(store.rotate("h1", token("h9", "f1", "ada"))).isFalse();
    assertThat(store.find("h9")).isEmpty();

    store.revokeSubject("ada");
    assertThat(store.find("h2")).isEmpty();
    assertThat(store.find("h3")).isPresent();
  }

  @Test
  default void removeExpired_onlyThose() {
    RefreshTokenStore store = store();
    store.insert(token("h1", "f", "ada"));

    assertThat(store.removeExpired(Instant.ofEpochSecond(2000))).isZero();
    assertThat(store.removeExpired(Instant.ofEpochSecond(2001))).isEqualTo(1);
    assertThat(store.find("h1")).isEmpty();
  }

  @Test
  default void rotate_byManyAtOnce() throws Exception {
    RefreshTokenStore store = store();
    store.insert(token("h", "f", "ada"));
    var barrier = new CyclicBarrier(8);
    List<Future<Boolean>> rotated = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        StoredRefreshToken next = token("next" + i, "f", "ada");
        rotated.add(
            threads.submit(() -> {
              barrier.await(20, TimeUnit.SECONDS);
              return store.rotate("h", next);
            }));
      }
      int winners = 0;
      for (Future<Boolean> one : rotated) {
        winners += one.get(20, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  /** Whoever rotates at the moment of the revocation must not keep a token of the family. */
  @Test
  default void revokeFamily_whileItIsRotated_leavesNothing() throws Exception {
    RefreshTokenStore store = store();
    for (int round = 0; round < 10; round++) {
      String family = "f" + round;
      store.insert(token(family + "-0", family, "ada"));
      var barrier = new CyclicBarrier(2);
      int rotated;
      try (var threads = Executors.newFixedThreadPool(2)) {
        Future<Integer> rotations =
            threads.submit(() -> {
              barrier.await(20, TimeUnit.SECONDS);
              return rotateUntilRefused(store, family);
            });
        Future<?> revocation =
            threads.submit(() -> {
              barrier.await(20, TimeUnit.SECONDS);
              store.revokeFamily(family);
              return null;
            });
        revocation.get(20, TimeUnit.SECONDS);
        rotated = rotations.get(20, TimeUnit.SECONDS);
      }
      for (int i = 0; i <= rotated; i++) {
        assertThat(store.find(family + "-" + i)).isEmpty();
      }
    }
  }

  private static int rotateUntilRefused(RefreshTokenStore store, String family) {
    int last = 0;
    while (last < 100_000
        && store.rotate(family + "-" + last, token(family + "-" + (last + 1), family, "ada"))) {
      last++;
    }
    return last;
  }
}
