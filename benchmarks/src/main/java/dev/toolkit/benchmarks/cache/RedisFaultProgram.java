package dev.toolkit.benchmarks.cache;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does to caches over Redis what happens to Redis and between nodes, and prints what their callers
 * see: notices that are missed, races, many callers at once, Redis paused, killed, started again.
 * Names of {@code RedisPeer} after the program's path choose some of the libraries.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.RedisFaultProgram /usr/bin/redis-server
 * }
 */
public final class RedisFaultProgram {

  /** After so long calls that have not returned count as blocked. */
  private static final Duration CUT_OFF = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_STALE = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofMillis(500);

  private static final int RACES = 10_000;
  private static final int BATCH = 500;
  private static final int WARM = 50;

  private final RedisServer server;
  private final RedisPeer peer;
  private final PrintStream out;

  private RedisFaultProgram(RedisServer server, RedisPeer peer, PrintStream out) {
    this.server = server;
    this.peer = peer;
    this.out = out;
  }

  /** Runs all with the program at the path that is the first argument. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("First argument must be the path of redis-server");
    }
    List<RedisPeer> peers = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      peers.add(RedisPeer.valueOf(arguments[i]));
    }
    for (RedisPeer peer : peers.isEmpty() ? List.of(RedisPeer.values()) : peers) {
      try (RedisServer server = RedisServer.start(arguments[0])) {
        new RedisFaultProgram(server, peer, System.out).run();
      }
    }
    // Calls that are blocked would keep some clients' threads from ending.
    System.exit(0);
  }

  private void run() throws Exception {
    out.println(peer.label());
    between();
    stampede();
    faults();
  }

  private void line(String what, String found, Object... values) {
    out.printf(Locale.ROOT, "  %-16s %s%n", what, String.format(Locale.ROOT, found, values));
  }

  private void between() throws Exception {
    RedisNode a = peer.open(server.uri());
    RedisNode b = peer.open(server.uri());
    missedNotices(a, b);
    fillRaces(a, b);
    slowLoaders(a, b);
    a.close();
    b.close();
  }

  /** One node hears nothing for a moment, in which another writes. */
  private void missedNotices(RedisNode a, RedisNode b) throws Exception {
    int stale = 0;
    long slowest = 0;
    int rounds = 0;
    while (rounds < 10 && stale < 3) {
      String key = "missed" + rounds++;
      a.put(key, "old");
      Calls.within(CUT_OFF, () -> "old".equals(b.find(key)));
      server.ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub()));
      a.put(key, "new");
      long start = System.nanoTime();
      if (!Calls.within(LONGEST_STALE, () -> "new".equals(b.find(key)))) {
        stale++;
      }
      slowest = Math.max(slowest, Calls.millisSince(start));
      Calls.pause(Duration.ofSeconds(1));
    }
    line(
        "notice missed",
        "%d of %d stale after %d s, the slowest right after %d ms",
        stale,
        rounds,
        LONGEST_STALE.toSeconds(),
        slowest);
  }

  /** One node reads a key for the first time while another writes it. */
  private void fillRaces(RedisNode a, RedisNode b) throws Exception {
    int lost = 0;
    for (int first = 0; first < RACES; first += BATCH) {
      for (int i = first; i < first + BATCH; i++) {
        a.put("fill" + i, "old");
      }
      for (int i = first; i < first + BATCH; i++) {
        String key = "fill" + i;
        Calls.together(
            List.of(
                () -> b.find(key),
                () -> {
                  a.put(key, "new");
                  return key;
                }));
      }
      Calls.pause(SETTLED);
      for (int i = first; i < first + BATCH; i++) {
        lost += "new".equals(b.find("fill" + i)) ? 0 : 1;
      }
    }
    line("fill race", "%d of %d stale after %d ms", lost, RACES, SETTLED.toMillis());
  }

  /**
   * One node loads a key that another writes meanwhile, so that the load returns what was before.
   */
  private void slowLoaders(RedisNode a, RedisNode b) throws Exception {
    int lost = 0;
    for (int first = 0; first < RACES; first += BATCH) {
      for (int i = first; i < first + BATCH; i++) {
        String key = "slow" + i;
        b.get(
            key,
            () -> {
              a.put(key, "new");
              return "old";
            });
      }
      Calls.pause(SETTLED);
      for (int i = first; i < first + BATCH; i++) {
        boolean isRight = "new".equals(a.find("slow" + i)) && "new".equals(b.find("slow" + i));
        lost += isRight ? 0 : 1;
      }
    }
    line("slow loader", "%d of %d stale after %d ms", lost, RACES, SETTLED.toMillis());
  }

  private void stampede() throws Exception {
    int worst = 0;
    long slowest = 0;
    for (int round = 0; round < 3; round++) {
      AtomicInteger loads = new AtomicInteger();
      String key = "stampede" + round;
      List<RedisNode> nodes = new ArrayList<>();
      List<Callable<Long>> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        RedisNode node = peer.open(server.uri());
        nodes.add(node);
        node.get("warm", () -> "v");
        callers.addAll(java.util.Collections.nCopies(100, () -> timed(node, key, loads)));
      }
      slowest =
          Math.max(
              slowest, Calls.together(callers).stream().mapToLong(Long::longValue).max().orElse(0));
      worst = Math.max(worst, loads.get());
      nodes.forEach(RedisNode::close);
    }
    line("3 x 100 callers", "%d loads, the last caller after %d ms", worst, slowest);
  }

  private static long timed(RedisNode node, String key, AtomicInteger loads) throws Exception {
    long start = System.nanoTime();
    node.get(
        key,
        () -> {
          loads.incrementAndGet();
          TimeUnit.MILLISECONDS.sleep(200);
          return "value";
        });
    return Calls.millisSince(start);
  }

  private void faults() throws Exception {
    RedisNode node = peer.open(server.uri());
    for (int i = 0; i < 2_000; i++) {
      node.put("warm" + i % WARM, "v");
      node.get("warm" + i % WARM, () -> "v");
      node.get("cold" + i, () -> "v");
    }
    server.pause();
    meanwhile("paused", node);
    server.resume();
    line("resumed", "in use again after %s", untilUsed(node, "resumed"));
    server.kill();
    meanwhile("killed", node);
    server.restart();
    line("restarted", "in use again after %s", untilUsed(node, "restarted"));
    Thread.ofPlatform().daemon().start(node::close).join(CUT_OFF);
  }

  private void meanwhile(String fault, RedisNode node) throws Exception {
    Calls hits = Calls.make(500, CUT_OFF, i -> node.get("warm" + i % WARM, () -> "v"));
    Calls misses = Calls.make(200, CUT_OFF, i -> node.get(fault + i, () -> "v"));
    Calls puts = Calls.make(100, CUT_OFF, i -> node.put(fault + "put" + i, "v"));
    line(fault, "hit %s", hits);
    line("", "miss %s", misses);
    line("", "put %s", puts);
  }

  /** Puts until Redis has one of them. */
  private String untilUsed(RedisNode node, String prefix) throws Exception {
    long start = System.nanoTime();
    AtomicInteger puts = new AtomicInteger();
    var isFound = new AtomicBoolean();
    Thread.ofPlatform().daemon().start(() -> putUntil(isFound, node, prefix, puts));
    RedisClient client = RedisClient.create(server.uri());
    RedisCommands<String, String> redis = client.connect().sync();
    isFound.set(Calls.within(LONGEST, () -> isAnyStored(node, redis, prefix, puts.get())));
    long millis = Calls.millisSince(start);
    client.shutdown(0, 1, TimeUnit.SECONDS);
    boolean isUsed = isFound.getAndSet(true);
    return isUsed ? millis + " ms" : "more than " + LONGEST.toSeconds() + " s";
  }

  private static void putUntil(
      AtomicBoolean isFound, RedisNode node, String prefix, AtomicInteger puts) {
    while (!isFound.get() && puts.get() < 5_000) {
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
    for (int i = Math.max(0, puts - 50); i < puts; i++) {
      if (node.isStored(redis, prefix + i)) {
        return true;
      }
    }
    return false;
  }
}
