package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A cache is a map, a clock and nothing else, whatever happens in which order. */
class CacheModelTest {

  private enum Kind {
    PUT,
    LOAD,
    LOAD_ALL,
    REMOVE,
    INVALIDATE,
    CLEAR,
    PASS
  }

  private record Step(Kind kind, String key, String tag, int seconds) {}

  private record Known(String value, Set<String> tags, long end) {}

  /** What a cache should do, naively. */
  private static final class Model {
    private final Map<String, Known> entries = new HashMap<>();
    private long now;

    Optional<String> find(String key) {
      Known known = entries.get(key);
      return known == null || now >= known.end ? Optional.empty() : Optional.of(known.value);
    }

    void put(String key, String value, String tag, int seconds) {
      entries.put(key, new Known(value, Set.of(tag), now + seconds));
    }

    void apply(Step step) {
      switch (step.kind) {
        case REMOVE -> entries.remove(step.key);
        case INVALIDATE -> entries.values().removeIf(known -> known.tags.contains(step.tag));
        case CLEAR -> entries.clear();
        case PASS -> now += step.seconds;
        case PUT, LOAD, LOAD_ALL -> throw new AssertionError(step.kind);
      }
    }
  }

  @Property(tries = 300)
  void memoryAlone_agreesWithTheModel(@ForAll("steps") List<Step> steps) {
    var clock = TestClock.create();
    try (Caches caches = Caches.of(clock)) {
      Cache<String, String> cache =
          caches.create("model", EntryOptions.of(Duration.ofSeconds(1)).withJitter(0));
      run(steps, clock, cache);
    }
  }

  /** What one node does, another that shares the layer sees when it has nothing in memory. */
  @Property(tries = 200)
  void layer_agreesWithTheModel(@ForAll("steps") List<Step> steps) {
    var clock = TestClock.create();
    MemoryLayer layer = MemoryLayer.of(1 << 20, clock::nanos);
    EntryOptions options = EntryOptions.of(Duration.ofSeconds(1)).withJitter(0);
    try (Caches one = Caches.of(clock);
        Caches two = Caches.of(clock)) {
      Cache<String, String> writing =
          one.builder("model", options, Codec.strings()).layers(layer).build();
      run(steps, clock, writing);
      EntryOptions bare = options.withSkips(EntryOptions.Skip.MEMORY_WRITE);
      Cache<String, String> reading =
          two.builder("model", bare, Codec.strings()).layers(layer).build();
      compareAll(steps, writing, reading);
    }
  }

  private static void compareAll(
      List<Step> steps, Cache<String, String> writing, Cache<String, String> read) {
    for (Step step : steps) {
      assertThat(read.lookup(step.key).toOptional())
          .isEqualTo(writing.lookup(step.key).toOptional());
    }
  }

  private static void run(List<Step> steps, TestClock clock, Cache<String, String> cache) {
    var model = new Model();
    int number = 0;
    for (Step step : steps) {
      String value = "value " + number++;
      EntryOptions options =
          cache.options().withTtl(Duration.ofSeconds(step.seconds)).withTags(step.tag);
      switch (step.kind) {
        case PUT -> {
          cache.put(step.key, value, options);
          model.put(step.key, value, step.tag, step.seconds);
        }
        case LOAD -> {
          String got = cache.get(step.key, (k, c) -> value, options);
          assertThat(got).isEqualTo(model.find(step.key).orElse(value));
          if (model.find(step.key).isEmpty()) {
            model.put(step.key, value, step.tag, step.seconds);
          }
        }
        case LOAD_ALL -> loadAll(cache, model, value, options, step);
        case REMOVE -> cache.remove(step.key);
        case INVALIDATE -> cache.invalidateTag(step.tag);
        case CLEAR -> cache.clear();
        case PASS -> clock.advance(Duration.ofSeconds(step.seconds));
      }
      if (!List.of(Kind.PUT, Kind.LOAD, Kind.LOAD_ALL).contains(step.kind)) {
        model.apply(step);
      }
      for (String key : List.of("a", "b", "c")) {
        assertThat(cache.lookup(key).toOptional()).as(key).isEqualTo(model.find(key));
      }
    }
  }

  private static void loadAll(
      Cache<String, String> cache, Model model, String value, EntryOptions options, Step step) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String key : List.of("c", step.key, "a")) {
      expected.put(key, model.find(key).orElse(value));
    }
    assertThat(
            cache.getAll(
                List.of("c", step.key, "a"),
                missing -> missing.stream().collect(Collectors.toMap(key -> key, key -> value)),
                options))
        .isEqualTo(expected);
    for (String key : expected.keySet()) {
      if (model.find(key).isEmpty()) {
        model.put(key, value, step.tag, step.seconds);
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(4, Kind.PUT),
                Tuple.of(4, Kind.LOAD),
                Tuple.of(2, Kind.LOAD_ALL),
                Tuple.of(2, Kind.REMOVE),
                Tuple.of(2, Kind.INVALIDATE),
                Tuple.of(1, Kind.CLEAR),
                Tuple.of(3, Kind.PASS)),
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("t", "u"),
            Arbitraries.integers().between(1, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
