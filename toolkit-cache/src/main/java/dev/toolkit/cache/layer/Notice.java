package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.internal.PercentEscapes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one node tells the others: that a key has changed, a tag was invalidated or a cache cleared,
 * and by which version. It never carries a value; who wants it reads it.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Notice {

  /** What has changed. */
  public enum Kind {
    /** An entry; the subject is the text of its key. */
    KEY('k'),
    /** All entries with a tag; the subject is the tag. */
    TAG('t'),
    /** All entries; the subject is empty. */
    CLEAR('c');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private final String cache;
  private final Kind kind;
  private final String subject;
  private final Version version;

  private Notice(String cache, Kind kind, String subject, Version version) {
    this.cache = requireNonNull(cache, "cache");
    this.kind = kind;
    this.subject = requireNonNull(subject, "subject");
    this.version = requireNonNull(version, "version");
  }

  /** Returns the notice that the entry under a key of the cache has changed. */
  public static Notice key(String cache, String key, Version version) {
    return new Notice(cache, Kind.KEY, key, version);
  }

  /** Returns the notice that a tag of the cache was invalidated. */
  public static Notice tag(String cache, String tag, Version version) {
    return new Notice(cache, Kind.TAG, tag, version);
  }

  /** Returns the notice that the cache was cleared. */
  public static Notice clear(String cache, Version version) {
    return new Notice(cache, Kind.CLEAR, "", version);
  }

  /** Returns the name of the cache with its prefix. */
  public String cache() {
    return cache;
  }

  /** Returns what has changed. */
  public Kind kind() {
    return kind;
  }

  /** Returns the key or the tag, or an empty string. */
  public String subject() {
    return subject;
  }

  /** Returns the version of the change, which also tells the node that made it. */
  public Version version() {
    return version;
  }

  /**
   * Returns the notice as text: the version, a letter for the kind, the length of the cache's name
   * and a colon, the name, the subject. Controls, percent signs and unpaired surrogates of both are
   * escaped, so that the text comes through as UTF-8.
   */
  public String text() {
    String name = escape(cache);
    return version.text() + kind.letter + name.length() + ":" + name + escape(subject);
  }

  private static String escape(String text) {
    return PercentEscapes.escape(text, "%");
  }

  private static String unescape(String escaped) {
    String text = PercentEscapes.unescape(escaped);
    if (!escape(text).equals(escaped)) {
      throw malformed(escaped);
    }
    return text;
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is not a notice
   */
  public static Notice parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= Version.TEXT_LENGTH + 1) {
      throw malformed(text);
    }
    Version version = Version.parse(text.substring(0, Version.TEXT_LENGTH));
    int end = colon + 1 + length(text, Version.TEXT_LENGTH + 1, colon);
    if (end > text.length()) {
      throw malformed(text);
    }
    return new Notice(
        unescape(text.substring(colon + 1, end)),
        kind(text.charAt(Version.TEXT_LENGTH), text),
        unescape(text.substring(end)),
        version);
  }

  private static int length(String text, int start, int end) {
    int length = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || length > text.length()) {
        throw malformed(text);
      }
      length = length * 10 + digit;
    }
    return length;
  }

  private static Kind kind(char letter, String text) {
    for (Kind kind : Kind.values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw malformed(text);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "Notice must be a version, a kind, a length and a name: found "
            + text.length()
            + " other characters");
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Notice other
        && cache.equals(other.cache)
        && kind == other.kind
        && subject.equals(other.subject)
        && version.equals(other.version);
  }

  @Override
  public int hashCode() {
    return Objects.hash(cache, kind, subject, version);
  }

  /** Returns the kind and the cache; keys may be personal data and are left out. */
  @Override
  public String toString() {
    return "Notice[" + kind + " in " + cache + "]";
  }
}
