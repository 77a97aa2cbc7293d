package dev.toolkit.cache;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to listeners without waiting for them. */
final class Events<K> {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** What a listener may lag behind; later events are dropped. */
  private static final int MAX_PENDING = 1_000;

  private final String name;
  private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

  Events(String name) {
    this.name = name;
  }

  void emit(CacheEvent.Kind kind, @Nullable K key, @Nullable Throwable cause) {
    if (!pipes.isEmpty()) {
      var event = new CacheEvent<>(kind, key, cause);
      pipes.forEach(pipe -> pipe.offer(event));
    }
  }

  Cache.Registration listen(CacheListener<? super K> listener) {
    var pipe = new Pipe(listener);
    pipes.add(pipe);
    pipe.start();
    return () -> stop(pipe);
  }

  private void stop(Pipe pipe) {
    pipes.remove(pipe);
    pipe.thread.interrupt();
  }

  void close() {
    pipes.forEach(this::stop);
  }

  private final class Pipe {
    private final BlockingQueue<CacheEvent<K>> pending = new ArrayBlockingQueue<>(MAX_PENDING);
    private final CacheListener<? super K> listener;
    private final Thread thread;

    Pipe(CacheListener<? super K> listener) {
      this.listener = listener;
      this.thread = Thread.ofVirtual().name("toolkit-cache-events-" + name).unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    @SuppressWarnings("unchecked") // an event of a listener for K is an event of one above K
    private void run() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          tell((CacheListener<K>) listener, pending.take());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Catches everything: the next event is not this listener's fault. */
    private void tell(CacheListener<K> told, CacheEvent<K> event) {
      try {
        told.onEvent(event);
      } catch (Throwable e) {
        LOG.warn("Listener of cache \"{}\" failed on {}", name, event, e);
      }
    }

    void offer(CacheEvent<K> event) {
      boolean ignored = pending.offer(event);
    }
  }
}
