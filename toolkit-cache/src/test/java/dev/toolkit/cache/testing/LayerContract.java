package dev.toolkit.cache.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every layer promises, as tests: a test class of a layer implements this.
 *
 * <p>Implementations are used by one thread at a time.
 *
 * @since 0.1.0
 */
public interface LayerContract {

  /** Returns the layer under test, empty at first and the same for each call in one test. */
  Layer layer() throws Exception;

  /** Lets the layer's time pass. */
  void advance(Duration duration) throws Exception;

  private static Version version(int stamp) {
    return new Version(stamp, 7);
  }

  private static Stored entry(int stamp, String body) {
    return Stored.of(
        version(stamp),
        Duration.ofSeconds(10),
        ("head of " + body).getBytes(StandardCharsets.UTF_8),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private String body(String key) throws Exception {
    return layer()
        .read(key)
        .map(stored -> new String(stored.body(), StandardCharsets.UTF_8))
        .orElse("none");
  }

  @Test
  default void read_nothingThere() throws Exception {
    assertThat(layer().read("k")).isEmpty();
    assertThat(layer().readHead("k")).isEmpty();
  }

  @Test
  default void read_whatWasWritten() throws Exception {
    assertThat(layer().write("k", entry(1, "one"))).isTrue();

    Stored stored = layer().read("k").orElseThrow();
    assertThat(stored.version()).isEqualTo(version(1));
    assertThat(stored.body()).asString(StandardCharsets.UTF_8).isEqualTo("one");
    assertThat(stored.head()).asString(StandardCharsets.UTF_8).isEqualTo("head of one");
    assertThat(stored.remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  @Test
  default void readHead_hasHeadAndVersion() throws Exception {
    layer().write("k", entry(1, "one"));

    Stored stored = layer().readHead("k").orElseThrow();
    assertThat(stored.version()).isEqualTo(version(1));
    assertThat(stored.head()).asString(StandardCharsets.UTF_8).isEqualTo("head of one");
  }

  @Test
  default void readAll_thoseThatAreThere() throws Exception {
    layer().write("a", entry(1, "A"));
    layer().write("c", entry(1, "C"));

    Map<String, Stored> found = layer().readAll(List.of("a", "b", "c"));
    assertThat(found).containsOnlyKeys("a", "c");
    assertThat(found.get("c").body()).asString(StandardCharsets.UTF_8).isEqualTo("C");
  }

  @Test
  default void writeAll_eachIfNewer() throws Exception {
    layer().write("older", entry(1, "one"));
    layer().write("newer", entry(3, "three"));
    layer().remove("gone", version(3), Duration.ofSeconds(30));
    Map<String, Stored> entries =
        Map.of(
            "older", entry(2, "two"),
            "newer", entry(2, "two"),
            "gone", entry(2, "two"),
            "none", entry(2, "two"));

    assertThat(layer().writeAll(entries)).containsExactlyInAnyOrder("older", "none");
    assertThat(List.of(body("older"), body("newer"), body("gone"), body("none")))
        .isEqualTo(List.of("two", "three", "none", "two"));
  }

  @Test
  default void writeAll_withNotices_eachIfNewer() throws Exception {
    layer().write("newer", entry(3, "three"));
    Map<String, Notice> notices =
        Map.of(
            "newer", Notice.key("cache", "newer", version(2)),
            "none", Notice.key("cache", "none", version(2)));

    assertThat(layer().writeAll(Map.of("newer", entry(2, "two"), "none", entry(2, "two")), notices))
        .containsExactly("none");
    assertThat(body("none")).isEqualTo("two");
  }

  @Test
  default void readAll_moreThanOneBatch() throws Exception {
    Map<String, Stored> entries = new LinkedHashMap<>();
    for (int i = 0; i < 2 * layer().batchSize() + 1; i++) {
      entries.put("k" + i, entry(1, "value " + i));
    }

    assertThat(layer().writeAll(entries)).hasSameSizeAs(entries.keySet());
    Map<String, Stored> found = layer().readAll(entries.keySet());
    assertThat(found).hasSameSizeAs(entries);
    found.forEach((key, stored) -> assertThat(stored.body()).isEqualTo(entries.get(key).body()));
  }

  @Test
  default void write_newerWins() throws Exception {
    layer().write("k", entry(1, "one"));

    assertThat(layer().write("k", entry(2, "two"))).isTrue();
    assertThat(body("k")).isEqualTo("two");
  }

  @Test
  default void write_olderOrEqualLoses() throws Exception {
    layer().write("k", entry(2, "two"));

    assertThat(layer().write("k", entry(1, "one"))).isFalse();
    assertThat(layer().write("k", entry(2, "other"))).isFalse();
    assertThat(body("k")).isEqualTo("two");
  }

  @Test
  default void write_equalStampsAreDecidedByTheNode() throws Exception {
    Stored low = Stored.of(new Version(1, 1), Duration.ofSeconds(10), new byte[0], new byte[] {1});
    Stored high =
        Stored.of(new Version(1, -1), Duration.ofSeconds(10), new byte[0], new byte[] {2});

    assertThat(layer().write("k", low)).isTrue();
    assertThat(layer().write("k", high)).isTrue();
    assertThat(layer().write("k", low)).isFalse();
    assertThat(layer().read("k").orElseThrow().body()).containsExactly(2);
  }

  @Test
  default void remaining_shrinksAndEnds() throws Exception {
    layer().write("k", entry(1, "one"));

    advance(Duration.ofSeconds(7));
    assertThat(layer().read("k").orElseThrow().remaining())
        .isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));

    advance(Duration.ofSeconds(3));
    assertThat(layer().read("k")).isEmpty();
  }

  @Test
  default void write_overAnExpiredEntryWhateverItsVersion() throws Exception {
    layer().write("k", entry(5, "five"));
    advance(Duration.ofSeconds(11));

    assertThat(layer().write("k", entry(1, "one"))).isTrue();
    assertThat(body("k")).isEqualTo("one");
  }

  @Test
  default void remove_isRemembered() throws Exception {
    layer().write("k", entry(1, "one"));

    assertThat(layer().remove("k", version(3), Duration.ofSeconds(30))).isTrue();
    assertThat(layer().read("k")).isEmpty();
    assertThat(layer().write("k", entry(2, "late"))).isFalse();
    assertThat(layer().write("k", entry(4, "four"))).isTrue();
    assertThat(body("k")).isEqualTo("four");
  }

  @Test
  default void remove_olderThanTheEntry() throws Exception {
    layer().write("k", entry(5, "five"));

    assertThat(layer().remove("k", version(4), Duration.ofSeconds(30))).isFalse();
    assertThat(body("k")).isEqualTo("five");
  }

  @Test
  default void remove_memoryEnds() throws Exception {
    layer().remove("k", version(3), Duration.ofSeconds(30));
    advance(Duration.ofSeconds(31));

    assertThat(layer().write("k", entry(1, "one"))).isTrue();
  }

  @Test
  default void bytes_anyValue() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    layer().write("k", Stored.of(version(1), Duration.ofSeconds(10), all, all));
    layer().write("e", Stored.of(version(1), Duration.ofSeconds(10), new byte[0], new byte[0]));

    assertThat(layer().read("k").orElseThrow().head()).isEqualTo(all);
    assertThat(layer().read("k").orElseThrow().body()).isEqualTo(all);
    assertThat(layer().read("e").orElseThrow().body()).isEmpty();
  }

  @Test
  default void keys_anyTextAndCaseCounts() throws Exception {
    List<String> keys =
        List.of(
            "k", "K", "k ", "k\0", "k\r\n", "k*", "k?", "k%", "k_", "{k}", "ключ", "\ud83d\ude00");
    for (int i = 0; i < keys.size(); i++) {
      layer().write(keys.get(i), entry(1, "value " + i));
    }

    for (int i = 0; i < keys.size(); i++) {
      assertThat(body(keys.get(i))).isEqualTo("value " + i);
    }
  }

  @Test
  default void list_pagesWithoutDuplicatesOrGaps() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String key = String.format("list:%02d", i);
      expected.add(key);
      layer().write(key, entry(1, "x"));
    }
    layer().write("lisu", entry(1, "x"));
    layer().write("lis", entry(1, "x"));

    List<String> found = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Listing page = layer().list("list:", 10, cursor);
      assertThat(page.keys()).hasSizeLessThanOrEqualTo(10);
      page.keys().forEach(key -> found.add(key.key()));
      cursor = page.cursor().orElse("");
      pages++;
    } while (!cursor.isEmpty() && pages < 100);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  default void list_hasHeadsAndNoRemovedOrExpired() throws Exception {
    layer().write("p:gone", entry(1, "gone"));
    layer().remove("p:gone", version(2), Duration.ofSeconds(60));
    layer().write("p:old", entry(1, "old"));
    advance(Duration.ofSeconds(11));
    layer().write("p:new", entry(3, "new"));

    Listing page = layer().list("p:", 10, "");
    assertThat(page.keys()).extracting(Listing.Key::key).containsExactly("p:new");
    assertThat(page.keys().get(0).entry().head())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("head of new");
    assertThat(page.cursor()).isEmpty();
  }

  @Test
  default void list_prefixIsLiteral() throws Exception {
    List<String> special = List.of("a*b", "a?b", "a[x]b", "a\\b", "a%b", "a_b");
    for (String key : special) {
      layer().write(key, entry(1, "x"));
    }
    layer().write("aXb", entry(1, "x"));

    for (String key : special) {
      assertThat(layer().list(key.substring(0, 2), 10, "").keys())
          .extracting(Listing.Key::key)
          .containsExactly(key);
    }
  }

  @Test
  default void write_atOnceKeepsTheNewest() throws Exception {
    Layer layer = layer();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 20; round++) {
        String key = "race" + round;
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int stamp = 1; stamp <= 8; stamp++) {
          Stored entry = entry(stamp, "value " + stamp);
          writers.add(() -> layer.write(key, entry));
        }
        for (Future<Boolean> writer : threads.invokeAll(writers)) {
          writer.get();
        }
        assertThat(body(key)).isEqualTo("value 8");
      }
    }
  }
}
