package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.MemoryBackplane;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CachesTest {

  private static final EntryOptions MINUTE = EntryOptions.of(Duration.ofMinutes(1));

  @Test
  void ticker_runsUntilTheFactoryIsClosed() {
    Thread ticker;
    try (Caches caches = Caches.create()) {
      long before = caches.ticker().now();
      Waiting.until(() -> caches.ticker().now() > before);
      assertThat(caches.ticker().now()).isLessThanOrEqualTo(caches.ticker().exact());
      ticker =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("toolkit-cache-ticker"))
              .findFirst()
              .orElseThrow();
    }
    Thread stopped = ticker;
    Waiting.until(() -> !stopped.isAlive());
  }

  @Test
  void names_areTakenUntilClosed() {
    try (Caches caches = Caches.of(TestClock.create())) {
      Cache<String, String> first = caches.create("users", MINUTE);
      assertThatIllegalStateException()
          .isThrownBy(() -> caches.create("users", MINUTE))
          .withMessage("There is a cache \"users\" already: close it, or choose another name");

      first.close();
      caches.create("users", MINUTE).close();
    }
  }

  @Test
  void closedFactory_closesItsCachesAndBuildsNone() {
    Caches caches = Caches.of(TestClock.create());
    Cache<String, String> cache = caches.create("users", MINUTE);
    caches.close();
    caches.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> caches.create("more", MINUTE))
        .withMessage("Caches are closed: \"more\" cannot be built");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> cache.put("k", "v"))
        .isInstanceOf(CacheClosedException.class);
  }

  @Test
  void builder_wrongConfiguration() {
    try (Caches caches = Caches.of(TestClock.create())) {
      CacheBuilder<String, String> builder = caches.builder("c", MINUTE);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.maxEntries(0))
          .withMessage("maxEntries must be positive: 0");
      builder.maxEntries(10);
      assertThatIllegalStateException()
          .isThrownBy(() -> builder.maxWeight(5, (k, v) -> 1))
          .withMessage("maxWeight(5) cannot be combined with the bound before it: choose one");
      assertThatIllegalStateException()
          .isThrownBy(() -> builder.layers(MemoryLayer.create()))
          .withMessage(
              "layers(…) needs to know how values become bytes: give Caches.builder a codec");
      builder.backplane(MemoryBackplane.create());
      assertThatIllegalStateException()
          .isThrownBy(builder::build)
          .withMessage(
              "backplane(…) of cache \"c\" needs layers(…): nodes without a common layer have"
                  + " nothing to tell each other");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> caches.builder("", MINUTE))
          .withMessage("Name of a cache must have 1 to 100 characters: found 0");
    }
  }

  @Test
  void options_wrongValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MINUTE.withJitter(1.1))
        .withMessage("jitter must be between 0 and 1: 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MINUTE.withJitter(Double.NaN))
        .withMessage("jitter must be between 0 and 1: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MINUTE.withEagerAt(0))
        .withMessage("eagerAt must be more than 0 and at most 1: 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MINUTE.withHardTimeout(Duration.ZERO))
        .withMessage("hardTimeout must be positive: PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MINUTE.withTags("a", ""))
        .withMessage("Tag must not be empty");
  }

  @Test
  void scenario69_listenerThatBlocksOrThrows_affectsNothing() throws Exception {
    try (Caches caches = Caches.of(TestClock.create())) {
      Cache<String, String> cache = caches.create("c", MINUTE);
      var blocked = new CountDownLatch(1);
      List<CacheEvent.Kind> heard = Collections.synchronizedList(new ArrayList<>());
      cache.listen(event -> {
        blocked.countDown();
        new CompletableFuture<Void>().join();
      });
      cache.listen(event -> {
        heard.add(event.kind());
        throw new IllegalStateException("listener");
      });
      for (int i = 0; i < 2_000; i++) {
        cache.get("k" + i, (k, c) -> "v");
      }

      Waiting.require(blocked);
      Waiting.until(() -> heard.size() > 100);
    }
  }

  @Test
  void notices_thatMakeNoSense_doNoHarm() throws Exception {
    var clock = TestClock.create();
    var backplane = MemoryBackplane.create();
    try (Caches caches = Caches.of(clock);
        MemoryLayer layer = MemoryLayer.create()) {
      Cache<Long, String> cache =
          caches
              .builder("c", MINUTE, KeyFormat.longs(), Codec.strings())
              .layers(layer)
              .backplane(backplane)
              .build();
      cache.put(1L, "v");

      backplane.publish(Notice.clear("cache:c", new Version(Long.MAX_VALUE, 1)));
      assertThat(cache.explain(1L).state()).isEqualTo(Explanation.State.FRESH);
      backplane.publish(Notice.key("cache:c", "no number", caches.versions().next()));
      assertThat(cache.explain(1L).state()).isEqualTo(Explanation.State.FRESH);
      long stamp = caches.versions().next().stamp();
      backplane.publish(Notice.key("cache:c", "no number", new Version(stamp, 1)));
      assertThat(cache.explain(1L).state()).isEqualTo(Explanation.State.MISSING);
      assertThat(cache.lookup(1L).toOptional()).hasValue("v");
    }
  }

  @Test
  void markers_areBounded() {
    var markers = new Markers();
    Entry<String> entry =
        new Entry<>(
            "v",
            new Version(1, 0),
            new Entry.Times(0, 10, 10, 10),
            Entry.Details.NONE,
            markers.of(List.of("kept")),
            1,
            0);
    for (int i = 0; i < Markers.MAX_RETAINED; i++) {
      markers.invalidate("tag" + i, new Version(2, 0), 100);
    }
    assertThat(entry.isReady(0)).isTrue();

    markers.invalidate("one more", new Version(2, 0), 100);
    assertThat(entry.isReady(0)).as("everything is invalidated").isFalse();
    assertThat(markers.retained()).isLessThan(10);
  }

  @Test
  void markers_areForgottenWhenNothingOlderCanCome() {
    var markers = new Markers();
    markers.invalidate("t", new Version(2, 0), 100);
    markers.sweep(99);
    assertThat(markers.retained()).isEqualTo(1);
    markers.sweep(100);
    assertThat(markers.retained()).isZero();
  }

  @Test
  void sweep_removesWhatCanBeServedNoMore() {
    var clock = TestClock.create();
    try (Caches caches = Caches.of(clock)) {
      Cache<String, String> cache =
          caches.create("c", MINUTE.withJitter(0).withStaleOnError(Duration.ofMinutes(1)));
      cache.put("a", "old");
      clock.advance(Duration.ofSeconds(90));
      cache.put("b", "new");
      cache.sweep();
      assertThat(cache.stats().entries()).isEqualTo(2);

      clock.advance(Duration.ofSeconds(30));
      cache.sweep();
      assertThat(cache.stats().entries()).isEqualTo(1);
      cache.clear();
      cache.sweep();
      assertThat(cache.stats().entries()).isZero();
    }
  }

  @Test
  void secrets_areInNoText() {
    try (Caches caches = Caches.of(TestClock.create())) {
      Cache<String, String> cache = caches.create("c", MINUTE.withTags("user:secret"));
      cache.put("key secret", "value secret");

      assertThat(
              List.of(
                  cache.explain("key secret").toString(),
                  cache.lookup("key secret").toString(),
                  cache.options().toString(),
                  cache.stats().toString(),
                  EncryptionKeys.of("id", "0123456789secret".getBytes()).toString(),
                  Notice.key("c", "key secret", new Version(1, 1)).toString()))
          .noneMatch(text -> text.contains("secret"));
    }
  }

  @Test
  void loadInPlace_worksWithoutThreads() {
    try (Caches caches = Caches.of(TestClock.create(), Runnable::run)) {
      Cache<String, String> cache = caches.create("c", MINUTE);
      Thread caller = Thread.currentThread();

      assertThat(
              cache.get("k", (k, c) -> Thread.currentThread() == caller ? "in place" : "elsewhere"))
          .isEqualTo("in place");
    }
  }
}
