package dev.toolkit.cache.redis;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.LayerUnavailableException;
import dev.toolkit.cache.layer.Notice;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices by publish and subscribe, with a channel for each cache. */
final class RedisBackplane implements Backplane {

  /*
   * Redis delivers a message at most once, and does not say if it did not. So this node subscribes
   * to a channel of its own, too, and publishes to it each second by the other connection: while
   * that comes back, the whole way works. It is subscribed to last; when the server says that it is,
   * all the others are.
   */

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  private static final String KIND = ":n1:";

  private static final long PATIENCE_MILLIS = 500;

  private final Redis redis;
  private final Server server;
  private final Link<StatefulRedisPubSubConnection<byte[], byte[]>> link;
  private final String beatChannel = "toolkit-cache:heartbeat:" + UUID.randomUUID();
  private final Map<String, List<Hearer>> hearers = new ConcurrentHashMap<>();
  private volatile long heardAt;

  /** Whether the server has confirmed all subscriptions of the present connection. */
  private volatile boolean isLive;

  RedisBackplane(Redis redis, Server server, ScheduledExecutorService timer) {
    this.redis = redis;
    this.server = server;
    this.link =
        new Link<>("notices", server::connectPubSub, redis::isConnected, timer, new Subscriber());
  }

  static byte[] channel(String cache) {
    return bytes(cache + KIND);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A receiver, and what it was told of the connection. */
  private static final class Hearer {
    private final Receiver receiver;
    private final CountDownLatch confirmed = new CountDownLatch(1);

    /** Held while the receiver is called, so that it hears of the state in the right order. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean isConfirmed;
    private boolean isToldOff;
    private boolean isClosed;

    Hearer(Receiver receiver) {
      this.receiver = receiver;
    }

    void confirm() {
      lock.lock();
      try {
        isConfirmed = true;
        if (isToldOff && !isClosed) {
          isToldOff = false;
          receiver.onConnected();
        }
      } finally {
        lock.unlock();
        confirmed.countDown();
      }
    }

    void cutOff() {
      lock.lock();
      try {
        isConfirmed = false;
        tellOff();
      } finally {
        lock.unlock();
      }
    }

    void tellOffUnlessConfirmed() {
      lock.lock();
      try {
        if (!isConfirmed) {
          tellOff();
        }
      } finally {
        lock.unlock();
      }
    }

    private void tellOff() {
      if (!isToldOff && !isClosed) {
        isToldOff = true;
        receiver.onDisconnected();
      }
    }

    void hear(Notice notice) {
      lock.lock();
      try {
        if (!isClosed) {
          receiver.onNotice(notice);
        }
      } finally {
        lock.unlock();
      }
    }

    void close() {
      lock.lock();
      try {
        isClosed = true;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Subscribes on each new connection, and passes on what comes. */
  private final class Subscriber extends RedisPubSubAdapter<byte[], byte[]>
      implements Link.Observer<StatefulRedisPubSubConnection<byte[], byte[]>> {

    @Override
    public void connected(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
      heardAt = System.nanoTime();
      connection.addListener(this);
      for (String cache : hearers.keySet()) {
        unawaited(connection.async().subscribe(channel(cache)));
      }
      unawaited(connection.async().subscribe(bytes(beatChannel)));
    }

    @Override
    public void disconnected() {
      isLive = false;
      hearers.values().forEach(all -> all.forEach(Hearer::cutOff));
    }

    @Override
    public void subscribed(byte[] channel, long count) {
      String name = text(channel);
      if (name.equals(beatChannel)) {
        heardAt = System.nanoTime();
        isLive = true;
        hearers.values().forEach(all -> all.forEach(Hearer::confirm));
      } else if (isLive && name.endsWith(KIND)) {
        of(name.substring(0, name.length() - KIND.length())).forEach(Hearer::confirm);
      }
    }

    @Override
    public void message(byte[] channel, byte[] message) {
      String name = text(channel);
      if (name.equals(beatChannel)) {
        heardAt = System.nanoTime();
        return;
      }
      try {
        Notice notice = Notice.parse(text(message));
        of(notice.cache()).forEach(hearer -> hearer.hear(notice));
      } catch (IllegalArgumentException e) {
        LOG.warn("Message that is no notice was ignored: {}", e.getMessage());
      }
    }
  }

  /** What does not arrive is found out by the beat, or not confirmed. */
  private static void unawaited(RedisFuture<?> sent) {
    sent.whenComplete((done, failure) -> {
      if (failure != null) {
        LOG.debug("Redis did not take what was sent: {}", failure.getClass().getName());
      }
    });
  }

  private List<Hearer> of(String cache) {
    return hearers.getOrDefault(cache, List.of());
  }

  /**
   * Returns the commands of the connection that notices come by, or null if there is none or it
   * takes no others.
   */
  @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands() {
    StatefulRedisPubSubConnection<byte[], byte[]> connection = link.connection();
    return connection != null && isLive && server.takesCommands(connection)
        ? connection.async()
        : null;
  }

  /** Publishes a beat, and gives up the connection if none has come back for too long. */
  void beat() {
    StatefulRedisPubSubConnection<byte[], byte[]> connection = link.connection();
    if (connection == null) {
      return;
    }
    if (Redis.isSilentSince(heardAt)) {
      link.lose(connection);
      return;
    }
    try {
      unawaited(redis.commands().publish(bytes(beatChannel), new byte[] {'b'}));
    } catch (LayerUnavailableException e) {
      // Then nothing comes back, which is found out above.
    }
  }

  @Override
  public void publish(Notice notice) throws Exception {
    redis.await(redis.commands().publish(channel(notice.cache()), bytes(notice.text())));
  }

  @Override
  public Subscription subscribe(String cache, Receiver receiver) {
    var hearer = new Hearer(receiver);
    hearers.computeIfAbsent(cache, name -> new CopyOnWriteArrayList<>()).add(hearer);
    link.start();
    StatefulRedisPubSubConnection<byte[], byte[]> connection = link.connection();
    if (connection != null) {
      unawaited(connection.async().subscribe(channel(cache)));
    }
    awaitConfirmation(hearer);
    hearer.tellOffUnlessConfirmed();
    return () -> unsubscribe(cache, hearer);
  }

  private void awaitConfirmation(Hearer hearer) {
    if (!redis.isConnected()) {
      return;
    }
    try {
      boolean ignored = hearer.confirmed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void unsubscribe(String cache, Hearer hearer) {
    hearer.close();
    List<Hearer> all =
        hearers.computeIfPresent(
            cache,
            (name, present) -> {
              present.remove(hearer);
              return present.isEmpty() ? null : present;
            });
    StatefulRedisPubSubConnection<byte[], byte[]> connection = link.connection();
    if (all == null && connection != null) {
      unawaited(connection.async().unsubscribe(channel(cache)));
    }
  }

  /** Does nothing: the connection is closed by who made it. */
  @Override
  public void close() {}

  void stop() {
    link.close();
  }
}
