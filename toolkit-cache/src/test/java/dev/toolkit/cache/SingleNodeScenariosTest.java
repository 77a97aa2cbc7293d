package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.EntryOptions.LateResult;
import dev.toolkit.cache.LoadContext.Previous;
import dev.toolkit.cache.testing.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The acceptance scenarios of one node with its memory alone, by their numbers. */
class SingleNodeScenariosTest {

  private static final EntryOptions TEN_SECONDS =
      EntryOptions.of(Duration.ofSeconds(10)).withJitter(0);
  private static final EntryOptions FAIL_SAFE =
      TEN_SECONDS.withStaleOnError(Duration.ofHours(1)).withErrorThrottle(Duration.ofSeconds(5));

  private final TestClock clock = TestClock.create();
  private final Caches caches = Caches.of(clock);
  private final CountingLoader loader = new CountingLoader();

  @AfterEach
  void close() {
    loader.openGate();
    caches.close();
  }

  private Cache<String, String> cache(EntryOptions options) {
    return caches.create("test", options);
  }

  private void seconds(double seconds) {
    clock.advance(Duration.ofMillis((long) (seconds * 1000)));
  }

  @Test
  void scenario01_missThenHit() {
    Cache<String, String> cache = cache(TEN_SECONDS);

    assertThat(cache.get("k", loader)).isEqualTo("v1");
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(1);
    assertThat(cache.stats().hits()).isEqualTo(1);
    assertThat(cache.stats().misses()).isEqualTo(1);
  }

  @Test
  void scenario02_stampede() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    var start = new CountDownLatch(1);
    loader.closeGate();
    List<Future<String>> callers = new ArrayList<>();
    try (ExecutorService platform = Executors.newFixedThreadPool(200);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 400; i++) {
        ExecutorService threads = i % 2 == 0 ? platform : virtual;
        callers.add(
            threads.submit(() -> {
              start.await();
              return cache.get("k", loader);
            }));
      }
      start.countDown();
      loader.awaitEntered();
      loader.openGate();

      for (Future<String> caller : callers) {
        assertThat(caller.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
      }
    }
    assertThat(loader.calls()).isEqualTo(1);
  }

  @Test
  void scenario03_independentKeysDoNotBlock() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    loader.closeGate();
    Thread slow = Thread.ofVirtual().start(() -> cache.get("slow", loader));
    loader.awaitEntered();

    // Many keys, so that some are in the hash bin of the slow one.
    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.get("fast" + i, (k, c) -> "at once")).isEqualTo("at once");
    }
    assertThat(slow.isAlive()).isTrue();
    loader.openGate();
    assertThat(slow.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void scenario04_loaderThrows_nothingCached() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    loader.closeGate();
    loader.fail();
    List<Future<String>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        callers.add(threads.submit(() -> cache.get("k", loader)));
      }
      Waiting.until(() -> cache.stats().misses() == 50);
      loader.openGate();
      for (Future<String> caller : callers) {
        assertThatThrownBy(() -> caller.get(10, TimeUnit.SECONDS))
            .cause()
            .isInstanceOf(CacheLoadException.class)
            .hasMessage("Loader of cache \"test\" failed: java.io.IOException")
            .cause()
            .isInstanceOf(IOException.class)
            .hasMessage("Source is down, call 1");
      }
    }
    assertThat(loader.calls()).isEqualTo(1);

    loader.heal();
    assertThat(cache.get("k", loader)).isEqualTo("v2");
  }

  @Test
  void scenario05_interruptedCaller_failsAlone() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    loader.closeGate();
    var failures = new ConcurrentHashMap<Thread, Throwable>();
    var flags = new ConcurrentHashMap<Thread, Boolean>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      callers.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  cache.get("k", loader);
                } catch (CacheInterruptedException e) {
                  failures.put(Thread.currentThread(), e);
                  flags.put(Thread.currentThread(), Thread.currentThread().isInterrupted());
                }
              }));
      if (i == 0) {
        loader.awaitEntered();
      }
    }
    Waiting.until(() -> cache.stats().misses() == 50);

    // The first one started the load, the last one joined it.
    callers.get(0).interrupt();
    callers.get(49).interrupt();
    assertThat(callers.get(0).join(Duration.ofSeconds(10))).isTrue();
    assertThat(callers.get(49).join(Duration.ofSeconds(10))).isTrue();
    assertThat(failures).containsOnlyKeys(callers.get(0), callers.get(49));
    assertThat(flags.values()).containsOnly(true);

    loader.openGate();
    for (Thread caller : callers) {
      assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(failures).hasSize(2);
    assertThat(loader.calls()).isEqualTo(1);
  }

  @Test
  void scenario06_recursiveLoad() {
    Cache<String, String> cache = cache(TEN_SECONDS);

    assertThat(cache.get("a", (a, c) -> "a of " + cache.get("b", (b, d) -> "b")))
        .isEqualTo("a of b");
    Duration taken =
        Waiting.time(() ->
            assertThatThrownBy(() -> cache.get("self", new SelfLoader(cache)))
                .isInstanceOf(CacheLoadException.class)
                .hasRootCauseMessage(
                    "Loader waits for its own load: it must not ask a cache for the key that"
                        + " it loads, neither itself nor through other loaders"));
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
  }

  private record SelfLoader(Cache<String, String> cache) implements Loader<String, String> {
    @Override
    public String load(String key, LoadContext<String> context) {
      return cache.get(key, this);
    }
  }

  @Test
  void scenario06_recursiveLoad_throughOtherKeysAndCaches() {
    Cache<String, String> first = cache(TEN_SECONDS);
    Cache<String, String> second = caches.create("second", TEN_SECONDS);

    assertThatThrownBy(() ->
            first.get(
                "a", (a, c) -> second.get("b", (b, d) -> first.get("a", (x, e) -> "never asked"))))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseInstanceOf(Waits.RecursiveLoadException.class);
  }

  @Test
  void scenario07_absentIsAValue() {
    Cache<String, String> cache = cache(TEN_SECONDS.withAbsentTtl(Duration.ofSeconds(1)));
    var calls = new AtomicInteger();
    Loader<String, String> absent =
        (key, c) -> {
          calls.incrementAndGet();
          return c.absent();
        };

    assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.find("k", absent)).isEmpty();
    assertThat(cache.lookup("k")).isInstanceOf(Lookup.Absent.class);
    seconds(0.999);
    assertThat(cache.find("k", absent)).isEmpty();
    assertThatThrownBy(() -> cache.get("k", absent)).isInstanceOf(AbsentValueException.class);
    assertThat(calls).hasValue(1);

    seconds(0.001);
    assertThat(cache.find("k", absent)).isEmpty();
    assertThat(calls).hasValue(2);
  }

  @Test
  void scenario07_null_isNoAnswer() {
    Cache<String, String> cache = cache(TEN_SECONDS);

    assertThatThrownBy(() -> cache.get("k", (key, c) -> null))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseMessage(
            "Loader returned null: a key without a value is told by context.absent()");
  }

  @Test
  void scenario08_ttl() {
    Cache<String, String> cache = cache(TEN_SECONDS);
    cache.get("k", loader);

    seconds(9.999);
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    seconds(0.001);
    assertThat(cache.get("k", loader)).isEqualTo("v2");
  }

  @Test
  void scenario08_ttl_zeroNegativeForeverAndHuge() {
    Cache<String, String> none = cache(EntryOptions.of(Duration.ZERO));
    assertThat(none.get("k", loader)).isEqualTo("v1");
    assertThat(none.get("k", loader)).isEqualTo("v2");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntryOptions.of(Duration.ofMillis(-1)))
        .withMessage("ttl must not be negative: PT-0.001S");

    Cache<String, String> forever = caches.create("forever", EntryOptions.ofNeverExpiring());
    Cache<String, String> huge =
        caches.create("huge", EntryOptions.of(Duration.ofMillis(Long.MAX_VALUE)));
    Cache<String, String> largest =
        caches.create("largest", EntryOptions.of(Duration.ofSeconds(Long.MAX_VALUE)));
    for (Cache<String, String> cache : List.of(forever, huge, largest)) {
      cache.put("k", "kept");
      seconds(1e9);
      assertThat(cache.get("k", loader)).isEqualTo("kept");
    }
  }

  @Test
  void scenario09_jitter() {
    Cache<String, String> cache =
        caches
            .<String, String>builder(
                "jitter", EntryOptions.of(Duration.ofSeconds(100)).withJitter(0.1))
            .build();
    Set<Long> tenths = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      cache.put("k" + i, "v");
      Duration life = cache.explain("k" + i).expiresIn().orElseThrow();
      assertThat(life).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
      tenths.add(life.toMillis() / 100);
    }

    assertThat(tenths).hasSizeGreaterThanOrEqualTo(50);
    seconds(99.999);
    assertThat(cache.lookup("k0")).isInstanceOf(Lookup.Hit.class);
    seconds(10.002);
    assertThat(cache.lookup("k0")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario10_loaderDecides() {
    EntryOptions mine = TEN_SECONDS.withTags("mine");
    Cache<String, String> cache = cache(TEN_SECONDS);

    cache.get("short", (k, c) -> c.ttl(Duration.ofSeconds(1)).tags("a", "b").value("v"), mine);
    cache.get("dropped", (k, c) -> c.doNotStore().value("v"), mine);
    cache.get("plain", (k, c) -> "v", mine);

    assertThat(cache.explain("short").tags()).containsExactlyInAnyOrder("a", "b");
    assertThat(cache.explain("short").expiresIn()).hasValue(Duration.ofSeconds(1));
    assertThat(cache.lookup("dropped")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.explain("plain").tags()).containsExactly("mine");
    assertThat(mine.ttl()).isEqualTo(Duration.ofSeconds(10));
    assertThat(mine.tags()).containsExactly("mine");
    assertThat(cache.options().tags()).isEmpty();
  }

  @Test
  void scenario11_eagerRefresh() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS.withEagerAt(0.8));
    cache.get("k", loader);
    seconds(7.9);
    cache.get("k", loader);
    assertThat(loader.calls()).isEqualTo(1);

    seconds(0.6);
    loader.closeGate();
    for (int i = 0; i < 20; i++) {
      assertThat(cache.get("k", loader)).isEqualTo("v1");
    }
    loader.awaitEntered();
    loader.openGate();
    Waiting.until(() -> !cache.explain("k").isLoading());
    assertThat(cache.get("k", loader)).isEqualTo("v2");
    assertThat(loader.calls()).isEqualTo(2);
  }

  @Test
  void scenario11_eagerRefreshFails_oldValueUntilTtl() {
    Cache<String, String> cache = cache(TEN_SECONDS.withEagerAt(0.8));
    cache.get("k", loader);
    seconds(8.5);
    loader.fail();
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    Waiting.until(() -> cache.stats().loadFailures() == 1);

    seconds(1.4);
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(2);
    loader.heal();
    seconds(0.1);
    assertThat(cache.get("k", loader)).isEqualTo("v3");
  }

  @Test
  void scenario12_failSafe() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    List<CacheEvent.Kind> events = Collections.synchronizedList(new ArrayList<>());
    cache.listen(event -> events.add(event.kind()));
    cache.get("k", loader);

    seconds(11);
    loader.fail();
    assertThat(cache.lookup("k", loader))
        .isEqualTo(new Lookup.Hit<>("v1", Duration.ofSeconds(11), true));
    Waiting.until(() -> events.contains(CacheEvent.Kind.STALE_SERVED));
    assertThat(events).contains(CacheEvent.Kind.LOAD_FAILED);
    assertThat(loader.calls()).isEqualTo(2);

    seconds(1);
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(2);
    assertThat(cache.explain("k").throttledFor()).hasValue(Duration.ofSeconds(4));

    seconds(5);
    assertThat(cache.get("k", loader)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(3);

    seconds(3_600);
    assertThatThrownBy(() -> cache.get("k", loader)).isInstanceOf(CacheLoadException.class);
    assertThat(cache.stats().staleServed()).isEqualTo(3);
  }

  @Test
  void scenario13_failSafeOff() {
    Cache<String, String> cache = cache(TEN_SECONDS);
    cache.get("k", loader);
    seconds(11);
    loader.fail();

    assertThatThrownBy(() -> cache.get("k", loader)).isInstanceOf(CacheLoadException.class);
    assertThat(cache.lookupStale("k")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario13_lookup_neverStaleUnlessAsked() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    cache.get("k", loader);
    seconds(11);

    assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.lookupStale("k"))
        .isEqualTo(new Lookup.Hit<>("v1", Duration.ofSeconds(11), true));
  }

  @Test
  void scenario14_softTimeout() throws Exception {
    Cache<String, String> cache = cache(FAIL_SAFE.withSoftTimeout(Duration.ofMillis(50)));
    cache.get("k", loader);
    seconds(11);
    loader.closeGate();

    Duration first = Waiting.time(() -> assertThat(cache.get("k", loader)).isEqualTo("v1"));
    assertThat(first).isBetween(Duration.ofMillis(45), Duration.ofSeconds(5));
    Duration others =
        Waiting.time(() -> {
          for (int i = 0; i < 100; i++) {
            assertThat(cache.get("k", loader)).isEqualTo("v1");
          }
        });
    // They come after the load has taken its soft time-out: none of them waits.
    assertThat(others).isLessThan(Duration.ofSeconds(2));
    assertThat(loader.calls()).isEqualTo(2);

    loader.openGate();
    Waiting.until(() -> !cache.explain("k").isLoading());
    assertThat(cache.get("k", loader)).isEqualTo("v2");
    assertThat(loader.calls()).isEqualTo(2);
  }

  @Test
  void scenario15_hardTimeout() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS.withHardTimeout(Duration.ofMillis(200)));
    loader.closeGate();

    Duration taken =
        Waiting.time(() ->
            assertThatThrownBy(() -> cache.get("k", loader))
                .isInstanceOf(CacheTimeoutException.class)
                .hasMessageMatching(
                    "Load of cache \"test\" took longer than 200 ms \\(hardTimeout\\); it goes"
                        + " on after \\d+ ms"));
    assertThat(taken).isBetween(Duration.ofMillis(195), Duration.ofSeconds(5));
    loader.openGate();
    Waiting.until(() -> cache.lookup("k") instanceof Lookup.Hit);
    assertThat(cache.get("k", loader)).isEqualTo("v1");
  }

  @Test
  void scenario15_hardTimeout_lateResultDiscarded() throws Exception {
    Cache<String, String> cache =
        cache(
            TEN_SECONDS.withHardTimeout(Duration.ofMillis(20)).withLateResult(LateResult.DISCARD));
    loader.closeGate();
    assertThatThrownBy(() -> cache.get("k", loader)).isInstanceOf(CacheTimeoutException.class);

    loader.openGate();
    Waiting.until(() -> !cache.explain("k").isLoading());
    assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.get("k", loader)).isEqualTo("v2");
  }

  private Future<String> loadHeld(Cache<String, String> cache, ExecutorService threads)
      throws Exception {
    loader.closeGate();
    Future<String> joined = threads.submit(() -> cache.get("k", loader));
    loader.awaitEntered();
    return joined;
  }

  private void release(Cache<String, String> cache, Future<String> joined) throws Exception {
    loader.openGate();
    assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
    Waiting.until(() -> cache.stats().loads() == 1);
  }

  @Test
  void scenario16_lateResult_doesNotResurrect() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> cache = cache(TEN_SECONDS);
      Future<String> joined = loadHeld(cache, threads);

      cache.remove("k");
      release(cache, joined);

      assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
    }
  }

  @Test
  void scenario16_lateFailure_doesNotResurrectTheStandIn() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> cache = cache(FAIL_SAFE);
      cache.put("k", "old");
      seconds(11);
      loader.fail();
      Future<String> joined = loadHeld(cache, threads);

      cache.remove("k");
      loader.openGate();

      assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("old");
      assertThat(cache.lookupStale("k")).isInstanceOf(Lookup.Miss.class);
    }
  }

  @Test
  void scenario16_lateFailureOfBulk_doesNotResurrectTheStandIn() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    cache.put("k", "old");
    seconds(11);

    Map<String, String> values =
        cache.getAll(
            List.of("k"),
            keys -> {
              cache.remove("k");
              throw new IOException("Source is down");
            });

    assertThat(values).containsExactly(Map.entry("k", "old"));
    assertThat(cache.lookupStale("k")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario16_lateResult_doesNotOverwriteNewer() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> cache = cache(TEN_SECONDS);
      Future<String> joined = loadHeld(cache, threads);

      cache.put("k", "newer");
      release(cache, joined);

      assertThat(cache.get("k", loader)).isEqualTo("newer");
    }
  }

  @Test
  void scenario16_callAfterRemove_doesNotJoinTheOlderLoad() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> cache = cache(TEN_SECONDS);
      Future<String> joined = loadHeld(cache, threads);

      cache.remove("k");
      assertThat(cache.get("k", (k, c) -> "after")).isEqualTo("after");
      loader.openGate();
      assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("v1");

      assertThat(cache.get("k", loader)).isEqualTo("after");
    }
  }

  @Test
  void scenario17_tagOrClearDuringLoad() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> tagged = cache(TEN_SECONDS.withTags("t"));
      Future<String> joined = loadHeld(tagged, threads);
      tagged.invalidateTag("t");
      // A call that starts after the invalidation loads for itself.
      Future<String> later = threads.submit(() -> tagged.get("k", loader));
      loader.openGate();

      assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
      assertThat(later.get(10, TimeUnit.SECONDS)).isEqualTo("v2");
      assertThat(tagged.get("k", loader)).isEqualTo("v2");
    }
  }

  @Test
  void scenario17_clearDuringLoad() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Cache<String, String> cache = cache(TEN_SECONDS);
      Future<String> joined = loadHeld(cache, threads);

      cache.clear();
      release(cache, joined);

      assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
      assertThat(cache.get("k", loader)).isEqualTo("v2");
      assertThat(cache.get("k", loader)).isEqualTo("v2");
    }
  }

  @Test
  void scenario18_conditionalRefresh() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    Instant modified = Instant.parse("2026-01-01T00:00:00Z");
    var seen = new AtomicReference<Previous<String>>();
    Loader<String, String> conditional =
        (key, c) -> {
          if (c.previous().isEmpty()) {
            return c.etag("\"1\"").lastModified(modified).tags("t").value("body");
          }
          seen.set(c.previous().get());
          return c.notModified();
        };

    cache.get("k", conditional);
    seconds(12);
    assertThat(cache.get("k", conditional)).isEqualTo("body");

    assertThat(seen.get().value()).isEqualTo("body");
    assertThat(seen.get().etag()).hasValue("\"1\"");
    assertThat(seen.get().lastModified()).hasValue(modified);
    assertThat(seen.get().age()).isEqualTo(Duration.ofSeconds(12));
    assertThat(cache.explain("k").expiresIn()).hasValue(Duration.ofSeconds(10));
    assertThat(cache.explain("k").tags()).containsExactly("t");
    seconds(11);
    seen.set(null);
    cache.get("k", conditional);
    assertThat(seen.get().etag()).hasValue("\"1\"");
  }

  @Test
  void scenario18_notModified_withoutPrevious() {
    Cache<String, String> cache = cache(TEN_SECONDS);

    assertThatThrownBy(() -> cache.get("k", (k, c) -> c.notModified()))
        .hasRootCauseMessage(
            "notModified() needs a previous value, and there is none: ask previous() first");
  }

  @Test
  void scenario19_mutationSafety() {
    Cache<String, List<Integer>> copying =
        caches
            .<String, List<Integer>>builder("copying", TEN_SECONDS)
            .copying(ArrayList::new)
            .build();
    List<Integer> mine = new ArrayList<>(List.of(1));
    copying.put("put", mine);
    mine.add(2);
    copying.get("put", (k, c) -> List.of()).add(3);
    copying.get("loaded", (k, c) -> new ArrayList<>(List.of(1))).add(2);
    List<Integer> immutable = List.of(1);
    copying.put("immutable", immutable);

    assertThat(copying.get("put", (k, c) -> List.of())).containsExactly(1);
    assertThat(copying.get("loaded", (k, c) -> List.of())).containsExactly(1);
    assertThat(copying.getAll(List.of("put"), keys -> Map.of()).get("put")).containsExactly(1);
    assertThat(copying.get("immutable", (k, c) -> List.of())).isSameAs(immutable);

    Cache<String, List<Integer>> sharing = caches.create("sharing", TEN_SECONDS);
    sharing.put("k", mine);
    assertThat(sharing.get("k", (k, c) -> List.of())).isSameAs(mine);
  }

  @Test
  void scenario20_weightBound() {
    Cache<Integer, byte[]> cache =
        caches
            .<Integer, byte[]>builder("weighed", TEN_SECONDS)
            .maxWeight(1 << 20, (key, value) -> value.length)
            .build();
    for (int i = 0; i < 1_000; i++) {
      cache.put(i, new byte[10 << 10]);
    }
    assertThat(cache.stats().weight().orElseThrow()).isBetween(1L, 1L << 20);
    long before = cache.stats().entries();

    assertThat(cache.get(-1, (k, c) -> new byte[2 << 20])).hasSize(2 << 20);
    assertThat(cache.lookup(-1)).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.stats().entries()).isEqualTo(before);
    assertThat(cache.stats().notKept()).isEqualTo(1);
  }

  @Test
  void scenario20_weigher_zeroNegativeAndThrowing() {
    Cache<String, Long> cache =
        caches
            .<String, Long>builder("guarded", TEN_SECONDS)
            .maxWeight(
                10,
                (key, value) -> {
                  if (value == 13) {
                    throw new IllegalStateException("unlucky");
                  }
                  return value;
                })
            .build();
    for (int i = 0; i < 100; i++) {
      cache.put("zero" + i, 0L);
    }
    assertThat(cache.stats().entries()).isBetween(1L, 10L);

    assertThat(cache.get("negative", (k, c) -> -1L)).isEqualTo(-1);
    assertThat(cache.lookup("negative")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.get("throwing", (k, c) -> 13L)).isEqualTo(13);
    assertThat(cache.lookup("throwing")).isInstanceOf(Lookup.Miss.class);
    // A value that is not kept must not leave the one before it.
    cache.put("replaced", 1L);
    cache.put("replaced", 11L);
    assertThat(cache.lookup("replaced")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario21_scanResistance() {
    Cache<Integer, Integer> cache =
        caches
            .<Integer, Integer>builder("scanned", EntryOptions.ofNeverExpiring())
            .maxEntries(10_000)
            .build();
    var random = new Random(42);
    for (int i = 0; i < 400_000; i++) {
      int key = zipf(random);
      readThrough(cache, key);
    }
    // Readers go on during the scan. Without them frequencies would age to nothing, as they should.
    for (int i = 0; i < 1_000_000; i++) {
      cache.put(1_000_000 + i, i);
      readThrough(cache, zipf(random));
    }
    long hits = 0;
    for (int i = 0; i < 20_000; i++) {
      if (readThrough(cache, zipf(random))) {
        hits++;
      }
    }

    assertThat(hits / 20_000.0).isGreaterThan(0.9);
  }

  /** Returns whether the key was there. */
  private static boolean readThrough(Cache<Integer, Integer> cache, int key) {
    boolean isHit = cache.lookup(key) instanceof Lookup.Hit;
    if (!isHit) {
      cache.put(key, key);
    }
    return isHit;
  }

  /** Roughly 1/rank over 10,000 keys. */
  private static int zipf(Random random) {
    return (int) Math.pow(10_000, random.nextDouble());
  }

  @Test
  void scenario22_clear() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    Cache<String, String> other = caches.create("other", TEN_SECONDS);
    for (int i = 0; i < 100; i++) {
      cache.put("k" + i, "old");
      other.put("k" + i, "kept");
    }

    cache.clear();
    cache.put("k7", "new");

    for (int i = 0; i < 100; i++) {
      assertThat(cache.lookup("k" + i).toOptional().orElse("none"))
          .isEqualTo(i == 7 ? "new" : "none");
      assertThat(cache.lookupStale("k" + i).toOptional().orElse("none"))
          .isEqualTo(i == 7 ? "new" : "none");
      assertThat(other.get("k" + i, loader)).isEqualTo("kept");
    }
  }

  @Test
  void scenario23_bulk() {
    Cache<Integer, String> cache =
        caches.create("bulk", TEN_SECONDS.withAbsentTtl(Duration.ofSeconds(1)));
    for (int i = 0; i < 60; i++) {
      cache.put(i, "present");
    }
    List<Integer> keys = new ArrayList<>();
    for (int i = 99; i >= 0; i--) {
      keys.add(i);
    }
    List<Set<Integer>> asked = new ArrayList<>();
    BulkLoader<Integer, String> bulk =
        missing -> {
          asked.add(missing);
          Map<Integer, String> answer = new ConcurrentHashMap<>();
          missing.stream().filter(key -> key != 77).forEach(key -> answer.put(key, "loaded"));
          return answer;
        };

    Map<Integer, String> all = cache.getAll(keys, bulk);

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).containsExactlyElementsOf(keys.subList(0, 40));
    List<Integer> expected = new ArrayList<>(keys);
    expected.remove((Integer) 77);
    assertThat(all.keySet()).containsExactlyElementsOf(expected);
    assertThat(all.get(99)).isEqualTo("loaded");
    assertThat(all.get(0)).isEqualTo("present");
    assertThat(cache.lookup(77)).isInstanceOf(Lookup.Absent.class);
    cache.getAll(keys, bulk);
    assertThat(asked).hasSize(1);
  }

  @Test
  void scenario23_bulkAndSingleShareTheirLoads() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    var inBulk = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    List<Set<String>> asked = Collections.synchronizedList(new ArrayList<>());
    loader.closeGate();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> single = threads.submit(() -> cache.get("a", loader));
      loader.awaitEntered();
      Future<Map<String, String>> bulk =
          threads.submit(() ->
              cache.getAll(
                  List.of("a", "b"),
                  keys -> {
                    asked.add(keys);
                    inBulk.countDown();
                    goOn.await();
                    return Map.of("b", "bulk");
                  }));
      Waiting.require(inBulk);
      Future<String> joiner = threads.submit(() -> cache.get("b", loader));
      Waiting.until(() -> cache.stats().misses() == 4);
      goOn.countDown();
      assertThat(joiner.get(10, TimeUnit.SECONDS)).isEqualTo("bulk");
      loader.openGate();

      assertThat(single.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
      assertThat(bulk.get(10, TimeUnit.SECONDS))
          .containsExactly(Map.entry("a", "v1"), Map.entry("b", "bulk"));
      assertThat(asked).containsExactly(Set.of("b"));
      assertThat(loader.calls()).isEqualTo(1);
    }
  }

  @Test
  void scenario23_bulkFails_staleStandsIn() {
    Cache<String, String> cache = cache(FAIL_SAFE);
    cache.put("a", "old");
    seconds(11);
    BulkLoader<String, String> failing =
        keys -> {
          throw new IOException("Source is down");
        };

    assertThat(cache.getAll(List.of("a"), failing)).containsExactly(Map.entry("a", "old"));
    assertThatThrownBy(() -> cache.getAll(List.of("a", "b"), failing))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseMessage("Source is down");
  }

  @Test
  void scenario23_bulkHangs_isWaitedForOnce() {
    Duration patience = Duration.ofMillis(500);
    Cache<String, String> cache = cache(FAIL_SAFE.withHardTimeout(patience));
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> cache.put(key, "old"));
    seconds(11);
    var end = new CountDownLatch(1);

    Duration time =
        Waiting.time(() ->
            assertThat(
                    cache.getAll(
                        keys,
                        missing -> {
                          end.await();
                          return Map.of();
                        }))
                .hasSize(100));

    end.countDown();
    assertThat(time).isBetween(patience, patience.multipliedBy(50));
  }

  @Test
  void scenario24_close() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    List<Future<String>> waiters = new ArrayList<>();
    var loading = new CountDownLatch(50);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        String key = "k" + i;
        waiters.add(
            threads.submit(() ->
                cache.get(
                    key,
                    (k, c) -> {
                      loading.countDown();
                      new CountDownLatch(1).await();
                      return "never";
                    })));
      }
      Waiting.require(loading);

      cache.close();
      for (Future<String> waiter : waiters) {
        assertThatThrownBy(() -> waiter.get(1, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(CacheClosedException.class);
      }
    }
    cache.close();
    List<Runnable> calls =
        List.of(
            () -> cache.get("k", loader),
            () -> cache.find("k", loader),
            () -> cache.lookup("k"),
            () -> cache.put("k", "v"),
            () -> cache.remove("k"),
            () -> cache.clear(),
            () -> cache.invalidateTag("t"),
            () -> cache.getAll(List.of("k"), keys -> Map.of()));
    assertThat(calls)
        .allSatisfy(call ->
            assertThatThrownBy(call::run)
                .isInstanceOf(CacheClosedException.class)
                .hasMessage("Cache \"test\" is closed"));
    assertThat(loader.calls()).isZero();
  }
}
