package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The caller that starts a load asks layers itself, which must be nobody's loss. */
class LookingCallerTest {

  private static final EntryOptions TEN_SECONDS =
      EntryOptions.of(Duration.ofSeconds(10)).withJitter(0);

  /** Of an answer of the layer, and longer than anything that does not wait for it. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final TestClock clock = TestClock.create();
  private final MemoryLayer memory = MemoryLayer.of(1 << 20, clock::nanos);
  private final GatedLayer layer = new GatedLayer(memory, LIMIT);
  private final AtomicInteger tasks = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Caches caches =
      Caches.of(
          clock,
          task -> {
            tasks.incrementAndGet();
            threads.execute(task);
          });
  private final CountingLoader loader = new CountingLoader();

  @AfterEach
  void close() {
    layer.open();
    caches.close();
    threads.close();
  }

  /** A layer that answers in time by itself, and whose reads can be held up. */
  private static final class GatedLayer implements Layer {
    private final Layer layer;
    private final Duration limit;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch entered = new CountDownLatch(1);

    GatedLayer(Layer layer, Duration limit) {
      this.layer = layer;
      this.limit = limit;
    }

    void shut() {
      gate = new CountDownLatch(1);
      entered = new CountDownLatch(1);
    }

    void open() {
      gate.countDown();
    }

    @Override
    public Optional<Stored> read(String key) throws Exception {
      reads.incrementAndGet();
      entered.countDown();
      if (!gate.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException();
      }
      return layer.read(key);
    }

    @Override
    public boolean write(String key, Stored entry) throws Exception {
      return layer.write(key, entry);
    }

    @Override
    public boolean remove(String key, Version version, Duration remembered) throws Exception {
      return layer.remove(key, version, remembered);
    }

    @Override
    public Listing list(String prefix, int limit, String cursor) throws Exception {
      return layer.list(prefix, limit, cursor);
    }

    @Override
    public Optional<Duration> timeLimit() {
      return Optional.of(limit);
    }

    @Override
    public void close() {
      layer.close();
    }
  }

  private Cache<String, String> cache(EntryOptions options) {
    return caches.builder("test", options, Codec.strings()).layers(layer).build();
  }

  /** Stores a value in the layer alone. */
  private void store(String value) {
    try (Caches other = Caches.of(clock)) {
      other.builder("test", TEN_SECONDS, Codec.strings()).layers(memory).build().put("k", value);
    }
  }

  @Test
  void hitInLayer_takesNoOtherThread() {
    Cache<String, String> cache = cache(TEN_SECONDS);
    store("stored");
    int before = tasks.get();

    assertThat(cache.get("k", loader)).isEqualTo("stored");

    assertThat(tasks).hasValue(before);
    assertThat(loader.calls()).isZero();
    assertThat(cache.explain("k").isLoading()).isFalse();
    assertThat(cache.get("k", loader)).as("from memory").isEqualTo("stored");
  }

  @Test
  void miss_asksTheLayerOnce() {
    Cache<String, String> cache = cache(TEN_SECONDS);
    int before = layer.reads.get();

    assertThat(cache.get("k", loader)).isEqualTo("v1");

    assertThat(layer.reads).hasValue(before + 1);
    assertThat(memory.list("", 10, "").keys()).anyMatch(key -> key.key().endsWith(":v1:k"));
  }

  @Test
  void callersMeanwhile_waitForTheOneThatLooks() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    store("stored");
    int before = layer.reads.get();
    layer.shut();
    Future<String> first = threads.submit(() -> cache.get("k", loader));
    Waiting.require(layer.entered);
    Future<String> second = threads.submit(() -> cache.get("k", loader));

    layer.open();

    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("stored");
    assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("stored");
    assertThat(layer.reads).hasValue(before + 1);
    assertThat(loader.calls()).isZero();
  }

  @Test
  void interruptWhileLooking_endsThatCallAlone() throws Exception {
    Cache<String, String> cache = cache(TEN_SECONDS);
    layer.shut();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    var keptItsFlag = new CountDownLatch(1);
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                cache.get("k", loader);
              } catch (CacheInterruptedException e) {
                failure.set(e);
              }
              if (Thread.currentThread().isInterrupted()) {
                keptItsFlag.countDown();
              }
            });
    Waiting.require(layer.entered);
    Future<String> other = threads.submit(() -> cache.get("k", loader));
    caller.interrupt();
    caller.join();

    assertThat(failure.get()).isInstanceOf(CacheInterruptedException.class);
    Waiting.require(keptItsFlag);
    layer.open();
    assertThat(other.get(5, TimeUnit.SECONDS)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(1);
    Waiting.until(() -> !memory.list("", 10, "").keys().isEmpty());
    assertThat(memory.list("", 10, "").keys())
        .as("an interrupt says nothing of the layer")
        .anyMatch(key -> key.key().endsWith(":v1:k"));
  }

  @Test
  void hardTimeoutBelowTheLayers_isKept() {
    Cache<String, String> cache = cache(TEN_SECONDS.withHardTimeout(Duration.ofMillis(50)));
    layer.shut();

    Duration time =
        Waiting.time(() ->
            assertThatThrownBy(() -> cache.get("k", loader))
                .isInstanceOf(CacheTimeoutException.class));

    assertThat(time).isBetween(Duration.ofMillis(50), LIMIT.dividedBy(2));
  }

  @Test
  void softTimeout_isNotSpentOnTheLayer() {
    Cache<String, String> cache =
        cache(
            TEN_SECONDS
                .withStaleOnError(Duration.ofHours(1))
                .withSoftTimeout(Duration.ofMillis(20)));
    cache.put("k", "old");
    clock.advance(Duration.ofSeconds(11));
    layer.shut();

    Duration time = Waiting.time(() -> assertThat(cache.get("k", loader)).isEqualTo("old"));

    assertThat(time).isLessThan(LIMIT.dividedBy(2));
  }

  @Test
  void failureToLook_leavesNoLoadBehind() {
    Cache<String, String> cache =
        caches
            .builder("broken", TEN_SECONDS, UserCodeTest.brokenFormat(), Codec.strings())
            .layers(layer)
            .build();

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.get("k", loader)).hasMessage("no text for a key");
      assertThat(cache.explain("k").isLoading()).isFalse();
    }
  }
}
