package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.anno.CacheType;
import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redisson.api.options.LocalCachedMapOptions.EvictionPolicy;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;

/**
 * Measures what it costs to read from and to write to Redis: through caches whose memory is passed
 * by, and through the plain commands that they stand on, in rounds that take turns. Values are 200
 * characters, which all libraries write as UTF-8. It starts the Redis of the tests, or the program
 * that {@code TOOLKIT_REDIS_SERVER} names, and prints two tables in Markdown.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.RedisProgram
 * }
 */
public final class RedisProgram implements AutoCloseable {

  private static final int ROUNDS = 60;
  private static final int WARM_UP_ROUNDS = 15;
  private static final int CALLS = 250;
  private static final int KEYS = 256;
  private static final String VALUE = "v".repeat(200);
  private static final String CHANNEL = "floor";

  /** The least that a versioned write with a notice can be: version, value, channel, notice. */
  private static final String VERSIONED_WRITE =
      """
      if redis.call('GETRANGE', KEYS[1], 0, 31) >= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[2], 'PX', 3600000)
      redis.call('PUBLISH', ARGV[3], ARGV[4])
      return 1
      """;

  private final String uri;
  private final PrintStream out = System.out;
  private final RedisClient client;
  private final RedisCommands<byte[], byte[]> raw;
  private final List<RedisNode> nodes = new ArrayList<>();

  private RedisProgram(String uri) {
    this.uri = uri;
    this.client = RedisClient.create(uri);
    this.raw = client.connect(ByteArrayCodec.INSTANCE).sync();
    client.connectPubSub(ByteArrayCodec.INSTANCE).sync().subscribe(bytes(CHANNEL));
  }

  /** Runs all and prints the tables. */
  public static void main(String[] arguments) throws Exception {
    try (RedisProcess server = RedisProcess.start();
        RedisProgram program = new RedisProgram(server.uri())) {
      program.run();
    }
  }

  private interface Call {
    @Nullable Object on(int i) throws Exception;
  }

  private record Contender(String name, Call call, List<Double> micros) {
    Contender(String name, Call call) {
      this(name, call, new ArrayList<>());
    }

    void round() throws Exception {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        if (call.on(i % KEYS) == null) {
          throw new IllegalStateException(name + " found nothing");
        }
      }
      micros.add((System.nanoTime() - start) / 1_000.0 / CALLS);
    }

    /** Returns round by round how many times as long as the other's this one's calls took. */
    List<Double> times(Contender floor) {
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < micros.size(); i++) {
        times.add(micros.get(i) / floor.micros.get(i));
      }
      return times;
    }
  }

  private void run() throws Exception {
    reads();
    closeNodes();
    writes();
  }

  private void reads() throws Exception {
    RedisNode toolkit =
        add(new ToolkitNode(uri, RedisPeer.hour().withSkips(Skip.MEMORY_READ, Skip.MEMORY_WRITE)));
    RedisNode jetCache = add(jetCache());
    RedisNode redisson = add(redisson());
    RedisNode mapCache = add(mapCache());
    RedisNode spring = add(spring());
    compare(
        new Contender("lettuce `GET`, decoded (floor)", i -> text(raw.get(bytes("raw" + i)))),
        new Contender("toolkit `lookup(key)`", i -> toolkit.find("key" + i)),
        new Contender("toolkit `get(key, loader)`", i -> toolkit.get("key" + i, () -> VALUE)),
        new Contender("JetCache, Redis alone, `get`", i -> jetCache.find("key" + i)),
        new Contender("Redisson local cached map, `get`", i -> redisson.find("key" + i)),
        new Contender("Redisson map cache, `get`", i -> mapCache.find("key" + i)),
        new Contender("Spring `RedisCache.get`", i -> spring.find("key" + i)));
  }

  private void writes() throws Exception {
    SetArgs hour = SetArgs.Builder.ex(3_600);
    RedisNode toolkit = add(RedisPeer.TOOLKIT.open(uri));
    RedisNode jetCache = add(jetCache());
    RedisNode levels = add(RedisPeer.JETCACHE.open(uri));
    RedisNode redisson = add(redisson());
    RedisNode mapCache = add(mapCache());
    RedisNode spring = add(spring());
    compare(
        new Contender(
            "lettuce `SET EX` (floor)", i -> raw.set(bytes("raw" + i), bytes(VALUE), hour)),
        new Contender("lettuce `EVALSHA`: compare, set, publish", versionedWrite()),
        new Contender("toolkit `put`", i -> put(toolkit, i)),
        new Contender("JetCache, Redis alone, `PUT`", i -> put(jetCache, i)),
        new Contender("JetCache, two levels, `PUT`", i -> put(levels, i)),
        new Contender("Redisson local cached map, `fastPut`", i -> put(redisson, i)),
        new Contender("Redisson map cache, `fastPut`", i -> put(mapCache, i)),
        new Contender("Spring `RedisCache.put`, immediate", i -> put(spring, i)));
  }

  private RedisNode jetCache() {
    return new JetCacheNode(uri, JetCacheNode.Settings.of(CacheType.REMOTE));
  }

  private RedisNode mapCache() {
    return RedissonNode.ofExpiring(RedisPeer.redisson(uri));
  }

  /** Each node starts with all keys. */
  private RedisNode add(RedisNode node) throws Exception {
    nodes.add(node);
    for (int i = 0; i < KEYS; i++) {
      node.put("key" + i, VALUE);
      raw.set(bytes("raw" + i), bytes(VALUE));
    }
    return node;
  }

  /** Its memory has room for one entry, so that no key is found there. */
  private RedisNode redisson() {
    return RedissonNode.ofLocalCached(
        RedisPeer.redisson(uri),
        options -> options.cacheSize(1).evictionPolicy(EvictionPolicy.LRU));
  }

  /** By default a put does not wait for Redis; here it does, as all others do. */
  private RedisNode spring() {
    return new SpringNode(
        uri, LettuceClientConfiguration.builder().build(), writer -> writer.immediateWrites());
  }

  private static Object put(RedisNode node, int i) throws Exception {
    node.put("key" + i, VALUE);
    return node;
  }

  /** Keys and values are as long as those of the toolkit. */
  private Call versionedWrite() {
    String digest = raw.scriptLoad(bytes(VERSIONED_WRITE));
    var latest = new AtomicLong();
    String head = "h".repeat(90);
    return i -> {
      String version = String.format(Locale.ROOT, "%032x", latest.incrementAndGet());
      String key = "cache:bench:v1:script" + i;
      return raw.evalsha(
          digest,
          ScriptOutputType.INTEGER,
          new byte[][] {bytes(key)},
          bytes(version),
          bytes(version + head + VALUE),
          bytes(CHANNEL),
          bytes(version + key));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void compare(Contender... contenders) throws Exception {
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      for (Contender contender : contenders) {
        contender.round();
        if (round < 0) {
          contender.micros.clear();
        }
      }
    }
    out.println("| | µs | spread | × | spread |");
    out.println("|---|---|---|---|---|");
    for (Contender contender : contenders) {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s |%n",
          contender.name,
          cells("%.0f", contender.micros),
          cells("%.2f", contender.times(contenders[0])));
    }
    out.println();
  }

  /** Returns the median, and the first and last tenth. */
  private static String cells(String number, List<Double> measured) {
    List<Double> sorted = measured.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        number + " | " + number + " to " + number,
        sorted.get(ROUNDS / 2),
        sorted.get(ROUNDS / 10),
        sorted.get(ROUNDS - 1 - ROUNDS / 10));
  }

  /** Otherwise nodes of the same library would hear each other's writes. */
  private void closeNodes() {
    nodes.forEach(RedisNode::close);
    nodes.clear();
  }

  @Override
  public void close() {
    closeNodes();
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
