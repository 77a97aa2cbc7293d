package dev.toolkit.cache.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EventLoopGroupProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** What connections are made to: one server, those that sentinels name, or a cluster. */
sealed interface Server extends AutoCloseable {

  /** Beyond so many commands that wait for an answer, others fail at once. */
  int MAX_QUEUED = 10_000;

  CompletionStage<? extends StatefulConnection<byte[], byte[]>> connect();

  CompletionStage<? extends StatefulRedisPubSubConnection<byte[], byte[]>> connectPubSub();

  RedisClusterAsyncCommands<byte[], byte[]> commands(StatefulConnection<byte[], byte[]> connection);

  /**
   * Returns whether a connection for notices takes all other commands, too: in RESP3, to the only
   * server that there is.
   */
  boolean takesCommands(StatefulRedisPubSubConnection<byte[], byte[]> notices);

  /** Returns whether connections for commands mend themselves, so that none is ever lost. */
  boolean mendsItself();

  @Override
  void close();

  /** One server, or the one that sentinels name at the time. */
  final class Single implements Server {
    /*
     * Commands and notices come over two connections, which share one thread: each write of this node
     * comes back to it as a notice, right behind the answer, and would wake a second thread each time.
     */
    private final EventLoopGroupProvider thread = new DefaultEventLoopGroupProvider(1);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;

    Single(RedisURI uri, RedisOptions options, ClientResources.Builder resources) {
      this.resources = resources.eventLoopGroupProvider(thread).build();
      this.uri = configured(uri, options);
      this.client = RedisClient.create(this.resources);
      // Connections are mended here: it is known then when notices may have been missed.
      client.setOptions(configure(ClientOptions.builder(), options).autoReconnect(false).build());
    }

    @Override
    public CompletionStage<StatefulRedisConnection<byte[], byte[]>> connect() {
      return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<byte[], byte[]>> connectPubSub() {
      return client.connectPubSubAsync(ByteArrayCodec.INSTANCE, uri);
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands(
        StatefulConnection<byte[], byte[]> connection) {
      return ((StatefulRedisConnection<byte[], byte[]>) connection).async();
    }

    @Override
    public boolean takesCommands(StatefulRedisPubSubConnection<byte[], byte[]> notices) {
      return notices instanceof StatefulRedisConnectionImpl<?, ?> connection
          && connection.getConnectionState().getNegotiatedProtocolVersion()
              == ProtocolVersion.RESP3;
    }

    @Override
    public boolean mendsItself() {
      return false;
    }

    @Override
    public void close() {
      client.shutdown(0, 2, TimeUnit.SECONDS);
      shutDown(resources);
      // Unlike its own, the resources leave what they were given alone.
      await(thread.shutdown(0, 2, TimeUnit.SECONDS));
    }
  }

  /** A cluster, whose client finds the nodes of keys and mends connections to them. */
  final class Cluster implements Server {
    private final ClientResources resources;
    private final RedisClusterClient client;

    Cluster(List<RedisURI> uris, RedisOptions options, ClientResources.Builder resources) {
      this.resources = resources.build();
      this.client =
          RedisClusterClient.create(
              this.resources, uris.stream().map(uri -> configured(uri, options)).toList());
      var builder = ClusterClientOptions.builder();
      configure(builder, options);
      client.setOptions(
          builder
              // The first command to a node opens its connection, and would be rejected meanwhile.
              .disconnectedBehavior(ClientOptions.DisconnectedBehavior.ACCEPT_COMMANDS)
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .adaptiveRefreshTriggersTimeout(Duration.ofSeconds(1))
                      .enablePeriodicRefresh(Duration.ofSeconds(30))
                      .build())
              .build());
    }

    @Override
    public CompletionStage<StatefulRedisClusterConnection<byte[], byte[]>> connect() {
      // Which nodes there are is asked again for each connection, and must be known before the
      // first.
      return client
          .refreshPartitionsAsync()
          .thenCompose(refreshed -> client.connectAsync(ByteArrayCodec.INSTANCE));
    }

    @Override
    public CompletionStage<? extends StatefulRedisPubSubConnection<byte[], byte[]>>
        connectPubSub() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(refreshed -> client.connectPubSubAsync(ByteArrayCodec.INSTANCE));
    }

    @Override
    public RedisClusterAsyncCommands<byte[], byte[]> commands(
        StatefulConnection<byte[], byte[]> connection) {
      return ((StatefulRedisClusterConnection<byte[], byte[]>) connection).async();
    }

    @Override
    public boolean takesCommands(StatefulRedisPubSubConnection<byte[], byte[]> notices) {
      return false;
    }

    @Override
    public boolean mendsItself() {
      return true;
    }

    @Override
    public void close() {
      client.shutdown(0, 2, TimeUnit.SECONDS);
      shutDown(resources);
    }
  }

  private static void shutDown(ClientResources resources) {
    await(resources.shutdown(0, 2, TimeUnit.SECONDS));
  }

  /** What stops is of a type of netty, which this module does not read, and a future. */
  private static void await(Object stopping) {
    if (stopping instanceof Future<?> future) {
      try {
        future.get(3, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        LoggerFactory.getLogger(Redis.class).warn("Threads of a connection did not stop", e);
      }
    }
  }

  private static RedisURI configured(RedisURI uri, RedisOptions options) {
    uri.setTimeout(options.connectTimeout());
    Supplier<RedisOptions.Credentials> credentials = options.credentials();
    if (credentials != null) {
      uri.setCredentialsProvider(
          RedisCredentialsProvider.from(() -> {
            RedisOptions.Credentials now = credentials.get();
            return RedisCredentials.just(now.user(), now.password());
          }));
    }
    return uri;
  }

  private static ClientOptions.Builder configure(
      ClientOptions.Builder builder, RedisOptions options) {
    var ssl = SslOptions.builder();
    if (options.trusted() != null) {
      ssl.trustManager(options.trusted().toFile());
    }
    if (options.certificate() != null && options.key() != null) {
      ssl.keyManager(options.certificate().toFile(), options.key().toFile(), new char[0]);
    }
    return builder
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_QUEUED)
        // Calls wait no longer than their time-out in any case; this one clears the queue.
        .timeoutOptions(TimeoutOptions.enabled(options.timeout().multipliedBy(10)))
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(options.connectTimeout())
                .keepAlive(true)
                .build())
        .sslOptions(ssl.build());
  }
}
