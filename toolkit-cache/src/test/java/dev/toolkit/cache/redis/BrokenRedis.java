package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Loader;
import dev.toolkit.cache.testing.RedisProcess;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Redis that a test breaks, and nodes beside it. After each test nothing may be left of them, and
 * no thread may have failed.
 */
final class BrokenRedis implements BeforeEachCallback, AfterEachCallback {

  private final Nodes nodes = new Nodes();
  private final AtomicInteger loads = new AtomicInteger();
  private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
  private RedisProcess server;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    server = RedisProcess.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.resumeOrRestart();
    nodes.close();
    server.close();
    Await.eventually(BrokenRedis::hasNoThread);
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(uncaught).isEmpty();
  }

  private static boolean hasNoThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().matches("(toolkit-cache|lettuce-).*"));
  }

  RedisProcess server() {
    return server;
  }

  Nodes nodes() {
    return nodes;
  }

  Nodes.Node node() {
    return nodes.at(server.uri());
  }

  Cache<String, String> cache() {
    return node().cache();
  }

  /** Returns a node whose code has run for a while, and which has nothing left to tell. */
  Cache<String, String> warmCache() {
    return warm(cache());
  }

  static Cache<String, String> warm(Cache<String, String> cache) {
    for (int i = 0; i < 200; i++) {
      cache.put("warm" + i, "v");
      cache.remove("warm" + i);
      cache.get("warmer" + i, (key, c) -> "v");
    }
    Await.eventually(() -> cache.stats().pending() == 0);
    return cache;
  }

  /** How often the loader was called. */
  AtomicInteger loads() {
    return loads;
  }

  /** Loads {@code v1}, then {@code v2}. */
  Loader<String, String> loader() {
    return (key, c) -> "v" + loads.incrementAndGet();
  }
}
