package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.MemoryBackplane;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the application gives to a cache may throw anything, errors too, and return null. */
class UserCodeTest {

  private static final EntryOptions MINUTE = EntryOptions.of(Duration.ofMinutes(1)).withJitter(0);

  private final TestClock clock = TestClock.create();
  private final Caches caches = Caches.of(clock);
  private final Caches otherNode = Caches.of(clock);
  private final MemoryLayer layer = MemoryLayer.of(1 << 20, clock::nanos);
  private final MemoryBackplane backplane = MemoryBackplane.create();

  @AfterEach
  void close() {
    caches.close();
    otherNode.close();
    layer.close();
  }

  /** A codec that writes and reads "deep" like a structure that is too deep for the stack. */
  private static final class DeepCodec implements Codec<String> {

    @Override
    public String id() {
      return "deep";
    }

    @Override
    public byte[] encode(String value) {
      if (value.equals("deep")) {
        throw new StackOverflowError();
      }
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    @SuppressWarnings("NullAway") // as a codec without these checks may
    public String decode(byte[] bytes) {
      String value = new String(bytes, StandardCharsets.UTF_8);
      if (value.equals("deeper")) {
        throw new StackOverflowError();
      }
      return value.equals("nothing") ? null : value;
    }
  }

  private Cache<String, String> cache(Caches node) {
    return node.builder("test", MINUTE, new DeepCodec()).layers(layer).backplane(backplane).build();
  }

  @Test
  void encode_throwsError_valueIsInMemoryOnly() {
    Cache<String, String> a = cache(caches);
    Cache<String, String> b = cache(otherNode);
    a.put("put", "old");
    assertThat(b.lookup("put").toOptional()).hasValue("old");

    a.put("put", "deep");

    assertThat(a.lookup("put").toOptional()).hasValue("deep");
    assertThat(b.lookup("put")).isInstanceOf(Lookup.Miss.class);
    assertThat(a.get("loaded", (key, c) -> "deep")).isEqualTo("deep");
    assertThat(a.getAll(List.of("bulk"), keys -> Map.of("bulk", "deep")))
        .containsExactly(Map.entry("bulk", "deep"));
    assertThat(a.stats().notEncoded()).isEqualTo(3);
  }

  @Test
  void decode_throwsErrorOrReturnsNull_isAMiss() {
    Cache<String, String> a = cache(caches);
    Cache<String, String> b = cache(otherNode);
    List<String> values = List.of("deeper", "nothing");
    values.forEach(value -> a.put(value, value));

    for (String value : values) {
      assertThat(b.lookup(value)).isInstanceOf(Lookup.Miss.class);
      assertThat(b.get(value, (key, c) -> "loaded")).isEqualTo("loaded");
    }
    assertThat(b.stats().corrupt()).isEqualTo(4);
    assertThat(b.getAll(values, keys -> Map.of())).hasSize(2);
  }

  @Test
  void weigher_throwsError_valueIsNotKept() {
    Cache<String, String> cache =
        caches
            .<String, String>builder("weighed", MINUTE)
            .maxWeight(
                10,
                (key, value) -> {
                  throw new StackOverflowError();
                })
            .build();

    cache.put("k", "put");
    assertThat(cache.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(cache.get("k", (key, c) -> "loaded")).isEqualTo("loaded");
    assertThat(cache.stats().notKept()).isEqualTo(2);
  }

  @Test
  void listener_throwsError_hearsOfTheNextEvent() {
    Cache<String, String> cache = caches.create("heard", MINUTE);
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    cache.listen(event -> {
      heard.add(event.key().orElseThrow());
      throw new AssertionError("listener");
    });

    cache.get("a", (key, c) -> "v");
    cache.get("b", (key, c) -> "v");

    Waiting.until(() -> heard.equals(List.of("a", "b")));
  }

  @Test
  void loader_throwsError_isTheCause() {
    Cache<String, String> cache = caches.create("failing", MINUTE);

    assertThatThrownBy(() ->
            cache.get(
                "k",
                (key, c) -> {
                  throw new StackOverflowError();
                }))
        .isInstanceOf(CacheLoadException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(cache.get("k", (key, c) -> "v")).isEqualTo("v");
  }

  /** A layer of which every call fails by an error. */
  private static final class BrokenLayer implements Layer {

    @Override
    public Optional<Stored> read(String key) {
      throw new NoClassDefFoundError("driver");
    }

    @Override
    public boolean write(String key, Stored entry) {
      throw new NoClassDefFoundError("driver");
    }

    @Override
    public boolean remove(String key, Version version, Duration memory) {
      throw new NoClassDefFoundError("driver");
    }

    @Override
    public Listing list(String prefix, int limit, String cursor) {
      throw new NoClassDefFoundError("driver");
    }

    @Override
    public Optional<Duration> timeLimit() {
      return Optional.of(Duration.ofSeconds(1));
    }

    @Override
    public void close() {}
  }

  @Test
  void layer_throwsError_neverFailsACall() {
    Cache<String, String> cache =
        caches.builder("layered", MINUTE, Codec.strings()).layers(new BrokenLayer()).build();

    cache.put("k", "v");

    assertThat(cache.lookup("k").toOptional()).hasValue("v");
    assertThat(cache.get("loaded", (key, c) -> "v")).isEqualTo("v");
  }

  static KeyFormat<String> brokenFormat() {
    return KeyFormat.of(
        key -> {
          throw new IllegalStateException("no text for a key");
        },
        text -> text);
  }

  @Test
  void keyFormat_throws_isTheCauseWhereAnotherThreadLooks() {
    // The caller does not look itself if layers may take longer than it waits.
    Cache<String, String> cache =
        caches
            .builder("broken", MINUTE, brokenFormat(), Codec.strings())
            .layers(layer)
            .layerTimeout(Duration.ofHours(1))
            .build();

    assertThatThrownBy(() -> cache.get("k", (key, c) -> "v"))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseMessage("no text for a key");
    assertThatThrownBy(() -> cache.getAll(List.of("k"), keys -> Map.of("k", "v")))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseMessage("no text for a key");
  }

  @Test
  void copier_throws_isTheCause() {
    Cache<String, StringBuilder> cache =
        caches
            .<String, StringBuilder>builder("copied", MINUTE)
            .copying(value -> {
              if (value.length() > 3) {
                throw new IllegalStateException("no copy");
              }
              return new StringBuilder(value);
            })
            .build();

    assertThatThrownBy(() -> cache.get("k", (key, c) -> new StringBuilder("long")))
        .isInstanceOf(CacheLoadException.class)
        .hasRootCauseMessage("no copy");
    assertThat(cache.get("k", (key, c) -> new StringBuilder("ok"))).hasToString("ok");
  }
}
