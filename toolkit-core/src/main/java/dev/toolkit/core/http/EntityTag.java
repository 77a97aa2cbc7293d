package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entity tag: a name for one state of a representation (RFC 9110, section 8.8.3). A strong tag
 * changes with every byte, a weak one with the meaning.
 *
 * {@snippet :
 * Response.json(user).withHeader("ETag", EntityTag.strong("v7").toString()); // "v7", in quotes
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class EntityTag {

  private final String opaque;
  private final boolean isWeak;

  private EntityTag(String opaque, boolean isWeak) {
    this.opaque = opaque;
    this.isWeak = isWeak;
  }

  /**
   * Returns a strong tag.
   *
   * @param opaque what stands between the quotes
   * @throws IllegalArgumentException if it holds a space, a quote, a control character, or what is
   *     not in Latin-1
   */
  public static EntityTag strong(String opaque) {
    return new EntityTag(requireOpaque(opaque), false);
  }

  /**
   * Returns a weak tag.
   *
   * @param opaque what stands between the quotes
   * @throws IllegalArgumentException if it holds a space, a quote, a control character, or what is
   *     not in Latin-1
   */
  public static EntityTag weak(String opaque) {
    return new EntityTag(requireOpaque(opaque), true);
  }

  private static String requireOpaque(String opaque) {
    for (int i = 0; i < requireNonNull(opaque, "opaque").length(); i++) {
      if (!isOpaque(opaque.charAt(i))) {
        throw Tokens.unexpected(opaque.charAt(i), i, "an entity tag");
      }
    }
    return opaque;
  }

  private static boolean isOpaque(char c) {
    return c > ' ' && c != '"' && c != 0x7f && c <= 0xff;
  }

  /** Returns the tag that a text such as {@code W/"v7"} stands for, or empty if it is none. */
  public static Optional<EntityTag> find(String text) {
    List<EntityTag> tags = list(text);
    return tags.size() == 1 && tags.getFirst().toString().equals(text.strip())
        ? Optional.of(tags.getFirst())
        : Optional.empty();
  }

  /** Returns the tags of a comma-separated list; what is malformed in it is passed over. */
  static List<EntityTag> list(String field) {
    List<EntityTag> tags = new ArrayList<>(2);
    int at = 0;
    while (at < field.length()) {
      boolean isWeak = field.startsWith("W/\"", at);
      int open = isWeak ? at + 2 : at;
      int close = field.charAt(open) == '"' ? opaqueEnd(field, open + 1) : -1;
      if (close >= 0) {
        tags.add(new EntityTag(field.substring(open + 1, close), isWeak));
        at = close + 1;
      } else {
        at++;
      }
    }
    return tags;
  }

  /** Returns the index of the closing quote, or -1 if something else comes first. */
  private static int opaqueEnd(String field, int start) {
    for (int i = start; i < field.length(); i++) {
      if (!isOpaque(field.charAt(i))) {
        return field.charAt(i) == '"' ? i : -1;
      }
    }
    return -1;
  }

  /** Returns what stands between the quotes. */
  public String opaque() {
    return opaque;
  }

  /** Returns whether the tag is weak. */
  public boolean isWeak() {
    return isWeak;
  }

  /** Returns the weak tag with the same name. */
  public EntityTag toWeak() {
    return isWeak ? this : new EntityTag(opaque, true);
  }

  /** Returns whether both stand for the same bytes: both are strong, and equal. */
  public boolean matchesStrongly(EntityTag other) {
    return !isWeak && !other.isWeak && opaque.equals(other.opaque);
  }

  /** Returns whether both stand for the same meaning: they are equal, weak or strong. */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof EntityTag other
        && isWeak == other.isWeak
        && opaque.equals(other.opaque);
  }

  @Override
  public int hashCode() {
    return opaque.hashCode() + (isWeak ? 1 : 0);
  }

  /** Returns the tag as it stands in {@code ETag}. */
  @Override
  public String toString() {
    return (isWeak ? "W/\"" : "\"") + opaque + '"';
  }
}
