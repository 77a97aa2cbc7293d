package dev.toolkit.checks.edge.json;

import static java.util.Objects.requireNonNull;

import dev.toolkit.checks.edge.lean.TextCoder;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into JSON and back by functions that are registered for their types: what a platform
 * without reflection can do. Besides those types it writes strings, integers, booleans, lists and
 * maps of them, and reads lists of them.
 *
 * <p>Texts are checked as on the JVM, and faults are told in the same words. Of several faults
 * which is told may differ.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 */
public final class TypedCodec implements JsonCodec {

  /** Reads a value of a type, or throws a {@code JsonException} by the methods of the value. */
  @FunctionalInterface
  public interface Reader<T> {

    /** Returns what the value stands for. */
    T read(JsonValue value);
  }

  /** Writes the members of an object. */
  @FunctionalInterface
  public interface Writer<T> {

    /** Writes each member: its name, then its value. */
    void write(T value, JsonWriter out);
  }

  private record Type<T>(Class<T> raw, @Nullable Reader<T> reader, @Nullable Writer<T> writer) {}

  private final List<Type<?>> types;

  private TypedCodec(List<Type<?>> types) {
    this.types = List.copyOf(types);
  }

  /** Returns a builder that knows no types. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public byte[] encode(Object value) {
    var out = new JsonWriter();
    write(requireNonNull(value, "value"), out);
    return TextCoder.utf8(out.toString());
  }

  private void write(@Nullable Object value, JsonWriter out) {
    if (value == null || value instanceof String) {
      out.value((String) value);
    } else if (value instanceof Boolean truth) {
      out.value(truth);
    } else if (value instanceof Integer || value instanceof Long) {
      out.value(((Number) value).longValue());
    } else if (value instanceof List<?> list) {
      out.beginArray();
      list.forEach(element -> write(element, out));
      out.endArray();
    } else if (value instanceof Map<?, ?> map) {
      out.beginObject();
      map.forEach((name, element) -> write(element, out.name(String.valueOf(name))));
      out.endObject();
    } else {
      out.beginObject();
      writeTyped(type(value.getClass()), value, out);
      out.endObject();
    }
  }

  private static <T> void writeTyped(Type<T> type, Object value, JsonWriter out) {
    Writer<T> writer = type.writer;
    if (writer == null) {
      throw new IllegalArgumentException(type.raw.getName() + " is registered for reading only");
    }
    writer.write(type.raw.cast(value), out);
  }

  @Override
  @SuppressWarnings("unchecked") // the type's own reader made the value
  public <T> T decode(byte[] json, BodyType<T> type) {
    return (T) read(JsonParser.parse(json), type);
  }

  private Object read(JsonValue value, BodyType<?> type) {
    if (type.raw() == List.class) {
      BodyType<?> element = type.arguments().get(0);
      return value.list(one -> read(one, element));
    }
    return read(value, type(type.raw()));
  }

  private static <T> Object read(JsonValue value, Type<T> type) {
    Reader<T> reader = type.reader;
    if (reader == null) {
      throw new IllegalStateException(type.raw.getName() + " is registered for writing only");
    }
    return reader.read(value);
  }

  private Type<?> type(Class<?> raw) {
    for (Type<?> type : types) {
      if (type.raw == raw) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        raw.getName() + " has no JSON form: register it with reading(…) or writing(…)");
  }

  /** Builds a {@link TypedCodec}. */
  public static final class Builder {
    private final List<Type<?>> types = new ArrayList<>();

    private Builder() {}

    /** Registers a type that is read. */
    public <T> Builder reading(Class<T> type, Reader<T> reader) {
      types.add(new Type<>(type, reader, null));
      return this;
    }

    /** Registers a type that is written, as an object. */
    public <T> Builder writing(Class<T> type, Writer<T> writer) {
      types.add(new Type<>(type, null, writer));
      return this;
    }

    /** Returns the codec described by this builder. */
    public TypedCodec build() {
      return new TypedCodec(types);
    }
  }
}
