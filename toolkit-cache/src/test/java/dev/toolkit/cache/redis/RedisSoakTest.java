package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Loader;
import dev.toolkit.cache.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scenario 70: nodes that read and write while Redis and the network fail at random, and an oracle
 * that knows what was written last. {@code -Dtoolkit.soak.seconds=3600} runs longer, and {@code
 * -Dtoolkit.soak.seed} repeats the faults and the choices of each thread.
 */
@Tag("redis")
class RedisSoakTest {

  private static final Logger LOG = LoggerFactory.getLogger(RedisSoakTest.class);

  private static final int NODES = 4;
  private static final int THREADS = 8;
  private static final int KEYS = 300;
  private static final int TAGS = 10;
  private static final int SECONDS = Integer.getInteger("toolkit.soak.seconds", 60);
  private static final long SEED = Long.getLong("toolkit.soak.seed", System.nanoTime());

  /** What the cache stands in front of, and what was written to it last. */
  private final Map<String, String> source = new ConcurrentHashMap<>();

  /** One writer of a key at a time, so that it is known which write was the last. */
  private final List<ReentrantLock> locks = new ArrayList<>();

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong sequence = new AtomicLong();
  private volatile boolean isOver;

  private final Loader<String, String> loader =
      (key, c) -> {
        String value = source.get(key);
        return value == null ? c.absent() : c.tags(tag(key)).value(value);
      };

  private static String tag(String key) {
    return "t" + Integer.parseInt(key.substring(1)) % TAGS;
  }

  @Test
  void scenario70_chaos() throws Exception {
    LOG.info("Chaos for {} s with -Dtoolkit.soak.seed={}", SECONDS, SEED);
    for (int i = 0; i < KEYS; i++) {
      locks.add(new ReentrantLock());
    }
    EntryOptions options =
        EntryOptions.of(Duration.ofHours(1)).withAbsentTtl(Duration.ofMinutes(1));
    List<Relay> relays = new ArrayList<>();
    try (RedisProcess server = RedisProcess.start();
        Nodes nodes = new Nodes()) {
      List<Cache<String, String>> caches = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        Relay relay = Relay.to(server);
        relays.add(relay);
        caches.add(nodes.at(relay.uri()).cache(options));
      }
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < NODES * THREADS; i++) {
        Cache<String, String> cache = caches.get(i % NODES);
        Random random = new Random(SEED + i);
        threads.add(Thread.ofVirtual().start(() -> work(cache, random)));
      }

      breakThings(server, relays);
      isOver = true;
      for (Thread thread : threads) {
        assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
      }
      assertThat(faults).isEmpty();
      Await.eventually(() -> caches.stream().allMatch(cache -> cache.stats().pending() == 0));
      Await.idle(Duration.ofSeconds(5));
      compare(caches);
    } finally {
      relays.forEach(Relay::close);
    }
    LOG.info("Chaos is over: {} operations", operations);
  }

  private void compare(List<Cache<String, String>> caches) {
    List<String> wrong = new ArrayList<>();
    for (int k = 0; k < KEYS; k++) {
      String key = "k" + k;
      for (int n = 0; n < NODES; n++) {
        Optional<String> found = caches.get(n).lookup(key).toOptional();
        if (found.isPresent() && !found.get().equals(source.get(key))) {
          wrong.add(key + " at node " + n + ": " + found.get() + ", written: " + source.get(key));
        }
      }
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  private void work(Cache<String, String> cache, Random random) {
    while (!isOver) {
      String key = "k" + random.nextInt(KEYS);
      try {
        operate(cache, key, random.nextInt(100));
        operations.incrementAndGet();
      } catch (RuntimeException e) {
        faults.add("Exception reached a caller: " + e);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void operate(Cache<String, String> cache, String key, int choice) {
    if (choice < 80) {
      cache.find(key, loader);
    } else if (choice < 98) {
      change(cache, key, choice < 94);
    } else {
      cache.invalidateTag(tag(key));
    }
  }

  private void change(Cache<String, String> cache, String key, boolean isPut) {
    ReentrantLock lock = locks.get(Integer.parseInt(key.substring(1)));
    lock.lock();
    try {
      if (isPut) {
        String value = key + "=" + sequence.incrementAndGet();
        source.put(key, value);
        awaitNextMoment();
        cache.put(key, value, cache.options().withTags(tag(key)));
        requireOwn(cache, key, value);
      } else {
        source.remove(key);
        awaitNextMoment();
        cache.remove(key);
        requireOwn(cache, key, null);
      }
      awaitNextMoment();
    } finally {
      lock.unlock();
    }
  }

  /** Clocks alone tell the order of what nodes do that hear nothing of each other. */
  private static void awaitNextMoment() {
    LockSupport.parkNanos(2_000_000);
  }

  /** A node sees its own last write, or nothing, but never one before it. */
  private void requireOwn(Cache<String, String> cache, String key, String written) {
    Optional<String> seen = cache.lookup(key).toOptional();
    if (seen.isPresent() && !seen.get().equals(written)) {
      faults.add("Own write not seen: wrote " + written + ", saw " + seen.get());
    }
  }

  private static void breakThings(RedisProcess server, List<Relay> relays) {
    Random random = new Random(SEED);
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    while (System.nanoTime() < end) {
      Relay relay = relays.get(random.nextInt(relays.size()));
      switch (random.nextInt(5)) {
        case 0 -> server.pause();
        case 1 -> {
          server.kill();
          server.restart();
        }
        case 2 -> server.kill();
        case 3 -> relay.cut();
        default -> relay.clog();
      }
      pause(random);
      server.resumeOrRestart();
      relays.forEach(Relay::mend);
      pause(random);
    }
  }

  private static void pause(Random random) {
    Await.idle(Duration.ofMillis(1_000 + random.nextInt(1_000)));
  }
}
