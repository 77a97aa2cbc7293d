package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.anno.CacheType;
import dev.toolkit.cache.EntryOptions.Skip;
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
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.LocalCachedMapOptions.EvictionPolicy;
import org.redisson.client.codec.StringCodec;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;

/**
 * Measures what it costs to read from and to write to a Redis server that it starts: through caches
 * whose memory is passed by, and through the plain commands that they stand on, in rounds that take
 * turns. Values are 200 characters, which all libraries write as UTF-8.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.RedisProgram /usr/bin/redis-server
 * }
 */
public final class RedisProgram implements AutoCloseable {

  private static final int ROUNDS = 15;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int CALLS = 1_000;
  private static final int KEYS = 256;
  private static final String VALUE = "v".repeat(200);

  /** What the toolkit's layer writes by, for the cost of the script alone. */
  private static final String WRITE =
      """
      local v = redis.pcall('GETRANGE', KEYS[1], 0, 31)
      if type(v) == 'string' and #v == 32 and not string.find(v, '[^0-9a-f]') and v >= ARGV[1] then
        return 0
      end
      redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
      if ARGV[4] then redis.call('PUBLISH', ARGV[4], ARGV[5]) end
      return 1
      """;

  private final RedisServer server;
  private final PrintStream out;
  private final RedisClient client;
  private final RedisCommands<byte[], byte[]> raw;
  private final List<RedisNode> nodes = new ArrayList<>();

  private RedisProgram(RedisServer server, PrintStream out) {
    this.server = server;
    this.out = out;
    this.client = RedisClient.create(server.uri());
    this.raw = client.connect(ByteArrayCodec.INSTANCE).sync();
  }

  /** Runs all with the program at the path that is the first argument. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Argument must be the path of redis-server");
    }
    try (RedisServer server = RedisServer.start(arguments[0]);
        RedisProgram program = new RedisProgram(server, System.out)) {
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

    double[] sorted() {
      return micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
  }

  private void run() throws Exception {
    RedisNode toolkit =
        add(
            new ToolkitNode(
                server.uri(), RedisPeer.hour().withSkips(Skip.MEMORY_READ, Skip.MEMORY_WRITE)));
    RedisNode jetCache =
        add(new JetCacheNode(server.uri(), JetCacheNode.Settings.of(CacheType.REMOTE)));
    RedisNode redisson = add(redisson());
    RedisNode mapCache = add(RedissonNode.ofExpiring(RedisPeer.redisson(server.uri())));
    RedisNode spring = add(spring());
    compare(
        new Contender(
            "lettuce GET, decoded",
            i -> new String(raw.get(bytes("raw" + i)), StandardCharsets.UTF_8)),
        new Contender("toolkit lookup(key)", i -> toolkit.find("key" + i)),
        new Contender("toolkit get(key, loader)", i -> toolkit.get("key" + i, () -> VALUE)),
        new Contender("JetCache, Redis alone, get", i -> jetCache.find("key" + i)),
        new Contender("Redisson local cached map, get", i -> redisson.find("key" + i)),
        new Contender("Redisson map cache, get", i -> mapCache.find("key" + i)),
        new Contender("Spring RedisCache, get", i -> spring.find("key" + i)));
    SetArgs hour = SetArgs.Builder.ex(3_600);
    RedisNode levels = add(RedisPeer.JETCACHE.open(server.uri()));
    compare(
        new Contender("lettuce SET EX", i -> raw.set(bytes("raw" + i), bytes(VALUE), hour)),
        new Contender("the script alone, unheard", script("unheard")),
        new Contender("toolkit put", i -> put(toolkit, i)),
        new Contender("JetCache, Redis alone, PUT", i -> put(jetCache, i)),
        new Contender("JetCache, two levels, PUT", i -> put(levels, i)),
        new Contender("Redisson local cached map, put", i -> put(redisson, i)),
        new Contender("Redisson map cache, put", i -> put(mapCache, i)),
        new Contender("Spring RedisCache, put", i -> put(spring, i)));
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
    return RedissonNode.of(
        RedisPeer.redisson(server.uri()),
        redisson ->
            redisson.getLocalCachedMap(
                LocalCachedMapOptions.<String, String>name("bench")
                    .codec(StringCodec.INSTANCE)
                    .cacheSize(1)
                    .evictionPolicy(EvictionPolicy.LRU)));
  }

  /** By default a put does not wait for Redis; here it does, as all others do. */
  private RedisNode spring() {
    return new SpringNode(
        server.uri(),
        LettuceClientConfiguration.builder().build(),
        writer -> writer.immediateWrites());
  }

  private static Object put(RedisNode node, int i) throws Exception {
    node.put("key" + i, VALUE);
    return node;
  }

  private Call script(String channel) {
    String digest = raw.scriptLoad(bytes(WRITE));
    var version = new AtomicLong();
    byte[] rest = bytes("0".repeat(70) + VALUE);
    return i -> {
      byte[] now = bytes(String.format(Locale.ROOT, "%032x", version.incrementAndGet()));
      return raw.evalsha(
          digest,
          ScriptOutputType.INTEGER,
          new byte[][] {bytes("script" + i)},
          now,
          bytes("3600000"),
          concat(now, rest),
          bytes(channel),
          now);
    };
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void compare(Contender... contenders) throws Exception {
    for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      for (Contender contender : contenders) {
        contender.round();
        if (round < WARM_UP_ROUNDS) {
          contender.micros.clear();
        }
      }
    }
    double[] floor = contenders[0].sorted();
    for (Contender contender : contenders) {
      double[] sorted = contender.sorted();
      out.printf(
          Locale.ROOT,
          "%-32s %6.1f us (%5.1f to %5.1f)  %.2f x, best %.2f x%n",
          contender.name,
          sorted[ROUNDS / 2],
          sorted[0],
          sorted[ROUNDS - 1],
          sorted[ROUNDS / 2] / floor[ROUNDS / 2],
          sorted[0] / floor[0]);
    }
  }

  @Override
  public void close() {
    nodes.forEach(RedisNode::close);
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
