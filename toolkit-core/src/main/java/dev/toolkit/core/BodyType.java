package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The type that a JSON body is decoded to, with the types of its elements where it is generic:
 * {@code BodyType.listOf(NewUser.class)}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the Java type
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter") // what makes the results of decoding typed
public final class BodyType<T> {

  private final Class<?> raw;
  private final List<BodyType<?>> arguments;

  private BodyType(Class<?> raw, List<BodyType<?>> arguments) {
    this.raw = requireNonNull(raw, "raw");
    this.arguments = arguments;
  }

  /** Returns the type of a class that is not generic. */
  public static <T> BodyType<T> of(Class<T> type) {
    return new BodyType<>(type, List.of());
  }

  /** Returns the type of lists with elements of a class. */
  public static <E> BodyType<List<E>> listOf(Class<E> element) {
    return listOf(of(element));
  }

  /** Returns the type of lists with elements of a type. */
  public static <E> BodyType<List<E>> listOf(BodyType<E> element) {
    return new BodyType<>(List.class, List.of(element));
  }

  /** Returns the type of sets with elements of a class. */
  public static <E> BodyType<Set<E>> setOf(Class<E> element) {
    return new BodyType<>(Set.class, List.of(of(element)));
  }

  /** Returns the type of JSON objects with any names and values of a class. */
  public static <V> BodyType<Map<String, V>> mapOf(Class<V> value) {
    return mapOf(of(value));
  }

  /** Returns the type of JSON objects with any names and values of a type. */
  public static <V> BodyType<Map<String, V>> mapOf(BodyType<V> value) {
    return new BodyType<>(Map.class, List.of(of(String.class), value));
  }

  /**
   * Returns a generic class with type arguments, for example {@code BodyType.<Page<User>>generic(
   * Page.class, BodyType.of(User.class))}. That the arguments fit {@code T} is the caller's
   * promise.
   */
  public static <T> BodyType<T> generic(Class<? super T> raw, BodyType<?>... arguments) {
    return new BodyType<>(raw, List.of(arguments));
  }

  /** Returns the class without its type arguments. */
  public Class<?> raw() {
    return raw;
  }

  /** Returns the type arguments, in order. */
  public List<BodyType<?>> arguments() {
    return arguments;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof BodyType<?> other
        && raw == other.raw
        && arguments.equals(other.arguments);
  }

  @Override
  public int hashCode() {
    return 31 * raw.hashCode() + arguments.hashCode();
  }

  /** Returns the type as it is written in Java, with simple names. */
  @Override
  public String toString() {
    if (arguments.isEmpty()) {
      return raw.getSimpleName();
    }
    var text = new StringBuilder(raw.getSimpleName());
    String separator = "<";
    for (BodyType<?> argument : arguments) {
      text.append(separator).append(argument);
      separator = ", ";
    }
    return text.append('>').toString();
  }
}
