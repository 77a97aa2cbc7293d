package dev.toolkit.cache.testing;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A layer that can be broken on purpose: made to fail, to hang, to damage what it is given, and
 * asked how often it was called.
 *
 * {@snippet :
 * var layer = ChaosLayer.over(MemoryLayer.create());
 * layer.fail();
 * layer.heal();
 * }
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ChaosLayer implements Layer {

  private enum Mode {
    WELL,
    FAILING,
    FAILING_WRITES,
    HANGING
  }

  private final Layer layer;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Mode mode = Mode.WELL;
  private volatile CountDownLatch healed = new CountDownLatch(0);
  private volatile boolean damaging;

  private ChaosLayer(Layer layer) {
    this.layer = layer;
  }

  /** Returns a layer that does what that one does, until it is broken. */
  public static ChaosLayer over(Layer layer) {
    return new ChaosLayer(requireNonNull(layer, "layer"));
  }

  /** Makes all calls fail. */
  public void fail() {
    mode = Mode.FAILING;
  }

  /** Makes writes and removals fail. */
  public void failWrites() {
    mode = Mode.FAILING_WRITES;
  }

  /** Makes all calls hang until the layer is healed or their thread is interrupted. */
  public void hang() {
    healed = new CountDownLatch(1);
    mode = Mode.HANGING;
  }

  /**
   * Makes calls change a bit in the middle of each body that they read, or each head without one.
   */
  public void damage() {
    damaging = true;
  }

  /** Makes all calls work again, those that hang included. */
  public void heal() {
    mode = Mode.WELL;
    damaging = false;
    healed.countDown();
  }

  /** Returns how many reads were tried. */
  public int reads() {
    return reads.get();
  }

  /** Returns how many writes and removals were tried. */
  public int writes() {
    return writes.get();
  }

  private void suffer(boolean isWrite) throws IOException, InterruptedException {
    (isWrite ? writes : reads).incrementAndGet();
    switch (mode) {
      case WELL -> {}
      case FAILING -> throw new IOException("Layer was made to fail");
      case FAILING_WRITES -> {
        if (isWrite) {
          throw new IOException("Layer was made to fail writes");
        }
      }
      case HANGING -> healed.await();
    }
  }

  @Override
  public Optional<Stored> read(String key) throws Exception {
    suffer(false);
    return layer.read(key).map(this::damaged);
  }

  @Override
  public Map<String, Stored> readAll(Collection<String> keys) throws Exception {
    suffer(false);
    Map<String, Stored> found = new LinkedHashMap<>();
    layer.readAll(keys).forEach((key, stored) -> found.put(key, damaged(stored)));
    return found;
  }

  @Override
  public int batchSize() {
    return layer.batchSize();
  }

  private Stored damaged(Stored stored) {
    if (!damaging) {
      return stored;
    }
    boolean hasBody = stored.body().length > 0;
    return Stored.of(
        stored.version(),
        stored.remaining(),
        hasBody ? stored.head() : flipped(stored.head()),
        hasBody ? flipped(stored.body()) : stored.body());
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    changed[changed.length / 2] ^= 1;
    return changed;
  }

  @Override
  public Optional<Stored> readHead(String key) throws Exception {
    suffer(false);
    return layer.readHead(key);
  }

  @Override
  public boolean write(String key, Stored entry) throws Exception {
    suffer(true);
    return layer.write(key, entry);
  }

  @Override
  public boolean write(String key, Stored entry, Notice notice) throws Exception {
    suffer(true);
    return layer.write(key, entry, notice);
  }

  @Override
  public Set<String> writeAll(Map<String, Stored> entries) throws Exception {
    suffer(true);
    return layer.writeAll(entries);
  }

  @Override
  public Set<String> writeAll(Map<String, Stored> entries, Map<String, Notice> notices)
      throws Exception {
    suffer(true);
    return layer.writeAll(entries, notices);
  }

  @Override
  public boolean remove(String key, Version version, Duration memory) throws Exception {
    suffer(true);
    return layer.remove(key, version, memory);
  }

  @Override
  public boolean remove(String key, Version version, Duration memory, Notice notice)
      throws Exception {
    suffer(true);
    return layer.remove(key, version, memory, notice);
  }

  @Override
  public Listing list(String prefix, int limit, String cursor) throws Exception {
    suffer(false);
    return layer.list(prefix, limit, cursor);
  }

  @Override
  public boolean announces(Backplane backplane) {
    return layer.announces(backplane);
  }

  @Override
  public Optional<Instant> time() throws Exception {
    suffer(false);
    return layer.time();
  }

  @Override
  public Optional<NodeLocks> locks() {
    return layer.locks();
  }

  @Override
  public void close() {
    heal();
    layer.close();
  }
}
