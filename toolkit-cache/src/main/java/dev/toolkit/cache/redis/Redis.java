package dev.toolkit.cache.redis;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.LayerUnavailableException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis for caches: their layer and their backplane.
 *
 * {@snippet :
 * try (Redis redis = Redis.connect("redis://localhost");
 *     Caches caches = Caches.create()) {
 *   Cache<String, Product> products =
 *       caches
 *           .builder("product", EntryOptions.of(Duration.ofMinutes(5)), JacksonCodec.of(Product.class))
 *           .layers(redis.layer())
 *           .backplane(redis.backplane())
 *           .build();
 * }
 * }
 *
 * <p>All commands share one connection, and notices have another, which writes of entries take,
 * too, where that is possible: to a server that is no cluster and speaks RESP3. Both are made again
 * when they are lost, about once a second and at random, for as long as it takes; nothing waits for
 * that. A server that does not answer for three seconds counts as lost. Commands fail after their
 * time-out, and at once while there is no connection.
 *
 * <p>It speaks RESP3, or RESP2 to servers that know no other. It needs {@code
 * io.lettuce:lettuce-core} and Redis 6 or newer.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Redis implements AutoCloseable {

  /** How long the first connection is waited for, so that the first calls find it. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final long BEAT_MILLIS = 1_000;

  /** After so long without an answer a connection is given up. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final Server server;
  private final RedisOptions options;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("toolkit-cache-redis").unstarted(task));
  private final Link<StatefulConnection<byte[], byte[]>> link;
  private final RedisLayer layer;
  private final RedisBackplane backplane;
  private volatile long answeredAt;

  private Redis(Server server, RedisOptions options) {
    this.server = server;
    this.options = options;
    this.link = new Link<>("commands", server::connect, () -> true, timer, new CommandsObserver());
    this.layer = new RedisLayer(this);
    this.backplane = new RedisBackplane(this, server, timer);
  }

  /** A connection that has just been made has answered. */
  private final class CommandsObserver
      implements Link.Observer<StatefulConnection<byte[], byte[]>> {

    @Override
    public void connected(StatefulConnection<byte[], byte[]> connection) {
      answeredAt = System.nanoTime();
    }

    @Override
    public void disconnected() {}
  }

  /**
   * Connects to a server with all defaults of {@link RedisOptions}. If it cannot be reached, that
   * goes on in the background.
   *
   * @param uri {@code redis://user:password@host:port/database}; {@code rediss} with TLS; {@code
   *     redis-sentinel://host1:port,host2:port/database#master}
   * @throws IllegalArgumentException if the address is malformed
   * @throws IllegalStateException if lettuce is not there
   */
  public static Redis connect(String uri) {
    return connect(uri, RedisOptions.defaults());
  }

  /** Connects to a server as {@link #connect(String)} does, under options. */
  public static Redis connect(String uri, RedisOptions options) {
    RedisURI parsed = Address.parse(uri);
    return start(new Redis(new Server.Single(parsed, options, resources()), options));
  }

  /**
   * Connects to a cluster. If it cannot be reached, that goes on in the background.
   *
   * @param uris addresses of some of its nodes
   * @throws IllegalArgumentException if an address is malformed, or there is none
   * @throws IllegalStateException if lettuce is not there
   */
  public static Redis connectCluster(List<String> uris, RedisOptions options) {
    if (uris.isEmpty()) {
      throw new IllegalArgumentException("Cluster must have an address: found none");
    }
    List<RedisURI> parsed = uris.stream().map(Address::parse).toList();
    return start(new Redis(new Server.Cluster(parsed, options, resources()), options));
  }

  private static ClientResources.Builder resources() {
    return ClientResources.builder()
        .commandLatencyRecorder(CommandLatencyRecorder.disabled())
        .reconnectDelay(
            Delay.fullJitter(
                Duration.ofMillis(100), Duration.ofMillis(1_500), 2, TimeUnit.SECONDS));
  }

  private static Redis start(Redis redis) {
    redis.link.start();
    try {
      redis.link.awaitFirstAttempt(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var beat =
        redis.timer.scheduleWithFixedDelay(
            redis::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    if (beat.isCancelled()) {
      throw new IllegalStateException("Timer of a new connection does not run");
    }
    return redis;
  }

  private void beat() {
    StatefulConnection<byte[], byte[]> connection = link.connection();
    if (connection != null) {
      if (!server.mendsItself() && isSilentSince(answeredAt)) {
        link.lose(connection);
      } else {
        ping(connection);
      }
    }
    backplane.beat();
  }

  private void ping(StatefulConnection<byte[], byte[]> connection) {
    server
        .commands(connection)
        .ping()
        .whenComplete((answer, failure) -> {
          if (failure == null) {
            answeredAt = System.nanoTime();
          }
        });
  }

  static boolean isSilentSince(long nanos) {
    return System.nanoTime() - nanos > SILENCE.toNanos();
  }

  /** Returns the layer, for any number of caches and {@code Kv}s. Closing it does nothing. */
  public Layer layer() {
    return layer;
  }

  /** Returns the backplane, for any number of caches. Closing it does nothing. */
  public Backplane backplane() {
    return backplane;
  }

  /** Returns whether commands have a connection now. */
  public boolean isConnected() {
    return link.connection() != null;
  }

  Duration timeout() {
    return options.timeout();
  }

  RedisClusterAsyncCommands<byte[], byte[]> commands() throws LayerUnavailableException {
    StatefulConnection<byte[], byte[]> connection = link.connection();
    if (connection == null) {
      throw new LayerUnavailableException("Redis is not connected");
    }
    return server.commands(connection);
  }

  /** Sends commands in one go. */
  void send(List<RedisCommand<byte[], byte[], ?>> commands) throws LayerUnavailableException {
    StatefulConnection<byte[], byte[]> connection = link.connection();
    if (connection == null) {
      throw new LayerUnavailableException("Redis is not connected");
    }
    connection.dispatch(commands);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // lettuce leaves it to who knows the script
  <T> RedisFuture<T> start(Script script, ScriptOutputType type, byte[] key, byte[]... values)
      throws LayerUnavailableException {
    return commandsFor(script).evalsha(script.digest(), type, new byte[][] {key}, values);
  }

  /**
   * Returns where a script is sent. A write comes back to this node as a notice, too: over one
   * connection, notice and answer come together.
   */
  private RedisClusterAsyncCommands<byte[], byte[]> commandsFor(Script script)
      throws LayerUnavailableException {
    var besideNotices = script == Script.WRITE ? backplane.commands() : null;
    return besideNotices == null ? commands() : besideNotices;
  }

  /** Runs a script, which is sent in full where the server has not seen it yet. */
  @SuppressWarnings("TypeParameterUnusedInFormals") // lettuce leaves it to who knows the script
  <T extends @Nullable Object> T run(
      Script script, ScriptOutputType type, byte[] key, byte[]... values) throws Exception {
    long deadline = deadline();
    try {
      return await(start(script, type, key, values), deadline);
    } catch (RedisNoScriptException e) {
      return await(commands().eval(script.source(), type, new byte[][] {key}, values), deadline);
    }
  }

  /**
   * Runs a script for several keys, each with its own values, and returns the answers by key. All
   * are sent before the first answer is waited for.
   *
   * @throws TimeoutException if not all of them come in time
   */
  <T extends @Nullable Object> Map<String, T> runAll(
      Script script, ScriptOutputType type, Map<String, byte[][]> valuesByKey) throws Exception {
    long deadline = deadline();
    Map<String, RedisFuture<T>> asked = new LinkedHashMap<>();
    for (Map.Entry<String, byte[][]> next : valuesByKey.entrySet()) {
      asked.put(next.getKey(), start(script, type, bytes(next.getKey()), next.getValue()));
    }
    Map<String, T> answers = new LinkedHashMap<>();
    Map<String, RedisFuture<T>> askedAgain = new LinkedHashMap<>();
    for (Map.Entry<String, RedisFuture<T>> next : asked.entrySet()) {
      try {
        answers.put(next.getKey(), await(next.getValue(), deadline));
      } catch (RedisNoScriptException e) {
        byte[][] key = {bytes(next.getKey())};
        byte[][] values = requireNonNull(valuesByKey.get(next.getKey()), "values");
        askedAgain.put(next.getKey(), commands().eval(script.source(), type, key, values));
      }
    }
    for (Map.Entry<String, RedisFuture<T>> next : askedAgain.entrySet()) {
      answers.put(next.getKey(), await(next.getValue(), deadline));
    }
    return answers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns until when a call that starts now waits for all of its answers. */
  long deadline() {
    return System.nanoTime() + options.timeout().toNanos();
  }

  /**
   * Returns the answer, which is all that a call waits for.
   *
   * @throws TimeoutException if it does not come in time
   */
  <T extends @Nullable Object> T await(RedisFuture<T> answer) throws Exception {
    return await(answer, deadline());
  }

  /**
   * Returns the answer.
   *
   * @throws TimeoutException if it does not come until then
   */
  <T extends @Nullable Object> T await(RedisFuture<T> answer, long deadline) throws Exception {
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw e;
    }
  }

  /** Closes the connections. Caches that use them go on in memory. */
  @Override
  public void close() {
    timer.shutdownNow();
    backplane.stop();
    link.close();
    server.close();
  }
}
