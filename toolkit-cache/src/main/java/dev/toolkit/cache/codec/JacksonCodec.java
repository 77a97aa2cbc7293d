package dev.toolkit.cache.codec;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON, by <a href="https://github.com/FasterXML/jackson">Jackson 3</a>, which the
 * application adds to its dependencies.
 *
 * <p>Members that the type does not have are ignored, so that a node may read what a newer one
 * wrote. Class names are neither written nor read. Where an entry means something else than before,
 * give the cache a new schema version.
 *
 * {@snippet :
 * Codec<Product> one = JacksonCodec.of(Product.class);
 * Codec<List<Product>> many = JacksonCodec.of(new TypeReference<List<Product>>() {});
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of values
 * @since 0.1.0
 */
public final class JacksonCodec<V> implements Codec<V> {

  private static final String JSON = "json";

  private final ObjectWriter writer;
  private final ObjectReader reader;

  private final String id;

  private JacksonCodec(String id, ObjectMapper mapper, JavaType type) {
    this.id = id;
    this.writer = mapper.writerFor(type);
    this.reader =
        mapper
            .readerFor(type)
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Returns a codec of a class with a mapper of Jackson's defaults.
   *
   * @throws IllegalStateException if Jackson is not there
   */
  public static <V> JacksonCodec<V> of(Class<V> type) {
    requireNonNull(type, "type");
    try {
      JsonMapper mapper = JsonMapper.shared();
      return new JacksonCodec<>(JSON, mapper, mapper.constructType(type));
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "JacksonCodec needs Jackson 3: add tools.jackson.core:jackson-databind", e);
    }
  }

  /** Returns a codec of a generic type with a mapper of Jackson's defaults. */
  public static <V> JacksonCodec<V> of(TypeReference<V> type) {
    return of(JsonMapper.shared(), type);
  }

  /**
   * Returns a codec of a type with a mapper of your own; unknown members are ignored all the same.
   */
  public static <V> JacksonCodec<V> of(JsonMapper mapper, TypeReference<V> type) {
    return new JacksonCodec<>(JSON, mapper, mapper.constructType(requireNonNull(type, "type")));
  }

  /**
   * Returns a codec of another of Jackson's formats, for example CBOR by {@code CBORMapper} of
   * {@code tools.jackson.dataformat:jackson-dataformat-cbor}; unknown members are ignored all the
   * same.
   *
   * @param id tells entries of this format from those of others
   */
  public static <V> JacksonCodec<V> of(String id, ObjectMapper mapper, TypeReference<V> type) {
    return new JacksonCodec<>(
        requireNonNull(id, "id"), mapper, mapper.constructType(requireNonNull(type, "type")));
  }

  /** Returns {@code json}, or the name of the other format. */
  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] encode(V value) {
    return writer.writeValueAsBytes(value);
  }

  @Override
  public V decode(byte[] bytes) throws IOException {
    @Nullable V value = reader.readValue(bytes);
    if (value == null) {
      throw new IOException("JSON of an entry must not be null");
    }
    return value;
  }
}
