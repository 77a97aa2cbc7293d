package dev.toolkit.auth.totp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers used steps in the memory of this process, each for as long as its code could work.
 *
 * <p>After a restart, codes of the last minute work once more: enough for one process whose
 * restarts are rare, and for tests.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryReplayGuard implements TotpReplayGuard {

  /** More than any window: a code of an older step is refused by its time. */
  private static final int KEPT_STEPS = 2 * Totp.MAX_WINDOW + 2;

  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final AtomicLong lastCleaned = new AtomicLong();

  private MemoryReplayGuard() {}

  /** Returns a guard that remembers nothing yet. */
  public static MemoryReplayGuard create() {
    return new MemoryReplayGuard();
  }

  @Override
  public boolean advance(String account, long step) {
    forgetOld(step);
    boolean[] isNewer = new boolean[1];
    newest.compute(
        account,
        (name, known) -> {
          isNewer[0] = known == null || step > known;
          return isNewer[0] ? Long.valueOf(step) : known;
        });
    return isNewer[0];
  }

  private void forgetOld(long step) {
    long last = lastCleaned.get();
    if (step > last && lastCleaned.compareAndSet(last, step)) {
      newest.values().removeIf(known -> known < step - KEPT_STEPS);
    }
  }

  int accounts() {
    return newest.size();
  }

  /** Returns the number of accounts that are remembered. */
  @Override
  public String toString() {
    return "MemoryReplayGuard[" + accounts() + " accounts]";
  }
}
