package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private final Memory<String, String> memory = new Memory<>(100, null, (key, entry) -> {});

  private static Entry<String> entry(int stamp) {
    return new Entry<>(
        "value",
        new Version(stamp, 1),
        new Entry.Times(0, 100, 100, 100),
        Entry.Details.NONE,
        new Marker[0],
        1,
        Long.MIN_VALUE);
  }

  /** Removes the key after the store was allowed and before it has happened. */
  private void removeDuringStore(Consumer<Memory<String, String>> removal) throws Exception {
    Thread remover = Thread.ofPlatform().unstarted(() -> removal.accept(memory));
    memory.store(
        "k",
        entry(1),
        () -> {
          remover.start();
          Waiting.until(() -> hasStopped(remover));
          return true;
        });
    assertThat(remover.join(Duration.ofSeconds(10))).isTrue();
  }

  /** Returns whether the thread has ended, or waits for the store. */
  private static boolean hasStopped(Thread thread) {
    return switch (thread.getState()) {
      case TERMINATED, BLOCKED, WAITING -> true;
      case NEW, RUNNABLE, TIMED_WAITING -> false;
    };
  }

  @Test
  void removeUpTo_waitsForAStoreThatIsUnderWay() throws Exception {
    removeDuringStore(m -> m.removeUpTo("k", new Version(2, 1)));

    assertThat(memory.find("k")).isNull();
  }

  @Test
  void remove_waitsForAStoreThatIsUnderWay() throws Exception {
    removeDuringStore(m -> m.remove("k"));

    assertThat(memory.find("k")).isNull();
  }

  @Test
  void removeUpTo_keepsWhatIsNewer() {
    memory.store("k", entry(3), () -> true);

    memory.removeUpTo("k", new Version(2, 1));
    assertThat(memory.find("k")).isNotNull();
    memory.removeUpTo("k", new Version(3, 1));
    assertThat(memory.find("k")).isNull();
    memory.removeUpTo("absent", new Version(3, 1));
    assertThat(memory.size()).isZero();
  }
}
