package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.codec.JacksonCodec;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.MemoryBackplane;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.ChaosLayer;
import dev.toolkit.cache.testing.RecordingBackplane;
import dev.toolkit.cache.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** The acceptance scenarios that need a layer of bytes, by their numbers: over one in memory. */
class LayerScenariosTest {

  private static final EntryOptions TEN_SECONDS =
      EntryOptions.of(Duration.ofSeconds(10)).withJitter(0);

  private final TestClock clock = TestClock.create();
  private final MemoryLayer memory = MemoryLayer.of(64 << 20, clock::nanos);
  private final ChaosLayer layer = ChaosLayer.over(memory);
  private final RecordingBackplane backplane = RecordingBackplane.over(MemoryBackplane.create());
  private final List<Caches> nodes = new ArrayList<>();
  private final CountingLoader loader = new CountingLoader();

  @AfterEach
  void close() {
    loader.openGate();
    nodes.forEach(Caches::close);
    layer.close();
  }

  private CacheBuilder<String, String> node(EntryOptions options) {
    return node(options, Codec.strings());
  }

  /** Returns a node with a memory of its own, which shares layer and backplane with the others. */
  private <V> CacheBuilder<String, V> node(EntryOptions options, Codec<V> codec) {
    Caches caches = Caches.of(clock);
    nodes.add(caches);
    return caches.builder("test", options, codec).layers(layer).backplane(backplane);
  }

  /** Returns the keys of the entries in the layer, without those of markers. */
  private List<String> keys() {
    return memory.list("", 1_000, "").keys().stream()
        .map(Listing.Key::key)
        .filter(key -> key.contains(":v1:"))
        .toList();
  }

  @Test
  void scenario25_readThrough() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(b.get("k", loader)).isEqualTo("v1");
    assertThat(loader.calls()).isEqualTo(1);
    int reads = layer.reads();
    assertThat(b.get("k", loader)).isEqualTo("v1");
    assertThat(layer.reads()).isEqualTo(reads);
    assertThat(b.stats().layerHits()).isEqualTo(1);
  }

  /** A layer that lets something happen right before it removes an entry. */
  private record BeforeRemoval(MemoryLayer layer, Runnable action) implements Layer {
    @Override
    public Optional<Stored> read(String key) {
      return layer.read(key);
    }

    @Override
    public boolean write(String key, Stored entry) {
      return layer.write(key, entry);
    }

    @Override
    public boolean remove(String key, Version version, Duration remembered) {
      action.run();
      return layer.remove(key, version, remembered);
    }

    @Override
    public Listing list(String prefix, int limit, String cursor) {
      return layer.list(prefix, limit, cursor);
    }

    @Override
    public void close() {}
  }

  @Test
  void remove_whileOthersReadTheLayer_isSeenAfterwards() {
    List<String> meanwhile = new ArrayList<>();
    List<Cache<String, String>> caches = new ArrayList<>();
    var slow =
        new BeforeRemoval(
            memory, () -> meanwhile.add(caches.getFirst().get("k", (key, c) -> "other")));
    Caches node = Caches.of(clock);
    nodes.add(node);
    Cache<String, String> cache =
        node.builder("test", TEN_SECONDS, Codec.strings()).layers(slow).build();
    caches.add(cache);
    cache.put("k", "old");

    cache.remove("k");

    assertThat(meanwhile).containsExactly("old");
    assertThat(cache.get("k", (key, c) -> "new")).isEqualTo("new");
  }

  @Test
  void scenario26_remainingTtl() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    a.put("k", "v");
    clock.advance(Duration.ofSeconds(7));
    b.get("k", loader);

    assertThat(b.explain("k").expiresIn()).hasValue(Duration.ofSeconds(3));
    assertThat(b.explain("k").age()).hasValue(Duration.ofSeconds(7));
    clock.advance(Duration.ofSeconds(3));
    assertThat(b.lookup("k")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario26_staleTimeCrossesTheLayer() {
    EntryOptions failSafe = TEN_SECONDS.withStaleOnError(Duration.ofMinutes(1));
    node(failSafe).build().put("k", "v");
    clock.advance(Duration.ofSeconds(15));
    Cache<String, String> b = node(failSafe).build();
    loader.fail();

    assertThat(b.lookup("k", loader))
        .isEqualTo(new Lookup.Hit<>("v", Duration.ofSeconds(15), true));
    assertThat(b.get("k", loader)).isEqualTo("v");
    assertThat(loader.calls()).as("throttled after one failure").isEqualTo(1);
    clock.advance(Duration.ofSeconds(56));
    assertThatThrownBy(() -> b.get("k", loader)).isInstanceOf(CacheLoadException.class);
  }

  @Test
  void scenario26_timesBeyondWhatALayerKeeps() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    Duration age = Stored.LONGEST.multipliedBy(2);
    List<EntryOptions> all =
        List.of(
            TEN_SECONDS.withStaleOnError(forever),
            TEN_SECONDS.withStaleOnError(age),
            TEN_SECONDS.withTtl(age),
            TEN_SECONDS.withTtl(age).withStaleOnError(age).withEagerAt(0.5),
            TEN_SECONDS.withTtl(forever).withStaleOnError(forever),
            TEN_SECONDS.withMemoryTtl(forever).withHardTimeout(forever).withNodeLock(forever));
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).layerTimeout(forever).build();

    for (EntryOptions options : all) {
      assertThat(a.get("k", (key, c) -> "v", options)).isEqualTo("v");
      assertThat(b.lookup("k").toOptional()).as(options.toString()).hasValue("v");
      assertThat(b.explain("k").expiresIn().orElseThrow())
          .isGreaterThanOrEqualTo(Collections.min(List.of(options.ttl(), Stored.LONGEST)));
      a.remove("k");
    }
  }

  @Test
  void scenario27_memoryTtl() {
    Cache<String, String> a = node(TEN_SECONDS.withMemoryTtl(Duration.ofSeconds(1))).build();
    a.get("k", loader);
    // The first entry from a layer makes the node ask once whether the cache was cleared.
    clock.advance(Duration.ofSeconds(1));
    a.get("k", loader);
    int reads = layer.reads();
    a.get("k", loader);
    assertThat(layer.reads()).isEqualTo(reads);

    clock.advance(Duration.ofSeconds(1));
    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(layer.reads()).isEqualTo(reads + 1);
    assertThat(loader.calls()).isEqualTo(1);
  }

  @Test
  void scenario28_invalidateReaches() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    a.get("k", loader);
    b.get("k", loader);

    a.remove("k");

    assertThat(b.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(keys()).isEmpty();
  }

  @Test
  void scenario29_updateReaches() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    Cache<String, String> c = node(TEN_SECONDS).build();
    a.put("k", "v1");
    b.get("k", loader);
    int reads = layer.reads();

    a.put("k", "v2");

    assertThat(layer.reads()).as("nobody reads because of a notice").isEqualTo(reads);
    assertThat(b.get("k", loader)).isEqualTo("v2");
    assertThat(c.explain("k").state()).isEqualTo(Explanation.State.MISSING);
    assertThat(backplane.notices())
        .extracting(Notice::kind, Notice::subject)
        .containsOnly(org.assertj.core.api.Assertions.tuple(Notice.Kind.KEY, "k"));
  }

  @Test
  void scenario30_ownNoticesIgnored() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    a.put("k", "v1");
    int reads = layer.reads();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(layer.reads()).isEqualTo(reads);
  }

  @Test
  void scenario32_noticeDuringFill_keepsTheOldValueOut() throws Exception {
    Cache<String, String> a = node(TEN_SECONDS).build();
    a.put("k", "v1");
    var read = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Caches caches = Caches.of(clock);
    nodes.add(caches);
    Cache<String, String> b =
        caches
            .builder("test", TEN_SECONDS, Codec.strings())
            .layers(new SlowReads(memory, read, goOn))
            .layerTimeout(Duration.ofSeconds(10))
            .backplane(backplane)
            .build();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Lookup<String>> reader = threads.submit(() -> b.lookup("k"));
      Waiting.require(read);
      a.put("k", "v2");
      goOn.countDown();
      assertThat(reader.get(10, TimeUnit.SECONDS).toOptional()).hasValue("v1");
    }

    assertThat(b.lookup("k").toOptional()).hasValue("v2");
  }

  @Test
  void scenario33_olderWriteLoses() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    backplane.cutSilently();
    for (int round = 0; round < 100; round++) {
      a.put("k", "a" + round);
      b.put("k", "b" + round);
    }
    String winner = node(TEN_SECONDS).build().get("k", loader);
    backplane.mend();

    assertThat(a.get("k", loader)).isEqualTo(winner);
    assertThat(b.get("k", loader)).isEqualTo(winner);
  }

  @Test
  void scenario37_tagsReach() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    a.put("k1", "1", TEN_SECONDS.withTags("t1", "t2"));
    a.put("k2", "2", TEN_SECONDS.withTags("t2"));
    a.put("k3", "3");
    List.of("k1", "k2", "k3").forEach(key -> b.get(key, loader));
    int writes = layer.writes();

    a.invalidateTag("t2");

    assertThat(layer.writes()).isEqualTo(writes + 1);
    for (Cache<String, String> node : List.of(a, b)) {
      assertThat(node.lookup("k1")).isInstanceOf(Lookup.Miss.class);
      assertThat(node.lookup("k2")).isInstanceOf(Lookup.Miss.class);
      assertThat(node.lookup("k3")).isInstanceOf(Lookup.Hit.class);
    }
  }

  @Test
  void scenario38_writtenAfterTheInvalidation_isVisible() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    EntryOptions tagged = TEN_SECONDS.withTags("t");
    // The clock stands still: everything falls in one millisecond.
    for (int round = 0; round < 1_000; round++) {
      a.put("k", "old" + round, tagged);
      a.invalidateTag("t");
      assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
      a.put("k", "new" + round, tagged);
      assertThat(a.lookup("k").toOptional()).hasValue("new" + round);
    }
  }

  @Test
  void scenario39_nodeThatStartsLater_knowsEarlierInvalidations() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    a.put("tagged", "old", TEN_SECONDS.withTags("t"));
    a.put("plain", "kept");
    a.invalidateTag("t");
    Cache<String, String> b = node(TEN_SECONDS).build();

    assertThat(b.lookup("tagged")).isInstanceOf(Lookup.Miss.class);
    assertThat(b.lookup("plain").toOptional()).hasValue("kept");

    a.clear();
    Cache<String, String> c = node(TEN_SECONDS).build();
    assertThat(c.lookup("plain")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario42_clearReaches_andTouchesNothingElse() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    Cache<String, String> other =
        nodes.get(0).builder("other", TEN_SECONDS, Codec.strings()).layers(layer).build();
    a.put("k", "v");
    b.get("k", loader);
    other.put("k", "kept");

    a.clear();

    assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(b.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(other.lookup("k").toOptional()).hasValue("kept");
  }

  @Test
  void scenario44_prefixes() {
    Cache<String, String> a = node(TEN_SECONDS).prefix("app1").build();
    Cache<String, String> b = node(TEN_SECONDS).prefix("app2").build();
    a.put("k", "a", TEN_SECONDS.withTags("t"));
    b.put("k", "b", TEN_SECONDS.withTags("t"));

    a.invalidateTag("t");
    a.remove("k");

    assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(b.lookup("k").toOptional()).hasValue("b");
  }

  @Test
  void scenario45_keyInjection() {
    List<String> texts =
        List.of(
            "a\r\nb",
            "a\0b",
            "a b",
            "{x}",
            "*",
            "a:b",
            ":",
            "",
            "%",
            "%0025",
            "#",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\ud83e",
            "?",
            "\ufffd",
            "x".repeat(10_000),
            "x".repeat(10_001),
            "#" + "0".repeat(64));
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    for (String key : texts) {
      a.put(key, "value of " + key.hashCode());
    }

    for (String key : texts) {
      assertThat(b.lookup(key).toOptional()).hasValue("value of " + key.hashCode());
    }
    assertThat(keys()).hasSameSizeAs(texts).allMatch(key -> key.startsWith("cache:test:v1:"));
    assertThat(keys()).allMatch(key -> !key.contains("{") && key.length() <= 220);
    assertThat(keys()).noneMatch(key -> key.chars().anyMatch(c -> c < ' '));
  }

  @Test
  void scenario45_longestKeys() {
    String name = "n".repeat(100);
    var longest = new LayerKeys("p".repeat(699), name);
    for (String key : List.of("", "k".repeat(200), "k".repeat(201))) {
      assertThat(longest.entry(key).length()).isLessThanOrEqualTo(1_024);
      assertThat(longest.tag(key).length()).isLessThanOrEqualTo(1_024);
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> node(TEN_SECONDS).prefix("\u00e9".repeat(400)).build())
        .withMessage("Prefix and name of a cache must have at most 800 bytes together: found 805");
  }

  @Test
  void scenario45_namesDoNotCollide() {
    List<LayerKeys> spaces =
        List.of(
            new LayerKeys("a:b", "c"),
            new LayerKeys("a", "b:c"),
            new LayerKeys("a", "b"),
            new LayerKeys("", "a:b"),
            new LayerKeys("a%003ab", "c"));
    List<String> all = new ArrayList<>();
    for (LayerKeys space : spaces) {
      for (String key : List.of("", "k", "v1:k", "c", "c:k", "b:v1:k")) {
        all.add(space.entry(key));
        all.add(space.tag(key));
      }
      all.add(space.cleared());
    }

    assertThat(all).doesNotHaveDuplicates();
  }

  private void poison(String key, byte[] head, byte[] body) {
    Stored present = memory.read(key).orElseThrow();
    Version newer = new Version(present.version().stamp() + 1, 0);
    assertThat(memory.write(key, Stored.of(newer, Duration.ofSeconds(10), head, body))).isTrue();
  }

  @Test
  void scenario46_poisonedEntry() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    a.put("k", "v");
    String place = keys().get(0);
    Stored good = memory.read(place).orElseThrow();
    var random = new Random(7);
    byte[] garbage = new byte[200];
    random.nextBytes(garbage);
    List<byte[][]> poisons = new ArrayList<>();
    poisons.add(new byte[][] {garbage, garbage});
    poisons.add(new byte[][] {new byte[0], new byte[0]});
    poisons.add(new byte[][] {good.head(), "other".getBytes(StandardCharsets.UTF_8)});
    for (int length = 0; length < good.head().length; length++) {
      poisons.add(new byte[][] {Arrays.copyOf(good.head(), length), good.body()});
    }
    for (int i = 0; i < good.head().length; i++) {
      byte[] flipped = good.head().clone();
      flipped[i] ^= (byte) (1 + random.nextInt(255));
      poisons.add(new byte[][] {flipped, good.body()});
    }

    int loads = 0;
    for (byte[][] poison : poisons) {
      poison(place, poison[0], poison[1]);
      Cache<String, String> b = node(TEN_SECONDS).build();
      assertThat(b.get("k", loader)).isEqualTo("v" + ++loads);
      assertThat(b.stats().corrupt()).isEqualTo(1);
      // Overwritten: the next node reads what that one has loaded.
      Cache<String, String> c = node(TEN_SECONDS).build();
      assertThat(c.get("k", loader)).isEqualTo("v" + loads);
      assertThat(c.stats().corrupt()).isZero();
    }
  }

  @Test
  void scenario46_entryOfAnotherForm() {
    Cache<String, Integer> numbers = node(TEN_SECONDS, JacksonCodec.of(Integer.class)).build();
    numbers.put("k", 7);
    Cache<String, String> texts = node(TEN_SECONDS).build();

    assertThat(texts.get("k", loader)).isEqualTo("v1");
    assertThat(texts.stats().corrupt()).isEqualTo(1);
  }

  record Version1(String name) {}

  record Version2(String name, int price) {}

  @Test
  void scenario47_schemaChange() {
    Cache<String, Version1> old = node(TEN_SECONDS, JacksonCodec.of(Version1.class)).build();
    old.put("k", new Version1("chair"));
    Codec<Version2> reading =
        new Codec<>() {
          private final Codec<Version1> first = JacksonCodec.of(Version1.class);

          @Override
          public String id() {
            return first.id();
          }

          @Override
          public byte[] encode(Version2 value) {
            throw new UnsupportedOperationException("Older schemas are only read");
          }

          @Override
          public Version2 decode(byte[] bytes) throws Exception {
            return new Version2(first.decode(bytes).name(), 0);
          }
        };
    Cache<String, Version2> upgrading =
        node(TEN_SECONDS, JacksonCodec.of(Version2.class)).schema(2).reading(1, reading).build();
    Cache<String, Version2> strict =
        node(TEN_SECONDS, JacksonCodec.of(Version2.class)).schema(2).build();

    assertThat(upgrading.lookup("k").toOptional()).hasValue(new Version2("chair", 0));
    assertThat(strict.get("k", (k, c) -> new Version2("loaded", 1)))
        .isEqualTo(new Version2("loaded", 1));
    assertThat(old.lookup("k")).as("newer than it can read").isInstanceOf(Lookup.Miss.class);
  }

  private static final class FailingCodec implements Codec<String> {
    private volatile boolean isFailing = true;

    @Override
    public String id() {
      return "failing";
    }

    @Override
    public byte[] encode(String value) throws IOException {
      if (isFailing) {
        throw new IOException("Cannot be written");
      }
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void scenario48_encodingFails() {
    var codec = new FailingCodec();
    codec.isFailing = false;
    Cache<String, String> a = node(TEN_SECONDS, codec).build();
    Cache<String, String> b = node(TEN_SECONDS, codec).build();
    a.put("k", "old");
    assertThat(b.get("k", loader)).isEqualTo("old");
    List<CacheEvent.Kind> events = Collections.synchronizedList(new ArrayList<>());
    a.listen(event -> events.add(event.kind()));
    codec.isFailing = true;

    a.remove("k");
    assertThat(a.get("k", (k, c) -> "new")).isEqualTo("new");
    a.put("k", "newer");

    assertThat(a.get("k", loader)).as("kept in memory").isEqualTo("newer");
    assertThat(keys()).as("the old value is gone from the layer").isEmpty();
    assertThat(b.lookup("k")).as("other nodes dropped theirs").isInstanceOf(Lookup.Miss.class);
    assertThat(a.stats().notEncoded()).isEqualTo(2);
    Waiting.until(() -> events.contains(CacheEvent.Kind.NOT_ENCODED));
  }

  @Test
  void scenario49_bigValue() {
    Cache<String, byte[]> a = node(TEN_SECONDS, Codec.bytes()).build();
    List<CacheEvent.Kind> events = Collections.synchronizedList(new ArrayList<>());
    a.listen(event -> events.add(event.kind()));
    a.put("big", new byte[1]);

    a.put("big", new byte[20 << 20]);

    assertThat(a.lookup("big").toOptional().orElseThrow()).hasSize(20 << 20);
    assertThat(keys()).isEmpty();
    assertThat(a.stats().tooLarge()).isEqualTo(1);
    Waiting.until(() -> events.contains(CacheEvent.Kind.TOO_LARGE));

    byte[] compressible = "toolkit ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    a.put("fits", compressible);
    assertThat(memory.read("cache:test:v1:fits").orElseThrow().body()).hasSizeLessThan(10_000);
    Cache<String, byte[]> b = node(TEN_SECONDS, Codec.bytes()).build();
    assertThat(b.lookup("fits").toOptional().orElseThrow()).isEqualTo(compressible);

    byte[] incompressible = new byte[10_000];
    new Random(1).nextBytes(incompressible);
    a.put("random", incompressible);
    assertThat(memory.read("cache:test:v1:random").orElseThrow().body()).isEqualTo(incompressible);
  }

  @Test
  void scenario49_decompressionBomb() throws Exception {
    byte[] zeros = new byte[1 << 20];
    BodyForm<byte[]> form = new BodyForm<>(Codec.bytes(), 1, java.util.Map.of(), 1, 1 << 20, null);
    BodyForm.Written bomb = form.write(zeros);
    for (int claimed : List.of(Integer.MAX_VALUE, (1 << 20) + 1, (1 << 20) - 1, 10, -1)) {
      var envelope =
          new Envelope(
              "bytes",
              1,
              bomb.flags,
              claimed,
              "",
              Envelope.checksum(bomb.body),
              1,
              0,
              0,
              Entry.Details.NONE);
      assertThatThrownBy(() -> form.read(envelope, new byte[0], bomb.body, "k"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Compressed entry ");
    }
  }

  @Test
  void scenario50_integrityAndRotation() {
    byte[] first = new byte[32];
    byte[] second = new byte[32];
    second[0] = 1;
    EncryptionKeys old = EncryptionKeys.of("old", first);
    EncryptionKeys rotated = EncryptionKeys.of("new", second).alsoReading("old", first);
    Cache<String, String> a = node(TEN_SECONDS).encrypt(old).build();
    a.put("k", "a secret value");
    Stored stored = memory.read("cache:test:v1:k").orElseThrow();
    assertThat(new String(stored.body(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");

    Cache<String, String> b = node(TEN_SECONDS).encrypt(rotated).build();
    assertThat(b.lookup("k").toOptional()).hasValue("a secret value");
    b.put("k", "another");
    assertThat(node(TEN_SECONDS).encrypt(rotated).build().lookup("k").toOptional())
        .hasValue("another");
    Cache<String, String> withoutNewKey = node(TEN_SECONDS).encrypt(old).build();
    assertThat(withoutNewKey.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(withoutNewKey.stats().corrupt()).isEqualTo(1);
    assertThat(node(TEN_SECONDS).build().lookup("k"))
        .as("without keys")
        .isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario50_flippedBitsAndMovedEntries() {
    EncryptionKeys keys = EncryptionKeys.of("key", new byte[16]);
    Cache<String, String> a = node(TEN_SECONDS).encrypt(keys).build();
    a.put("k", "value");
    a.put("moved", "of another key");
    Stored good = memory.read("cache:test:v1:k").orElseThrow();
    for (int i = 0; i < good.head().length + good.body().length; i++) {
      byte[] head = good.head().clone();
      byte[] body = good.body().clone();
      if (i < head.length) {
        head[i] ^= 4;
      } else {
        body[i - head.length] ^= 4;
      }
      poison("cache:test:v1:k", head, body);
      assertThat(node(TEN_SECONDS).encrypt(keys).build().lookup("k"))
          .isInstanceOf(Lookup.Miss.class);
    }
    Stored other = memory.read("cache:test:v1:moved").orElseThrow();
    poison("cache:test:v1:k", other.head(), other.body());
    assertThat(node(TEN_SECONDS).encrypt(keys).build().lookup("k")).isInstanceOf(Lookup.Miss.class);
    node(TEN_SECONDS).build().put("k", "in the clear");
    assertThat(node(TEN_SECONDS).encrypt(keys).build().lookup("k"))
        .as("not encrypted")
        .isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario51_emptyValuesAreDistinct() {
    Codec<List<Optional<String>>> codec = JacksonCodec.of(new TypeReference<>() {});
    EntryOptions options = TEN_SECONDS.withAbsentTtl(Duration.ofSeconds(10));
    Cache<String, List<Optional<String>>> lists = node(options, codec).build();
    lists.put("empty", List.of());
    lists.put("null inside", List.of(Optional.empty()));
    lists.put("null text", List.of(Optional.of("null")));
    lists.find("absent", (k, c) -> c.absent());

    Cache<String, List<Optional<String>>> other = node(options, codec).build();
    assertThat(other.lookup("empty").toOptional()).hasValue(List.of());
    assertThat(other.lookup("null inside").toOptional()).hasValue(List.of(Optional.empty()));
    assertThat(other.lookup("null text").toOptional()).hasValue(List.of(Optional.of("null")));
    assertThat(other.lookup("absent")).isInstanceOf(Lookup.Absent.class);
    assertThat(other.lookup("missing")).isInstanceOf(Lookup.Miss.class);
  }

  @Test
  void scenario51_strings() {
    EntryOptions options = TEN_SECONDS.withAbsentTtl(Duration.ofSeconds(10));
    Cache<String, String> a = node(options).build();
    a.put("empty", "");
    a.put("null", "null");
    a.find("absent", (k, c) -> c.absent());

    Cache<String, String> b = node(options).build();
    assertThat(b.lookup("empty").toOptional()).hasValue("");
    assertThat(b.lookup("null").toOptional()).hasValue("null");
    assertThat(b.find("absent", loader)).isEmpty();
    assertThat(loader.calls()).isZero();
  }

  @Test
  void scenario16_removeDuringLoad_alsoInTheLayer() throws Exception {
    Cache<String, String> a = node(TEN_SECONDS).build();
    loader.closeGate();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> joined = threads.submit(() -> a.get("k", loader));
      loader.awaitEntered();
      Cache<String, String> b = node(TEN_SECONDS).build();
      b.remove("k");
      loader.openGate();
      assertThat(joined.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
    }

    assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(keys()).isEmpty();
  }

  @Test
  void scenario18_conditionalRefresh_reachesOtherNodes() {
    Cache<String, String> a = node(TEN_SECONDS.withStaleOnError(Duration.ofHours(1))).build();
    Loader<String, String> conditional =
        (k, c) -> c.previous().isEmpty() ? c.etag("1").value("body") : c.notModified();
    a.get("k", conditional);
    clock.advance(Duration.ofSeconds(12));
    a.get("k", conditional);

    Cache<String, String> b = node(TEN_SECONDS).build();
    assertThat(b.lookup("k").toOptional()).hasValue("body");
    assertThat(b.explain("k").expiresIn()).hasValue(Duration.ofSeconds(10));
  }

  @Test
  void expire_keepsTheStandIn_onAllNodes() {
    EntryOptions failSafe = TEN_SECONDS.withStaleOnError(Duration.ofHours(1));
    Cache<String, String> a = node(failSafe).build();
    Cache<String, String> b = node(failSafe).build();
    a.put("k", "old");
    b.get("k", loader);
    loader.fail();

    a.expire("k");

    assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(a.get("k", loader)).isEqualTo("old");
    assertThat(b.get("k", loader)).isEqualTo("old");
    assertThat(loader.calls()).isEqualTo(2);
  }

  @Test
  void layerFails_neverACaller() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    layer.fail();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    a.put("k", "v2");
    assertThat(a.get("k", loader)).isEqualTo("v2");
    a.remove("k");
    a.invalidateTag("t");
    a.clear();
    assertThat(a.lookup("k")).isInstanceOf(Lookup.Miss.class);
    assertThat(a.stats().layerFailures()).isPositive();
  }

  @Test
  void layerHangs_isLeftAloneAfterFiveFailures() {
    Cache<String, String> a = node(TEN_SECONDS).layerTimeout(Duration.ofMillis(20)).build();
    layer.hang();
    for (int i = 0; i < 100; i++) {
      assertThat(a.get("k" + i, (k, c) -> "loaded")).isEqualTo("loaded");
    }

    // A probe a second goes through; on a machine that is slow enough, a second may have passed.
    assertThat(layer.reads()).isBetween(5, 15);
    assertThat(layer.writes()).as("nothing is written after a failed read").isEqualTo(1);
    assertThat(a.stats().layerFailures()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void backplaneMended_memoryIsNotTrusted() {
    Cache<String, String> a = node(TEN_SECONDS).build();
    Cache<String, String> b = node(TEN_SECONDS).build();
    a.put("k", "v1");
    b.get("k", loader);
    backplane.cut();
    a.put("k", "v2");
    assertThat(b.get("k", loader)).isEqualTo("v1");

    backplane.mend();

    assertThat(b.get("k", loader)).isEqualTo("v2");
  }

  @Test
  void severalLayers_upperIsFilledFromLower() {
    MemoryLayer upper = MemoryLayer.of(1 << 20, clock::nanos);
    node(TEN_SECONDS).build().put("k", "v");
    Caches caches = Caches.of(clock);
    nodes.add(caches);
    Cache<String, String> both =
        caches.builder("test", TEN_SECONDS, Codec.strings()).layers(upper, layer).build();

    assertThat(both.get("k", loader)).isEqualTo("v");
    assertThat(upper.read("cache:test:v1:k")).isPresent();
  }

  /** A layer whose answers arrive late. */
  private static final class SlowReads implements dev.toolkit.cache.layer.Layer {
    private final MemoryLayer layer;
    private final CountDownLatch read;
    private final CountDownLatch goOn;

    SlowReads(MemoryLayer layer, CountDownLatch read, CountDownLatch goOn) {
      this.layer = layer;
      this.read = read;
      this.goOn = goOn;
    }

    @Override
    public Optional<Stored> read(String key) throws InterruptedException {
      Optional<Stored> stored = layer.read(key);
      if (key.contains(":v1:")) {
        read.countDown();
        goOn.await();
      }
      return stored;
    }

    @Override
    public boolean write(String key, Stored entry) {
      return layer.write(key, entry);
    }

    @Override
    public boolean remove(String key, Version version, Duration memoryOfIt) {
      return layer.remove(key, version, memoryOfIt);
    }

    @Override
    public Listing list(String prefix, int limit, String cursor) {
      return layer.list(prefix, limit, cursor);
    }

    @Override
    public void close() {
      layer.close();
    }
  }
}
