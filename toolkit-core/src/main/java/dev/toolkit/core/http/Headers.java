package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message, in order. Names are case-insensitive and kept as written; a name
 * may occur several times.
 *
 * <p>A name must be a token and a value must not hold control characters, so that no value can end
 * a line and start a field of its own. A value must be in Latin-1, which is all that HTTP/1.1 can
 * carry. Messages and {@link #toString} never show values.
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class Headers {

  private static final Headers EMPTY = new Headers(new String[0]);

  /** Names at even indexes, each followed by its value. */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /** Returns no fields. */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * Returns a single field.
   *
   * @throws IllegalArgumentException if the name or the value holds a character that is not allowed
   */
  public static Headers of(String name, String value) {
    return EMPTY.plus(name, value);
  }

  /** Returns a builder without fields. */
  public static Builder builder() {
    return new Builder(8);
  }

  /** Returns the first value of the name, or empty if there is none. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(find(name));
  }

  /** Returns the first value of the name, or null. For this package's hot paths. */
  @Nullable String find(String name) {
    int i = indexOf(name, 0);
    return i < 0 ? null : fields[i + 1];
  }

  /** Returns all values of the name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 2)) {
      values.add(fields[i + 1]);
    }
    return List.copyOf(values);
  }

  /**
   * Returns all values of the name joined by {@code ", "}, as RFC 9110, section 5.3 allows for
   * fields that are lists, or empty if there is none. Those of {@code Cookie} are joined by {@code
   * "; "}: RFC 9113, section 8.2.3.
   *
   * @throws IllegalArgumentException for {@code Set-Cookie}, whose values cannot be joined
   */
  public Optional<String> joined(String name) {
    if (Tokens.sameIgnoringCase(name, "Set-Cookie")) {
      throw new IllegalArgumentException(
          "Set-Cookie fields cannot be joined: use all(\"Set-Cookie\")");
    }
    int i = indexOf(name, 0);
    if (i < 0) {
      return Optional.empty();
    }
    int next = indexOf(name, i + 2);
    if (next < 0) {
      return Optional.of(fields[i + 1]);
    }
    String separator = Tokens.sameIgnoringCase(name, "Cookie") ? "; " : ", ";
    var text = new StringBuilder(fields[i + 1]);
    for (; next >= 0; next = indexOf(name, next + 2)) {
      text.append(separator).append(fields[next + 1]);
    }
    return Optional.of(text.toString());
  }

  /** Returns whether there is a field of this name. */
  public boolean contains(String name) {
    return indexOf(name, 0) >= 0;
  }

  /** Returns the number of fields. */
  public int size() {
    return fields.length / 2;
  }

  /** Calls the action with the name and the value of each field, in order. */
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < fields.length; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  /**
   * Returns these fields with the value for the name, in the place of the first field of that name
   * or at the end; further fields of that name are left out.
   *
   * @throws IllegalArgumentException if the name or the value holds a character that is not allowed
   */
  public Headers with(String name, String value) {
    return contains(name) ? toBuilder().set(name, value).build() : plus(name, value);
  }

  /**
   * Returns these fields followed by one more.
   *
   * @throws IllegalArgumentException if the name or the value holds a character that is not allowed
   */
  public Headers plus(String name, String value) {
    requireName(name);
    requireValue(name, value);
    String[] extended = Arrays.copyOf(fields, fields.length + 2);
    extended[fields.length] = name;
    extended[fields.length + 1] = value;
    return new Headers(extended);
  }

  /**
   * Returns these fields followed by those of {@code others} that have a name of their own; where
   * both have a name, the fields of {@code others} replace these.
   */
  public Headers withAll(Headers others) {
    if (others.fields.length == 0) {
      return this;
    }
    if (fields.length == 0) {
      return others;
    }
    Headers kept = this;
    for (int i = 0; i < others.fields.length; i += 2) {
      kept = kept.without(others.fields[i]);
    }
    String[] all = Arrays.copyOf(kept.fields, kept.fields.length + others.fields.length);
    System.arraycopy(others.fields, 0, all, kept.fields.length, others.fields.length);
    return new Headers(all);
  }

  /** Returns these fields without those of this name. */
  public Headers without(String name) {
    return contains(name) ? toBuilder().remove(name).build() : this;
  }

  /** Returns a builder that starts with these fields. */
  public Builder toBuilder() {
    var builder = new Builder(fields.length + 4);
    System.arraycopy(fields, 0, builder.fields, 0, fields.length);
    builder.length = fields.length;
    return builder;
  }

  private int indexOf(String name, int from) {
    return indexOf(fields, fields.length, name, from);
  }

  private static int indexOf(@Nullable String[] fields, int length, String name, int from) {
    for (int i = from; i < length; i += 2) {
      if (Tokens.sameIgnoringCase(name, fields[i])) {
        return i;
      }
    }
    return -1;
  }

  private static String requireName(String name) {
    return Tokens.require(requireNonNull(name, "name"), "Header name");
  }

  private static String requireValue(String name, String value) {
    return Tokens.requireFieldValue(requireNonNull(value, "value"), name);
  }

  /** Returns whether both have the same fields in the same order, names compared without case. */
  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof Headers other) || other.fields.length != fields.length) {
      return false;
    }
    for (int i = 0; i < fields.length; i += 2) {
      if (!Tokens.sameIgnoringCase(fields[i], other.fields[i])
          || !fields[i + 1].equals(other.fields[i + 1])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 1; i < fields.length; i += 2) {
      hash = 31 * hash + fields[i].hashCode();
    }
    return hash;
  }

  /** Returns the names, without the values, which may be credentials. */
  @Override
  public String toString() {
    var text = new StringBuilder("Headers[");
    for (int i = 0; i < fields.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(fields[i]);
    }
    return text.append(']').toString();
  }

  /**
   * Builds {@link Headers}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private @Nullable String[] fields;
    private int length;

    private Builder(int capacity) {
      fields = new String[capacity];
    }

    /**
     * Appends a field.
     *
     * @throws IllegalArgumentException if the name or the value holds a character that is not
     *     allowed
     */
    public Builder add(String name, String value) {
      requireName(name);
      requireValue(name, value);
      if (length == fields.length) {
        fields = Arrays.copyOf(fields, length * 2);
      }
      fields[length++] = name;
      fields[length++] = value;
      return this;
    }

    /**
     * Sets the only value of a name, in the place of its first field or at the end.
     *
     * @throws IllegalArgumentException if the name or the value holds a character that is not
     *     allowed
     */
    public Builder set(String name, String value) {
      int i = indexOf(fields, length, requireName(name), 0);
      if (i < 0) {
        return add(name, value);
      }
      removeFrom(i + 2, name);
      fields[i] = name;
      fields[i + 1] = requireValue(name, value);
      return this;
    }

    /** Removes the fields of this name, if there are any. */
    public Builder remove(String name) {
      removeFrom(0, name);
      return this;
    }

    private void removeFrom(int start, String name) {
      int kept = start;
      for (int i = start; i < length; i += 2) {
        if (!Tokens.sameIgnoringCase(name, fields[i])) {
          fields[kept] = fields[i];
          fields[kept + 1] = fields[i + 1];
          kept += 2;
        }
      }
      length = kept;
    }

    /** Returns the fields added so far. */
    @SuppressWarnings("NullAway") // the first `length` elements are all set
    public Headers build() {
      return length == 0 ? EMPTY : new Headers(Arrays.copyOf(fields, length));
    }
  }
}
