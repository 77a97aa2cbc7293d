package dev.toolkit.core.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Keeps Jackson's buffers for the next text. Jackson's own pool is a linked queue, which makes a
 * node for each buffer that comes back; here each thread has a place where it looks, which it
 * shares with others. Who finds it empty makes new buffers.
 *
 * <p>Safe for use by multiple threads.
 */
final class BufferSlots implements RecyclerPool<BufferRecycler> {

  private static final long serialVersionUID = 1L;

  /** A power of two. Buffers take about 20 kB, and more after large texts. */
  private static final int SLOTS = 64;

  private final AtomicReferenceArray<@Nullable BufferRecycler> slots =
      new AtomicReferenceArray<>(SLOTS);

  @Override
  public BufferRecycler acquirePooled() {
    BufferRecycler kept = slots.getAndSet(slot(), null);
    return kept == null ? new BufferRecycler() : kept;
  }

  @Override
  public void releasePooled(BufferRecycler released) {
    slots.setRelease(slot(), released);
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (SLOTS - 1);
  }

  @Override
  public boolean clear() {
    for (int i = 0; i < SLOTS; i++) {
      slots.set(i, null);
    }
    return true;
  }
}
