package dev.toolkit.cache.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is made again whenever it is lost, for as long as it takes. */
final class Link<C extends StatefulConnection<byte[], byte[]>> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long FIRST_SPREAD_MILLIS = 400;
  private static final long PAUSE_MILLIS = 1_000;
  private static final long SPREAD_MILLIS = 500;

  /** How often it is looked whether an attempt makes sense, which no server notices. */
  private static final long LOOK_MILLIS = 50;

  /** What happens to a connection; called on a thread that must not block. */
  interface Observer<C> {

    /** Tells of a connection that has just been made. */
    void connected(C connection);

    /** Tells that the connection was lost. */
    void disconnected();
  }

  private final String purpose;
  private final Supplier<CompletionStage<? extends C>> opener;
  private final BooleanSupplier makesSense;
  private final ScheduledExecutorService timer;
  private final Observer<? super C> observer;
  private final AtomicReference<@Nullable C> connection = new AtomicReference<>();
  private final CompletableFuture<Boolean> firstAttempt = new CompletableFuture<>();
  private final AtomicBoolean isStarted = new AtomicBoolean();

  /** The reason that was logged, so that it is logged once. */
  private volatile String reason = "";

  private volatile boolean isClosed;

  /**
   * Makes a link that has not started.
   *
   * @param purpose what the connection is for, as it is logged
   * @param makesSense is asked before an attempt
   */
  Link(
      String purpose,
      Supplier<CompletionStage<? extends C>> opener,
      BooleanSupplier makesSense,
      ScheduledExecutorService timer,
      Observer<? super C> observer) {
    this.purpose = purpose;
    this.opener = opener;
    this.makesSense = makesSense;
    this.timer = timer;
    this.observer = observer;
  }

  /** Starts to connect, unless that was started before. */
  void start() {
    if (isStarted.compareAndSet(false, true)) {
      attempt(0);
    }
  }

  /** Waits until the first attempt has succeeded or failed, or the time is over. */
  void awaitFirstAttempt(Duration patience) throws InterruptedException {
    try {
      firstAttempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It goes on without anybody waiting.
    } catch (ExecutionException e) {
      throw new IllegalStateException("The first attempt never ends by an exception", e);
    }
  }

  @Nullable C connection() {
    return connection.get();
  }

  private void attempt(int failures) {
    if (isClosed) {
      return;
    }
    if (!makesSense.getAsBoolean()) {
      schedule(() -> attempt(failures), LOOK_MILLIS);
      return;
    }
    try {
      opener
          .get()
          .whenComplete((opened, failure) -> {
            if (opened == null) {
              failed(failures, failure);
            } else {
              opened(opened);
            }
          });
    } catch (RuntimeException e) {
      // The client may refuse to try at all, for example when no name can be resolved.
      failed(failures, e);
    }
  }

  private void failed(int failures, Throwable failure) {
    firstAttempt.complete(false);
    if (isClosed) {
      return;
    }
    String why = describe(failure);
    if (!why.equals(reason)) {
      reason = why;
      LOG.warn("Redis cannot be reached for {}, trying about once a second: {}", purpose, why);
    }
    schedule(() -> attempt(failures + 1), pause(failures + 1));
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static long pause(int failures) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return failures == 0
        ? FIRST_PAUSE_MILLIS + random.nextLong(FIRST_SPREAD_MILLIS)
        : PAUSE_MILLIS + random.nextLong(SPREAD_MILLIS);
  }

  private void schedule(Runnable task, long millis) {
    try {
      var scheduled = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
      if (scheduled.isCancelled()) {
        return;
      }
    } catch (RejectedExecutionException e) {
      // The timer was stopped: the link is closed.
    }
  }

  private void opened(C opened) {
    connection.set(opened);
    opened.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            lose(opened);
          }
        });
    if (isClosed || !opened.isOpen()) {
      lose(opened);
      firstAttempt.complete(false);
      return;
    }
    if (!reason.isEmpty()) {
      LOG.info("Redis is reached again for {}", purpose);
      reason = "";
    }
    observer.connected(opened);
    firstAttempt.complete(true);
  }

  /** Gives up a connection, if it is still the one in use, and makes another. */
  void lose(C lost) {
    if (!connection.compareAndSet(lost, null)) {
      return;
    }
    CompletableFuture<Void> ignored = lost.closeAsync();
    observer.disconnected();
    if (!isClosed) {
      reason = "connection lost";
      LOG.warn("Connection to Redis for {} was lost", purpose);
      schedule(() -> attempt(0), pause(0));
    }
  }

  @Override
  public void close() {
    isClosed = true;
    C open = connection.getAndSet(null);
    if (open != null) {
      CompletableFuture<Void> ignored = open.closeAsync();
    }
  }
}
