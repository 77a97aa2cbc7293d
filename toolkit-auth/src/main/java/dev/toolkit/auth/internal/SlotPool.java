package dev.toolkit.auth.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that are costly to make and that one thread at a time can use.
 *
 * <p>Whoever takes an object must not block before giving it back, and must not give back one that
 * threw.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @param <T> the type of objects
 * @since 0.1.0
 */
public final class SlotPool<T> {

  /*
   * Slots are chosen by thread, 16 references or 64 bytes apart, so that cores do not fight for a
   * line. Whoever finds the slot empty makes a new object; the one that comes back later wins.
   * Holders do not block, so there are about as many objects as cores, also with one virtual thread
   * per request, where a ThreadLocal would make an object for each.
   */

  private static final int SPACING = 16;
  private static final int MAX_SLOTS = 64;

  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;

  /** Makes an empty pool with room for a few objects for each core. */
  public SlotPool() {
    int size = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4);
    this.mask = Math.min(size, MAX_SLOTS) - 1;
    this.slots = new AtomicReferenceArray<>((mask + 1) * SPACING);
  }

  /** Returns an object that nobody else has until it is given back, or null if there is none. */
  public @Nullable T take() {
    return slots.getAndSet(slot(), null);
  }

  /** Puts an object back for others. */
  public void giveBack(T object) {
    slots.setRelease(slot(), object);
  }

  private int slot() {
    long hash = Thread.currentThread().threadId() * 0x9e3779b97f4a7c15L;
    return ((int) (hash >>> 40) & mask) * SPACING;
  }
}
