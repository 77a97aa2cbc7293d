package dev.toolkit.cache.layer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A backplane between caches of one process: for tests, and for several factories of caches over
 * one layer. It calls receivers on the thread that publishes, and loses nothing.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryBackplane implements Backplane {

  private final Map<String, List<Receiver>> receivers = new ConcurrentHashMap<>();

  private MemoryBackplane() {}

  /** Returns a backplane without subscriptions. */
  public static MemoryBackplane create() {
    return new MemoryBackplane();
  }

  @Override
  public void publish(Notice notice) {
    receivers
        .getOrDefault(notice.cache(), List.of())
        .forEach(receiver -> receiver.onNotice(notice));
  }

  @Override
  public Subscription subscribe(String cache, Receiver receiver) {
    receivers.computeIfAbsent(cache, name -> new CopyOnWriteArrayList<>()).add(receiver);
    return () -> receivers.getOrDefault(cache, List.of()).remove(receiver);
  }

  @Override
  public void close() {
    receivers.clear();
  }
}
