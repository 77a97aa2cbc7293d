package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes permissions, as in {@code doc:read}, {@code doc:*} or {@code file:**}.
 *
 * <pre>{@code
 * pattern    = "**" / ( part *( ":" part ) [ ":" "**" ] )    at most 8 segments, 256 characters
 * part       = segment / "*"
 * segment    = 1*( ALPHA / DIGIT / "-" / "_" / "." / "/" / "@" )
 * }</pre>
 *
 * <p>{@code *} stands for exactly one segment, and {@code **}, which can only be the last, for one
 * or more. A pattern without either is the name of one permission. Case matters.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PermissionPattern {

  static final int MAX_SEGMENTS = 8;
  static final int MAX_LENGTH = 256;

  /** Enough for an index below the greatest length. */
  private static final int PLACE_BITS = 9;

  private static final String ONE = "*";
  private static final String REST = "**";

  private final String text;
  private final List<String> segments;

  private PermissionPattern(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Returns the pattern that the text describes.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public static PermissionPattern parse(String text) {
    requireNonNull(text, "text");
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Permission must have at most " + MAX_LENGTH + " characters: " + text.length());
    }
    List<String> segments = new ArrayList<>(4);
    int start = 0;
    while (start <= text.length()) {
      int end = endOfSegment(text, start);
      segments.add(segment(text, start, end));
      start = end + 1;
    }
    if (segments.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "Permission \"" + text + "\" must have at most " + MAX_SEGMENTS + " segments");
    }
    return new PermissionPattern(text, List.copyOf(segments));
  }

  /** Returns the pattern that the text describes, or null if it is none. */
  static @Nullable PermissionPattern find(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  static int endOfSegment(String text, int start) {
    int colon = text.indexOf(':', start);
    return colon < 0 ? text.length() : colon;
  }

  private static String segment(String text, int start, int end) {
    String segment = text.substring(start, end);
    if (segment.isEmpty()) {
      throw new IllegalArgumentException(
          "Permission \"" + text + "\" has an empty segment at index " + start);
    }
    if (segment.equals(ONE)) {
      return segment;
    }
    if (segment.equals(REST)) {
      if (end < text.length()) {
        throw new IllegalArgumentException(
            "Permission \"" + text + "\" has ** at index " + start + ": it can only be the last");
      }
      return segment;
    }
    for (int i = 0; i < segment.length(); i++) {
      if (!isAllowed(segment.charAt(i))) {
        throw new IllegalArgumentException(unexpected(text, segment.charAt(i), start + i));
      }
    }
    return segment;
  }

  private static String unexpected(String text, char c, int index) {
    String quoted = "Permission \"" + text.substring(0, index) + "…\" has ";
    return c == '*'
        ? quoted + "* at index " + index + ": it stands for a whole segment only"
        : quoted + "the character 0x" + Integer.toHexString(c) + " at index " + index;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_./@".indexOf(c) >= 0;
  }

  /** Returns the segments, {@code *} and {@code **} as they are written. */
  List<String> segments() {
    return segments;
  }

  /** Returns whether the pattern is the name of one permission. */
  public boolean isName() {
    return text.indexOf('*') < 0;
  }

  boolean isRest(int index) {
    return segments.get(index).equals(REST);
  }

  boolean isOne(int index) {
    return segments.get(index).equals(ONE);
  }

  /** Returns whether the pattern describes the permission of this name. */
  public boolean matches(String permission) {
    if (permission.length() > MAX_LENGTH) {
      return false;
    }
    int start = 0;
    for (int i = 0; i < segments.size(); i++) {
      int end = endOfSegment(permission, start);
      if (start > permission.length() || start == end) {
        return false;
      }
      if (isRest(i)) {
        return isName(permission);
      }
      if (!isOne(i) && !isSegment(permission, start, end, segments.get(i))) {
        return false;
      }
      start = end + 1;
    }
    return start == permission.length() + 1;
  }

  private static boolean isSegment(String name, int start, int end, String segment) {
    return segment.length() == end - start && name.startsWith(segment, start);
  }

  /**
   * Returns whether a text that is asked for can be a name: it is no longer than one can be, has no
   * empty segment, and not more than there can be. Which characters it has is not looked at, since
   * no pattern could have them.
   */
  static boolean isName(String permission) {
    return colons(permission) >= 0;
  }

  /**
   * Returns where the colons of a name are, the first in the lowest bits and zero where there is no
   * further one, or -1 if the text cannot be a name. Seven places of nine bits fill a long.
   */
  static long colons(String permission) {
    int length = permission.length();
    if (length > MAX_LENGTH) {
      return -1;
    }
    long colons = 0;
    int shift = 0;
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (permission.charAt(i) == ':') {
        if (i == start || shift == PLACE_BITS * (MAX_SEGMENTS - 1)) {
          return -1;
        }
        colons |= (long) i << shift;
        shift += PLACE_BITS;
        start = i + 1;
      }
    }
    return start < length ? colons : -1;
  }

  /** Returns the first of the places, or zero if there is none. */
  static int firstOf(long colons) {
    return (int) colons & ((1 << PLACE_BITS) - 1);
  }

  /** Returns the places after the first. */
  static long withoutFirst(long colons) {
    return colons >>> PLACE_BITS;
  }

  /** Returns whether this pattern describes every permission that the other one does. */
  public boolean covers(PermissionPattern other) {
    for (int i = 0; i < segments.size(); i++) {
      if (i >= other.segments.size()) {
        return false;
      }
      if (isRest(i)) {
        return true;
      }
      if (other.isRest(i) || (!isOne(i) && !segments.get(i).equals(other.segments.get(i)))) {
        return false;
      }
    }
    return segments.size() == other.segments.size();
  }

  /** Returns whether there is a permission that both patterns describe. */
  boolean intersects(PermissionPattern other) {
    int shared = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < shared; i++) {
      if (isRest(i) || other.isRest(i)) {
        return true;
      }
      if (!isOne(i) && !other.isOne(i) && !segments.get(i).equals(other.segments.get(i))) {
        return false;
      }
    }
    return segments.size() == other.segments.size();
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PermissionPattern other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text that the pattern was parsed from. */
  @Override
  public String toString() {
    return text;
  }
}
