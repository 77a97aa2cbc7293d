package dev.toolkit.benchmarks.cache;

import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What callers of a library see while Redis does not answer, and afterwards. */
final class FaultsOfRedis {

  static final List<String> HEADINGS =
      List.of(
          "paused: hit",
          "miss and load",
          "put",
          "in use after",
          "killed: hit",
          "miss and load",
          "put",
          "in use after");

  /** After so long calls that have not returned count as blocked. */
  private static final Duration CUT_OFF = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int WARM_UPS = 2_000;
  private static final int WARM = 50;

  private final RedisProcess server;
  private final RedisPeer peer;

  FaultsOfRedis(RedisProcess server, RedisPeer peer) {
    this.server = server;
    this.peer = peer;
  }

  /** Lets all of it happen and returns what came of it, in the order of the headings. */
  List<String> cells() throws Exception {
    RedisNode node = peer.open(server.uri());
    warmUp(node);
    List<String> cells = new ArrayList<>();
    server.pause();
    cells.addAll(calls("paused", node));
    server.resume();
    cells.add(untilInUse(node, "resumed"));
    server.kill();
    cells.addAll(calls("killed", node));
    server.restart();
    cells.add(untilInUse(node, "restarted"));
    Thread.ofPlatform().daemon().start(node::close).join(CUT_OFF);
    return cells;
  }

  private static void warmUp(RedisNode node) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      node.put("warm" + i % WARM, "v");
      node.get("warm" + i % WARM, () -> "v");
      node.get("cold" + i, () -> "v");
    }
  }

  private List<String> calls(String fault, RedisNode node) throws Exception {
    Calls hits = Calls.make(500, CUT_OFF, i -> node.get("warm" + i % WARM, () -> "v"));
    Calls misses = Calls.make(200, CUT_OFF, i -> node.get(fault + i, () -> "v"));
    Calls puts = Calls.make(100, CUT_OFF, i -> node.put(fault + "put" + i, "v"));
    String ofHits = peer.hasMemory() ? hits.toString() : "not offered: nothing in memory";
    return List.of(ofHits, misses.toString(), puts.toString());
  }

  /** Puts until Redis has one of them, and returns how long that took. */
  private String untilInUse(RedisNode node, String prefix) throws Exception {
    long start = System.nanoTime();
    var puts = new AtomicInteger();
    var isOver = new AtomicBoolean();
    Thread.ofPlatform().daemon().start(() -> putUntil(isOver, node, prefix, puts));
    RedisCommands<String, String> redis = server.commands();
    boolean isInUse = Calls.within(LONGEST, () -> isAnyStored(node, redis, prefix, puts.get()));
    long millis = Calls.millisSince(start);
    isOver.set(true);
    return isInUse ? millis + " ms" : "more than " + LONGEST.toSeconds() + " s";
  }

  private static void putUntil(
      AtomicBoolean isOver, RedisNode node, String prefix, AtomicInteger puts) {
    while (!isOver.get()) {
      try {
        node.put(prefix + puts.getAndIncrement(), "v");
      } catch (Exception e) {
        // That Redis is not there yet; asked is when it is.
      }
      Calls.pause(Duration.ofMillis(10));
    }
  }

  private static boolean isAnyStored(
      RedisNode node, RedisCommands<String, String> redis, String prefix, int puts) {
    for (int i = Math.max(0, puts - WARM); i < puts; i++) {
      if (node.isStored(redis, prefix + i)) {
        return true;
      }
    }
    return false;
  }
}
