package dev.toolkit.cache.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.cache.testing.LayerContract;
import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryLayerTest implements LayerContract {

  private final TestClock clock = TestClock.create();
  private final MemoryLayer layer = MemoryLayer.of(1 << 20, clock::nanos);

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  private static Stored entry(int bytes) {
    return Stored.of(new Version(1, 1), Duration.ofHours(1), new byte[0], new byte[bytes]);
  }

  @Test
  void bound_oldestWritesGoFirst() {
    MemoryLayer small = MemoryLayer.of(10_000, clock::nanos);
    for (int i = 0; i < 100; i++) {
      small.write("k" + i, entry(800));
    }

    assertThat(small.bytes()).isBetween(1L, 10_000L);
    assertThat(small.read("k0")).isEmpty();
    assertThat(small.read("k99")).isPresent();
    small.close();
    assertThat(small.bytes()).isZero();
  }

  @Test
  void bound_countsWhatIsReplacedOnce() {
    for (int i = 0; i < 100; i++) {
      layer.write(
          "k", Stored.of(new Version(i, 1), Duration.ofHours(1), new byte[0], new byte[100]));
    }
    assertThat(layer.bytes()).isEqualTo(302);

    assertThat(layer.remove("k", new Version(200, 1), Duration.ofSeconds(1))).isTrue();
    clock.advance(Duration.ofSeconds(2));
    assertThat(layer.read("k")).isEmpty();
    assertThat(layer.bytes()).isZero();
  }

  @Test
  void list_inTheOrderOfUtf8() {
    for (String key : new String[] {"\ud83d\ude00", "\uffee", "a", "\u00e9"}) {
      layer.write(key, entry(1));
    }

    assertThat(layer.list("", 10, "").keys())
        .extracting(Listing.Key::key)
        .containsExactly("a", "\u00e9", "\uffee", "\ud83d\ude00");
  }

  @Test
  void bound_notPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryLayer.ofMaxBytes(0))
        .withMessage("maxBytes must be positive: 0");
  }
}
