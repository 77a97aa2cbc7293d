package dev.toolkit.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of sessions promises. An implementation supplies an empty store. */
interface SessionStoreContract {

  Instant START = Instant.parse("2026-01-01T00:00:00Z");

  SessionStore createStore();

  static byte[] hash(int seed) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) seed);
    return hash;
  }

  static Session session(String id, String principal, long second) {
    Instant start = START.plusSeconds(second);
    return new Session(
        id, principal, start, start, start.plusSeconds(3600), Map.of("device", "Телефон"));
  }

  @Test
  default void insert_find_delete() {
    SessionStore store = createStore();
    Session session = session("s", "ada", 0);
    store.insert(hash(1), session);

    assertThat(store.find(hash(1))).contains(session);
    assertThat(store.find(hash(2))).isEmpty();
    assertThatThrownBy(() -> store.insert(hash(1), session("t", "bob", 0)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.delete(hash(1))).isTrue();
    assertThat(store.delete(hash(1))).isFalse();
    assertThat(store.find(hash(1))).isEmpty();
  }

  @Test
  default void touch_laterOnly() {
    SessionStore store = createStore();
    store.insert(hash(1), session("s", "ada", 0));

    store.touch(hash(1), START.plusSeconds(60));
    store.touch(hash(1), START.plusSeconds(30));
    store.touch(hash(2), START.plusSeconds(30));

    assertThat(store.find(hash(1)))
        .contains(session("s", "ada", 0).withLastSeenAt(START.plusSeconds(60)));
    assertThat(store.find(hash(2))).isEmpty();
  }

  @Test
  default void ofPrincipal_oldestFirst() {
    SessionStore store = createStore();
    store.insert(hash(1), session("late", "ada", 20));
    store.insert(hash(2), session("early", "ada", 10));
    store.insert(hash(3), session("bobs", "bob", 0));

    assertThat(store.ofPrincipal("ada")).extracting(Session::id).containsExactly("early", "late");
    assertThat(store.ofPrincipal("Ada")).isEmpty();
  }

  @Test
  default void delete_byIdentifier_ofThePrincipalOnly() {
    SessionStore store = createStore();
    store.insert(hash(1), session("s", "ada", 0));

    assertThat(store.delete("bob", "s")).isFalse();
    assertThat(store.find(hash(1))).isPresent();
    assertThat(store.delete("ada", "s")).isTrue();
    assertThat(store.find(hash(1))).isEmpty();
  }

  @Test
  default void deleteAll_ofThePrincipal() {
    SessionStore store = createStore();
    store.insert(hash(1), session("a", "ada", 0));
    store.insert(hash(2), session("b", "ada", 0));
    store.insert(hash(3), session("c", "bob", 0));

    assertThat(store.deleteAll("ada")).isEqualTo(2);
    assertThat(store.find(hash(3))).isPresent();
    assertThat(store.deleteAll("ada")).isZero();
  }

  @Test
  default void deleteEnded_byEndOrIdleness() {
    SessionStore store = createStore();
    store.insert(hash(1), session("ended", "ada", 0));
    store.touch(hash(1), START.plusSeconds(3599));
    store.insert(hash(2), session("idle", "ada", 10));
    store.insert(hash(3), session("used", "ada", 10));
    store.touch(hash(3), START.plusSeconds(3500));

    int deleted = store.deleteEnded(START.plusSeconds(3600), START.plusSeconds(10));

    assertThat(deleted).isEqualTo(2);
    assertThat(store.ofPrincipal("ada")).extracting(Session::id).containsExactly("used");
  }
}
