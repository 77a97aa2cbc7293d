package dev.toolkit.cache.kv;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.CacheException;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Listing;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.VersionClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store on a layer, with the operations and limits of <a
 * href="https://developers.cloudflare.com/kv/">Cloudflare Workers KV</a>.
 *
 * {@snippet :
 * Kv pages = Kv.of(MemoryLayer.create(), "pages");
 * pages.put("/about", html, KvPut.defaults().expirationTtl(Duration.ofHours(1)));
 * Optional<String> page = pages.get("/about");
 * }
 *
 * <p>A key is 1 to {@value #MAX_KEY_BYTES} bytes of UTF-8 and neither {@code .} nor {@code ..}; a
 * value at most {@value #MAX_VALUE_BYTES} bytes; metadata at most {@value
 * KvPut#MAX_METADATA_BYTES}; a lifetime at least a minute, unless {@link #withMinTtl} says
 * otherwise. Keys are listed in the order of their UTF-8. Of two writes the later wins. Unlike
 * Workers KV, what is written can be read at once, by all who share the layer.
 *
 * <p>Where the layer fails, calls throw a {@link CacheException}: a store that forgets is worse
 * than one that fails. To have answers without the layer, use a {@code Cache}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Kv {

  /** The longest key: {@value} bytes of UTF-8. */
  public static final int MAX_KEY_BYTES = 512;

  /** The longest value: {@value} bytes. */
  public static final int MAX_VALUE_BYTES = 26_214_400;

  /** The most keys of {@link #getAll}: {@value}. */
  public static final int MAX_BULK_KEYS = 100;

  private static final Duration MIN_TTL = Duration.ofMinutes(1);

  /** For how long no write that was on its way brings back what was deleted. */
  private static final Duration MEMORY = Duration.ofMinutes(1);

  /** The seconds in a head of a value without an end. */
  private static final long NO_END = -1;

  private final Layer layer;
  private final String base;
  private final Duration minTtl;
  private final InstantSource clock;
  private final VersionClock versions;

  private Kv(
      Layer layer, String base, Duration minTtl, InstantSource clock, VersionClock versions) {
    this.layer = layer;
    this.base = base;
    this.minTtl = minTtl;
    this.clock = clock;
    this.versions = versions;
  }

  /**
   * Returns a store in a namespace of the layer, which it does not close.
   *
   * @throws IllegalArgumentException if the namespace is not 1 to 100 letters, digits, dots,
   *     hyphens and underscores
   */
  public static Kv of(Layer layer, String namespace) {
    return of(layer, namespace, InstantSource.system());
  }

  /** Returns a store as {@link #of(Layer, String)} does, with a clock of your own. */
  public static Kv of(Layer layer, String namespace, InstantSource clock) {
    return new Kv(
        requireNonNull(layer, "layer"),
        "kv:" + requireNamespace(namespace) + ":",
        MIN_TTL,
        requireNonNull(clock, "clock"),
        VersionClock.of(clock, new SecureRandom().nextLong()));
  }

  private static String requireNamespace(String namespace) {
    boolean isPlain =
        namespace
            .chars()
            .allMatch(c -> (c < 0x80 && Character.isLetterOrDigit(c)) || "._-".indexOf(c) >= 0);
    if (namespace.isEmpty() || namespace.length() > 100 || !isPlain) {
      throw new IllegalArgumentException(
          "Namespace must be 1 to 100 letters, digits, dots, hyphens and underscores: found "
              + namespace.length()
              + " characters");
    }
    return namespace;
  }

  /**
   * Returns this store with another shortest lifetime.
   *
   * @throws IllegalArgumentException if it is shorter than a second
   */
  public Kv withMinTtl(Duration minTtl) {
    if (minTtl.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("minTtl must be at least a second: " + minTtl);
    }
    return new Kv(layer, base, minTtl, clock, versions);
  }

  /**
   * Returns the value as text, or empty if there is none.
   *
   * @throws IllegalArgumentException if the key breaks its limits
   * @throws CacheException if the layer fails, or the value is not UTF-8
   */
  public Optional<String> get(String key) {
    return get(key, Codec.strings());
  }

  /**
   * Returns the value, or empty if there is none.
   *
   * @throws IllegalArgumentException if the key breaks its limits
   * @throws CacheException if the layer fails, or the codec does not read the value
   */
  public <T> Optional<T> get(String key, Codec<T> codec) {
    return getWithMetadata(key, codec).map(KvEntry::value);
  }

  /** Returns the value as text with its metadata, as {@link #get(String)} does. */
  public Optional<KvEntry<String>> getWithMetadata(String key) {
    return getWithMetadata(key, Codec.strings());
  }

  /** Returns the value with its metadata, as {@link #get(String, Codec)} does. */
  public <T> Optional<KvEntry<T>> getWithMetadata(String key, Codec<T> codec) {
    String place = place(key);
    return asked(() -> layer.read(place)).map(stored -> entry(stored, codec));
  }

  /**
   * Returns the values of those keys that have one, as text, in the order of the keys.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_BULK_KEYS} keys, or one
   *     breaks its limits
   * @throws CacheException if the layer fails, or a value is not UTF-8
   */
  public Map<String, String> getAll(Collection<String> keys) {
    if (keys.size() > MAX_BULK_KEYS) {
      throw new IllegalArgumentException(
          "At most " + MAX_BULK_KEYS + " keys can be read at a time: found " + keys.size());
    }
    List<String> places = keys.stream().map(this::place).distinct().toList();
    Map<String, Stored> found = asked(() -> layer.readAll(places));
    Map<String, String> values = new LinkedHashMap<>();
    for (String place : places) {
      Stored stored = found.get(place);
      if (stored != null) {
        values.put(place.substring(base.length()), entry(stored, Codec.strings()).value());
      }
    }
    return values;
  }

  private <T> KvEntry<T> entry(Stored stored, Codec<T> codec) {
    boolean ignored = versions.observe(stored.version());
    T value = asked(() -> codec.decode(stored.body()));
    return new KvEntry<>(value, metadata(stored.head()), expiration(stored.head()));
  }

  /**
   * Writes a value that lives for ever.
   *
   * @throws IllegalArgumentException if the key or the value breaks its limits
   * @throws CacheException if the layer fails; the value may have been written all the same
   */
  public void put(String key, String value) {
    put(key, value, KvPut.defaults());
  }

  /** Writes a value with options, as {@link #put(String, String)} does. */
  public void put(String key, String value, KvPut options) {
    put(key, value, Codec.strings(), options);
  }

  /** Writes a value by a codec, with options, as {@link #put(String, String)} does. */
  public <T> void put(String key, T value, Codec<T> codec, KvPut options) {
    String place = place(key);
    byte[] body = asked(() -> codec.encode(requireNonNull(value, "value")));
    if (body.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "Value must be at most " + MAX_VALUE_BYTES + " bytes: found " + body.length);
    }
    Instant now = clock.instant();
    Optional<Instant> end = options.end(now, minTtl);
    Duration life = end.map(e -> Duration.between(now, e)).orElse(Stored.LONGEST);
    byte[] head = head(end.map(Instant::getEpochSecond).orElse(NO_END), options.metadata());
    if (!write(place, life, head, body)) {
      // The clock of the node that wrote last is ahead. This write is later all the same.
      asked(() -> layer.readHead(place)).ifPresent(stored -> versions.observe(stored.version()));
      write(place, life, head, body);
    }
  }

  private boolean write(String place, Duration life, byte[] head, byte[] body) {
    return asked(() -> layer.write(place, Stored.of(versions.next(), life, head, body)));
  }

  private static byte[] head(long end, String metadata) {
    byte[] text = metadata.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(end).put(text).array();
  }

  private static String metadata(byte[] head) {
    return head.length <= Long.BYTES
        ? ""
        : new String(head, Long.BYTES, head.length - Long.BYTES, StandardCharsets.UTF_8);
  }

  private static @Nullable Instant expiration(byte[] head) {
    long end = head.length < Long.BYTES ? NO_END : ByteBuffer.wrap(head).getLong();
    return end == NO_END ? null : Instant.ofEpochSecond(end);
  }

  /**
   * Deletes the value, if there is one.
   *
   * @throws IllegalArgumentException if the key breaks its limits
   * @throws CacheException if the layer fails; the value may have been deleted all the same
   */
  public void delete(String key) {
    String place = place(key);
    if (!asked(() -> layer.remove(place, versions.next(), MEMORY))) {
      asked(() -> layer.readHead(place)).ifPresent(stored -> versions.observe(stored.version()));
      boolean ignored = asked(() -> layer.remove(place, versions.next(), MEMORY));
    }
  }

  /**
   * Returns a page of keys with their metadata.
   *
   * @throws IllegalArgumentException if the cursor is not one that a page gave
   * @throws CacheException if the layer fails
   */
  public KvList list(KvQuery query) {
    String prefix = base + query.prefix();
    String cursor = decodeCursor(query.cursor());
    Listing page = asked(() -> layer.list(prefix, query.limit(), cursor));
    List<KvList.Key> keys = new ArrayList<>();
    for (Listing.Key key : page.keys()) {
      byte[] head = key.entry().head();
      keys.add(
          new KvList.Key(key.key().substring(base.length()), metadata(head), expiration(head)));
    }
    return new KvList(keys, page.cursor().map(Kv::encodeCursor).orElse(null));
  }

  private static String encodeCursor(String cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
  }

  private static String decodeCursor(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cursor is not one that a page gave: found " + cursor.length() + " characters", e);
    }
  }

  private String place(String key) {
    if (key.isEmpty() || key.equals(".") || key.equals("..")) {
      throw new IllegalArgumentException(
          "Key must not be \"\", \".\" or \"..\": found \"" + key + "\"");
    }
    int length = 0;
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isSurrogate(c)) {
        requirePair(key, i);
        i++;
        length += 4;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    if (length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "Key must be at most " + MAX_KEY_BYTES + " bytes of UTF-8: found " + length);
    }
    return base + key;
  }

  private static void requirePair(String key, int i) {
    if (i + 1 == key.length() || !Character.isSurrogatePair(key.charAt(i), key.charAt(i + 1))) {
      throw new IllegalArgumentException("Key has an unpaired surrogate at index " + i);
    }
  }

  private interface Call<T> {
    T run() throws Exception;
  }

  /** A layer and a codec may throw anything; callers get the one exception of this module. */
  private <T> T asked(Call<T> call) {
    try {
      return call.run();
    } catch (IllegalArgumentException | NullPointerException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheException("Interrupted while waiting for " + base, e);
    } catch (Exception e) {
      throw new CacheException(
          "Layer or codec of " + base + " failed: " + e.getClass().getName(), e);
    }
  }
}
