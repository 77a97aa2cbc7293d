package dev.toolkit.cache.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.CacheException;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.codec.JacksonCodec;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.testing.ChaosLayer;
import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KvTest {

  private final TestClock clock = TestClock.create();
  private final MemoryLayer memory = MemoryLayer.of(256 << 20, clock::nanos);
  private final ChaosLayer layer = ChaosLayer.over(memory);
  private final Kv kv = Kv.of(layer, "test", clock);

  @Test
  void get_whatWasPut() {
    assertThat(kv.get("k")).isEmpty();
    kv.put("k", "one");
    assertThat(kv.get("k")).hasValue("one");
    kv.put("k", "");
    assertThat(kv.get("k")).hasValue("");
    kv.delete("k");
    assertThat(kv.get("k")).isEmpty();
    kv.delete("k");
    kv.put("k", "two");
    assertThat(kv.get("k")).hasValue("two");
  }

  record Point(int x, int y) {}

  @Test
  void get_byCodec() {
    Codec<Point> json = JacksonCodec.of(Point.class);
    kv.put("p", new Point(1, 2), json, KvPut.defaults());
    kv.put("b", new byte[] {0, -1}, Codec.bytes(), KvPut.defaults());

    assertThat(kv.get("p", json)).hasValue(new Point(1, 2));
    assertThat(kv.get("p")).hasValue("{\"x\":1,\"y\":2}");
    assertThat(kv.get("b", Codec.bytes()).orElseThrow()).containsExactly(0, -1);
    assertThatThrownBy(() -> kv.get("b"))
        .isInstanceOf(CacheException.class)
        .hasMessage("Layer or codec of kv:test: failed: java.nio.charset.MalformedInputException");
  }

  @Test
  void getWithMetadata_readsBoth() {
    kv.put("k", "v", KvPut.defaults().metadata("{\"a\":1}").expirationTtl(Duration.ofHours(1)));
    kv.put("plain", "v");

    KvEntry<String> entry = kv.getWithMetadata("k").orElseThrow();
    assertThat(entry.value()).isEqualTo("v");
    assertThat(entry.metadata()).hasValue("{\"a\":1}");
    assertThat(entry.expiration()).hasValue(clock.instant().plusSeconds(3_600));
    assertThat(kv.getWithMetadata("plain").orElseThrow().metadata()).isEmpty();
    assertThat(kv.getWithMetadata("plain").orElseThrow().expiration()).isEmpty();
    assertThat(kv.getWithMetadata("missing")).isEmpty();
  }

  @Test
  void expirationTtl_longerThanAnythingIsKept() {
    kv.put("k", "v", KvPut.defaults().expirationTtl(Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(kv.get("k")).hasValue("v");
  }

  @Test
  void expirationTtl_ends() {
    kv.put("k", "v", KvPut.defaults().expirationTtl(Duration.ofMinutes(1)));

    clock.advance(Duration.ofMillis(59_999));
    assertThat(kv.get("k")).hasValue("v");
    clock.advance(Duration.ofMillis(1));
    assertThat(kv.get("k")).isEmpty();
  }

  @Test
  void expiration_endsAtTheMoment() {
    Instant end = clock.instant().plusSeconds(90);
    kv.put("k", "v", KvPut.defaults().expiration(end));
    kv.put("both", "v", KvPut.defaults().expiration(end).expirationTtl(Duration.ofMinutes(5)));

    clock.advance(Duration.ofSeconds(90));
    assertThat(kv.get("k")).isEmpty();
    assertThat(kv.get("both")).as("the ttl counts").hasValue("v");
    clock.advance(Duration.ofSeconds(210));
    assertThat(kv.get("both")).isEmpty();
  }

  @Test
  void put_replacesLifetimeAndMetadata() {
    kv.put("k", "v", KvPut.defaults().metadata("m").expirationTtl(Duration.ofMinutes(1)));
    kv.put("k", "w");
    clock.advance(Duration.ofDays(365));

    assertThat(kv.getWithMetadata("k").orElseThrow().metadata()).isEmpty();
  }

  @Test
  void minTtl_isAMinuteUnlessSaidOtherwise() {
    KvPut brief = KvPut.defaults().expirationTtl(Duration.ofSeconds(59));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.put("k", "v", brief))
        .withMessage("expirationTtl must be at least PT1M: found PT59S");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> kv.put("k", "v", KvPut.defaults().expiration(clock.instant().plusSeconds(3))))
        .withMessage("expiration must be at least PT1M ahead: found PT3S");

    kv.withMinTtl(Duration.ofSeconds(1)).put("k", "v", brief);
    assertThat(kv.get("k")).hasValue("v");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void keys_refused(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.get(key))
        .withMessage("Key must not be \"\", \".\" or \"..\": found \"" + key + "\"");
  }

  @Test
  void keys_limits() {
    kv.put("é".repeat(256), "512 bytes");
    assertThat(kv.get("é".repeat(256))).hasValue("512 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.put("é".repeat(256) + "x", "v"))
        .withMessage("Key must be at most 512 bytes of UTF-8: found 513");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.put("a\ud83d", "v"))
        .withMessage("Key has an unpaired surrogate at index 1");
    kv.put("a b\r\n/{x}*", "odd");
    assertThat(kv.get("a b\r\n/{x}*")).hasValue("odd");
  }

  @Test
  void values_limits() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> kv.put("k", new byte[Kv.MAX_VALUE_BYTES + 1], Codec.bytes(), KvPut.defaults()))
        .withMessage("Value must be at most 26214400 bytes: found 26214401");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KvPut.defaults().metadata("é".repeat(513)))
        .withMessage("Metadata must be at most 1024 bytes of UTF-8: found 1026");
  }

  @Test
  void namespaces_areApart() {
    Kv other = Kv.of(layer, "test2", clock);
    kv.put("k", "v");

    assertThat(other.get("k")).isEmpty();
    assertThat(other.list(KvQuery.all()).names()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Kv.of(layer, "a:b"));
  }

  @Test
  void getAll_inTheOrderOfTheKeys() {
    kv.put("a", "A");
    kv.put("c", "C");

    assertThat(kv.getAll(List.of("c", "b", "a", "c")))
        .containsExactly(java.util.Map.entry("c", "C"), java.util.Map.entry("a", "A"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.getAll(Collections.nCopies(101, "k")))
        .withMessage("At most 100 keys can be read at a time: found 101");
  }

  @Test
  void scenario43_list() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      String key = String.format("page:%04d", i);
      expected.add(key);
      kv.put(key, "v", KvPut.defaults().metadata("m" + i));
    }
    kv.put("pagf", "not listed");

    List<String> found = new ArrayList<>();
    KvQuery query = KvQuery.prefix("page:").limit(1_000);
    KvList page = kv.list(query);
    int pages = 1;
    found.addAll(page.names());
    while (!page.isComplete()) {
      page = kv.list(query.after(page.cursor().orElseThrow()));
      found.addAll(page.names());
      pages++;
    }

    assertThat(pages).isEqualTo(3);
    assertThat(found).isEqualTo(expected);
    assertThat(kv.list(KvQuery.prefix("page:0007")).keys().get(0).metadata()).hasValue("m7");
  }

  @Test
  void scenario43_list_prefixIsLiteralAndExpiredAreLeftOut() {
    kv.put("a*?[]\\b", "v");
    kv.put("axxxxxb", "v");
    kv.put("brief", "v", KvPut.defaults().expirationTtl(Duration.ofMinutes(1)));

    assertThat(kv.list(KvQuery.prefix("a*?[]\\")).names()).containsExactly("a*?[]\\b");
    assertThat(kv.list(KvQuery.prefix("brief")).keys().get(0).expiration())
        .hasValue(clock.instant().plusSeconds(60));
    clock.advance(Duration.ofMinutes(1));
    assertThat(kv.list(KvQuery.all()).names()).containsExactly("a*?[]\\b", "axxxxxb");
  }

  @Test
  void list_limitsAndCursors() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KvQuery.all().limit(1_001))
        .withMessage("limit must be between 1 and 1000: 1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kv.list(KvQuery.all().after("!")))
        .withMessage("Cursor is not one that a page gave: found 1 characters");
  }

  @Test
  void layerFails_soDoesTheCall() {
    layer.fail();

    assertThatThrownBy(() -> kv.get("k"))
        .isInstanceOf(CacheException.class)
        .hasMessage("Layer or codec of kv:test: failed: java.io.IOException")
        .hasRootCauseMessage("Layer was made to fail");
    assertThatThrownBy(() -> kv.put("k", "v")).isInstanceOf(CacheException.class);
  }

  @Test
  void put_behindAnotherNodesClock_winsAllTheSame() {
    TestClock ahead = TestClock.create();
    ahead.jump(Duration.ofMinutes(5));
    Kv.of(layer, "test", ahead).put("k", "from the future");

    kv.put("k", "later");

    assertThat(kv.get("k")).hasValue("later");
    Kv.of(layer, "test", ahead).put("d", "from the future");
    Kv.of(layer, "test", clock).delete("d");
    assertThat(kv.get("d")).isEmpty();
  }
}
