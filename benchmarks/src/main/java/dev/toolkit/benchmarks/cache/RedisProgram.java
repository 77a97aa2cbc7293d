package dev.toolkit.benchmarks.cache;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.redis.Redis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Measures a cache over a Redis server that it starts: what hits and puts cost beside plain
 * commands, interleaved, and what calls take while the server is paused, killed and started again.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.RedisProgram /usr/bin/redis-server
 * }
 */
public final class RedisProgram {

  private static final int ROUNDS = 15;
  private static final int CALLS = 1_500;
  private static final int KEYS = 256;
  private static final EntryOptions HOUR = EntryOptions.of(Duration.ofHours(1));
  private static final byte[] VALUE = "v".repeat(200).getBytes(StandardCharsets.UTF_8);

  /** After so long a call counts as blocked. */
  private static final Duration CUT_OFF = Duration.ofSeconds(5);

  private final String program;
  private final PrintStream out;
  private final int port;
  private Process server;

  private RedisProgram(String program, PrintStream out) throws IOException {
    this.program = program;
    this.out = out;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    this.server = launch(program, port);
  }

  /** Runs all with the program at the path that is the first argument. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("Argument must be the path of redis-server");
    }
    new RedisProgram(arguments[0], System.out).run();
  }

  private void run() throws Exception {
    try {
      costs();
      stampede();
      races();
      faults();
    } finally {
      server.destroyForcibly();
    }
  }

  @SuppressWarnings("try") // that the port opens is all that is asked
  private static Process launch(String program, int port) throws IOException {
    Process server =
        new ProcessBuilder(program, "--port", Integer.toString(port), "--save", "")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long end = System.nanoTime() + CUT_OFF.toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return server;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private String uri() {
    return "redis://127.0.0.1:" + port;
  }

  private static <V> Cache<String, V> cache(
      Caches caches, Redis redis, EntryOptions options, Codec<V> codec) {
    return caches
        .builder("bench", options, codec)
        .layers(redis.layer())
        .backplane(redis.backplane())
        .build();
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

    double median() {
      double[] sorted = micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }

  private void costs() throws Exception {
    RedisClient client = RedisClient.create(uri());
    try (Redis redis = Redis.connect(uri());
        Caches caches = Caches.create()) {
      RedisCommands<byte[], byte[]> raw = client.connect(ByteArrayCodec.INSTANCE).sync();
      EntryOptions bare = HOUR.withSkips(Skip.MEMORY_READ, Skip.MEMORY_WRITE);
      Cache<String, byte[]> cache = cache(caches, redis, bare, Codec.bytes());
      byte[][] rawKeys = new byte[KEYS][];
      String[] keys = new String[KEYS];
      for (int i = 0; i < KEYS; i++) {
        keys[i] = "key" + i;
        rawKeys[i] = ("raw" + i).getBytes(StandardCharsets.UTF_8);
        cache.put(keys[i], VALUE);
        raw.set(rawKeys[i], VALUE);
      }
      SetArgs hour = SetArgs.Builder.ex(3_600);
      compare(
          new Contender("lettuce GET", i -> raw.get(rawKeys[i])),
          new Contender(
              "toolkit lookup(key)", i -> cache.lookup(keys[i]).toOptional().orElse(null)),
          new Contender("toolkit get(key, loader)", i -> cache.get(keys[i], (k, c) -> VALUE)));
      compare(
          new Contender("lettuce SET EX", i -> raw.set(rawKeys[i], VALUE, hour)),
          new Contender(
              "toolkit put(key, value)",
              i -> {
                cache.put(keys[i], VALUE);
                return i;
              }));
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private void compare(Contender... contenders) throws Exception {
    for (int round = 0; round < 3; round++) {
      for (Contender contender : contenders) {
        contender.round();
        contender.micros.clear();
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Contender contender : contenders) {
        contender.round();
      }
    }
    for (Contender contender : contenders) {
      double[] sorted =
          contender.micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      out.printf(
          Locale.ROOT,
          "%-28s %7.1f us (%5.1f to %5.1f)  %.2f x%n",
          contender.name,
          contender.median(),
          sorted[0],
          sorted[sorted.length - 1],
          contender.median() / contenders[0].median());
    }
  }

  private static <T> List<T> together(List<Callable<T>> actions) throws Exception {
    var barrier = new CyclicBarrier(actions.size());
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> action : actions) {
        running.add(
            threads.submit(() -> {
              barrier.await();
              return action.call();
            }));
      }
      for (Future<T> each : running) {
        results.add(each.get());
      }
    }
    return results;
  }

  private void stampede() throws Exception {
    int worst = 0;
    long slowest = 0;
    for (int round = 0; round < 5; round++) {
      AtomicInteger loads = new AtomicInteger();
      String key = "stampede" + round;
      List<AutoCloseable> open = new ArrayList<>();
      List<Callable<Long>> callers = new ArrayList<>();
      for (int node = 0; node < 3; node++) {
        Redis redis = Redis.connect(uri());
        Caches caches = Caches.create();
        open.add(caches);
        open.add(redis);
        Cache<String, String> cache =
            cache(caches, redis, HOUR.withNodeLock(Duration.ofSeconds(5)), Codec.strings());
        for (int i = 0; i < 100; i++) {
          callers.add(() -> millisOf(() -> cache.get(key, (k, c) -> slowly(loads))));
        }
      }
      slowest =
          Math.max(slowest, together(callers).stream().mapToLong(Long::longValue).max().orElse(0));
      worst = Math.max(worst, loads.get());
      for (AutoCloseable each : open) {
        each.close();
      }
    }
    out.printf(
        Locale.ROOT,
        "3 nodes x 100 callers, load of 200 ms, node lock: %d load, the last caller after %d ms (worst"
            + " of 5)%n",
        worst,
        slowest);
  }

  private static String slowly(AtomicInteger loads) throws InterruptedException {
    loads.incrementAndGet();
    TimeUnit.MILLISECONDS.sleep(200);
    return "value";
  }

  private interface Action {
    void run() throws Exception;
  }

  private static long millisOf(Action action) throws Exception {
    long start = System.nanoTime();
    action.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** A reader that fills its memory while another node writes, and a notice that is lost. */
  private void races() throws Exception {
    try (Redis one = Redis.connect(uri());
        Redis two = Redis.connect(uri());
        Caches first = Caches.create();
        Caches second = Caches.create()) {
      Cache<String, String> a = cache(first, one, HOUR, Codec.strings());
      Cache<String, String> b = cache(second, two, HOUR, Codec.strings());
      int rounds = 10_000;
      int stale = 0;
      for (int round = 0; round < rounds; round++) {
        String key = "race" + round;
        a.put(key, "old");
        together(
            List.of(
                () -> b.lookup(key),
                () -> {
                  a.put(key, "new");
                  return key;
                }));
        if (!within(Duration.ofMillis(500), () -> isNew(b, key))) {
          stale++;
        }
      }
      out.printf(Locale.ROOT, "fill race: %d of %d stale after 500 ms%n", stale, rounds);
      missedNotices(a, b, two);
    }
  }

  private static boolean isNew(Cache<String, String> cache, String key) {
    return cache.lookup(key).toOptional().orElse("none").equals("new");
  }

  private void missedNotices(Cache<String, String> a, Cache<String, String> b, Redis two)
      throws Exception {
    RedisClient client = RedisClient.create(uri());
    RedisCommands<String, String> raw = client.connect().sync();
    int stale = 0;
    long slowest = 0;
    for (int round = 0; round < 10; round++) {
      String key = "missed" + round;
      a.put(key, "old");
      b.lookup(key);
      raw.clientKill(KillArgs.Builder.typePubsub());
      a.put(key, "new");
      long start = System.nanoTime();
      if (!within(Duration.ofSeconds(3), () -> isNew(b, key))) {
        stale++;
      }
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    out.printf(
        Locale.ROOT,
        "notice missed: %d of 10 stale, the slowest healed after %d ms; connected: %s%n",
        stale,
        TimeUnit.NANOSECONDS.toMillis(slowest),
        two.isConnected());
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private static boolean within(Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private void faults() throws Exception {
    try (Redis redis = Redis.connect(uri());
        Caches caches = Caches.create()) {
      Cache<String, String> cache = cache(caches, redis, HOUR, Codec.strings());
      RedisClient defaults = RedisClient.create(uri());
      RedisCommands<String, String> raw = defaults.connect().sync();
      RedisClient limited = RedisClient.create(uri());
      limited.setOptions(
          ClientOptions.builder()
              .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
              .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(100)))
              .build());
      RedisCommands<String, String> timed = limited.connect().sync();
      for (int i = 0; i < 2_000; i++) {
        cache.put("warm" + i % 100, "v");
        raw.set("warm", "v");
        timed.set("warm", "v");
      }
      out.println("ms, 5000 = still blocked      hit     first miss  later miss  put");
      signal("-STOP");
      row("toolkit, paused", cache);
      row("lettuce, paused", raw);
      row("lettuce with time-outs", timed);
      signal("-CONT");
      within(CUT_OFF, () -> cache.stats().pending() == 0);
      server.destroyForcibly().waitFor();
      row("toolkit, killed", cache);
      row("lettuce, killed", raw);
      row("lettuce with time-outs", timed);
      server = launch(program, port);
      long start = System.nanoTime();
      AtomicInteger tries = new AtomicInteger();
      within(
          CUT_OFF,
          () -> {
            String key = "after" + tries.incrementAndGet();
            cache.put(key, "v");
            return redis.isConnected() && redis.layer().read("cache:bench:v1:" + key).isPresent();
          });
      out.printf(
          Locale.ROOT,
          "toolkit uses Redis again %d ms after its restart%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      defaults.shutdown(0, 1, TimeUnit.SECONDS);
      limited.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private void row(String name, Cache<String, String> cache) throws Exception {
    double hit = time(() -> cache.get("warm7", (k, c) -> "v"));
    double first = time(() -> cache.get(name + 0, (k, c) -> "v"));
    for (int i = 1; i < 6; i++) {
      String key = name + i;
      time(() -> cache.get(key, (k, c) -> "v"));
    }
    double[] later = new double[20];
    for (int i = 0; i < later.length; i++) {
      String key = name + "later" + i;
      later[i] = time(() -> cache.get(key, (k, c) -> "v"));
    }
    Arrays.sort(later);
    print(name, hit, first, later[later.length / 2], time(() -> cache.put("warm8", "v")));
  }

  private void row(String name, RedisCommands<String, String> raw) throws Exception {
    double hit = time(() -> raw.get("warm"));
    double first = time(() -> raw.get("miss"));
    print(name, hit, first, time(() -> raw.get("miss")), time(() -> raw.set("warm", "v")));
  }

  private void print(String name, double hit, double first, double later, double put) {
    out.printf(Locale.ROOT, "%-26s %8.2f  %10.2f  %10.2f  %8.2f%n", name, hit, first, later, put);
  }

  /** Returns milliseconds, whatever the call ends with; one that does not end is cut off. */
  private static double time(Action action) throws InterruptedException {
    long start = System.nanoTime();
    Thread caller =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                action.run();
              } catch (Exception e) {
                // How long it took to fail is what is measured.
              }
            });
    boolean ended = caller.join(CUT_OFF);
    if (!ended) {
      caller.interrupt();
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(server.pid())).start().waitFor();
  }
}
