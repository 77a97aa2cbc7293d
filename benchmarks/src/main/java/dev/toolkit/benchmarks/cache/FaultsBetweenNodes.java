package dev.toolkit.benchmarks.cache;

import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong between nodes of one library while Redis is well. */
final class FaultsBetweenNodes {

  static final List<String> HEADINGS =
      List.of(
          "a notice missed",
          "a read races a write",
          "a load is overtaken by a write",
          "3 nodes with 200 callers each, load of 200 ms");

  private static final Duration LONGEST_STALE = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofMillis(500);
  private static final Duration LOAD = Duration.ofMillis(200);

  /** By so much a load is ahead: in the same microsecond no clock could say which came first. */
  private static final Duration LEAD = Duration.ofNanos(50_000);

  private static final int MISSED = 10;

  /** So many stale rounds say enough. */
  private static final int ENOUGH_STALE = 3;

  /** A load that is overtaken waits so long for the write. */
  private static final Duration LOAD_AFTER = Duration.ofMillis(20);

  private static final int RACES = 10_000;
  private static final int OVERTAKEN = 1_000;
  private static final int BATCH = 500;
  private static final int STAMPEDES = 3;
  private static final int NODES = 3;
  private static final int CALLERS = 200;

  private final RedisProcess server;
  private final RedisPeer peer;

  FaultsBetweenNodes(RedisProcess server, RedisPeer peer) {
    this.server = server;
    this.peer = peer;
  }

  /** Lets all of it happen and returns what came of it, in the order of the headings. */
  List<String> cells() throws Exception {
    try (RedisNode a = peer.open(server.uri());
        RedisNode b = peer.open(server.uri())) {
      return List.of(missedNotices(a, b), readRaces(a, b), overtakenLoads(a, b), stampedes());
    }
  }

  /** All nodes are cut off from notices for a moment, in which one of them writes. */
  private String missedNotices(RedisNode a, RedisNode b) throws Exception {
    if (!peer.hasMemory()) {
      return "not offered: nothing in memory";
    }
    RedisCommands<String, String> redis = server.commands();
    int stale = 0;
    int rounds = 0;
    long slowest = 0;
    while (rounds < MISSED && stale < ENOUGH_STALE) {
      String key = "missed" + rounds++;
      a.put(key, "old");
      Calls.within(LONGEST_STALE, () -> "old".equals(b.find(key)));
      redis.clientKill(KillArgs.Builder.typePubsub());
      a.put(key, "new");
      long start = System.nanoTime();
      stale += Calls.within(LONGEST_STALE, () -> "new".equals(b.find(key))) ? 0 : 1;
      slowest = Math.max(slowest, Calls.millisSince(start));
      Calls.pause(Duration.ofSeconds(1));
    }
    return stale == 0
        ? "right after " + slowest + " ms at most, " + rounds + " times"
        : stale + " of " + rounds + " still stale after " + LONGEST_STALE.toSeconds() + " s";
  }

  /** One node reads a key for the first time while another writes it. */
  private String readRaces(RedisNode a, RedisNode b) throws Exception {
    int stale = 0;
    for (int first = 0; first < RACES; first += BATCH) {
      for (String key : keys("read", first)) {
        a.put(key, "old");
      }
      for (String key : keys("read", first)) {
        Calls.together(List.of(() -> b.find(key), () -> put(a, key)));
      }
      Calls.pause(SETTLED);
      stale += countStale(b, first, "read");
    }
    return stale + " of " + RACES + " stale";
  }

  /** One node loads a key that another writes meanwhile: the load returns what was before. */
  private String overtakenLoads(RedisNode a, RedisNode b) throws Exception {
    int stale = 0;
    for (int first = 0; first < OVERTAKEN; first += BATCH) {
      for (String key : keys("load", first)) {
        b.get(
            key,
            () -> {
              overtake(a, key);
              return "old";
            });
      }
      Calls.pause(SETTLED);
      stale += countStale(b, first, "load");
    }
    return stale + " of " + OVERTAKEN + " stale";
  }

  /** Writes on another thread, since some libraries let writes wait until the load is over. */
  private static void overtake(RedisNode node, String key) throws InterruptedException {
    Calls.pause(LEAD);
    Thread writer = Thread.ofVirtual().start(new FutureTask<>(() -> put(node, key)));
    boolean ignored = writer.join(LOAD_AFTER);
  }

  private static List<String> keys(String prefix, int first) {
    List<String> keys = new ArrayList<>();
    for (int i = first; i < first + BATCH; i++) {
      keys.add(prefix + i);
    }
    return keys;
  }

  private static String put(RedisNode node, String key) throws Exception {
    node.put(key, "new");
    return "new";
  }

  private static int countStale(RedisNode node, int first, String prefix) throws Exception {
    int stale = 0;
    for (String key : keys(prefix, first)) {
      stale += "new".equals(node.find(key)) ? 0 : 1;
    }
    return stale;
  }

  private String stampedes() throws Exception {
    int most = 0;
    long slowest = 0;
    var failures = new AtomicInteger();
    for (int round = 0; round < STAMPEDES; round++) {
      var loads = new AtomicInteger();
      slowest = Math.max(slowest, stampede("stampede" + round, loads, failures));
      most = Math.max(most, loads.get());
    }
    String failed = failures.get() > 0 ? ", " + failures + " calls fail" : "";
    return most + " loads, the last after " + slowest + " ms" + failed;
  }

  /** Returns how many milliseconds the slowest caller took. */
  private long stampede(String key, AtomicInteger loads, AtomicInteger failures) throws Exception {
    List<RedisNode> nodes = new ArrayList<>();
    List<Callable<Long>> callers = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      RedisNode node = peer.open(server.uri());
      nodes.add(node);
      node.get("warm", () -> "v");
      callers.addAll(Collections.nCopies(CALLERS, () -> timed(node, key, loads, failures)));
    }
    long slowest = Calls.together(callers).stream().mapToLong(Long::longValue).max().orElseThrow();
    nodes.forEach(RedisNode::close);
    return slowest;
  }

  private static long timed(
      RedisNode node, String key, AtomicInteger loads, AtomicInteger failures) {
    long start = System.nanoTime();
    try {
      node.get(key, () -> load(loads));
    } catch (Exception e) {
      failures.incrementAndGet();
    }
    return Calls.millisSince(start);
  }

  private static String load(AtomicInteger loads) throws InterruptedException {
    loads.incrementAndGet();
    TimeUnit.NANOSECONDS.sleep(LOAD.toNanos());
    return "value";
  }
}
