package dev.toolkit.db.sql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts of statements by the parts that they are put together from. Safe for use by threads. */
final class Texts {

  /*
   * Applications build the same statements over and over, with other values. To compare their parts
   * with those of a text that is known costs a third of what putting them together does, and most
   * parts are the very same objects. The text is the same object then, which also knows its hash,
   * by which drivers find what they have prepared.
   *
   * The table has a fixed size, and a text takes the place of another whose hash leads there, so
   * that texts without end, which a client may be able to cause, cost time but no room. Threads
   * need no lock: entries do not change, and losing one is no harm.
   */

  private static final int SLOTS = 256;
  private static final int LONGEST = 4_096;

  private final @Nullable Known[] slots = new Known[SLOTS];

  /** Returns the text of the first parts, so many of them. */
  String of(String[] parts, int count) {
    int hash = hash(parts, count);
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Known known = slots[slot];
    if (known != null && known.isOf(parts, count, hash)) {
      return known.text;
    }
    String text = joined(parts, count);
    if (text.length() <= LONGEST) {
      slots[slot] = new Known(Arrays.copyOf(parts, count), hash, text);
    }
    return text;
  }

  private static int hash(String[] parts, int count) {
    int hash = count;
    for (int i = 0; i < count; i++) {
      hash = 31 * hash + parts[i].hashCode();
    }
    return hash;
  }

  static String joined(String[] parts, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += parts[i].length();
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < count; i++) {
      text.append(parts[i]);
    }
    return text.toString();
  }

  /** A text and what it was put together from. */
  private static final class Known {
    private final String[] parts;
    private final int hash;
    private final String text;

    Known(String[] parts, int hash, String text) {
      this.parts = parts;
      this.hash = hash;
      this.text = text;
    }

    boolean isOf(String[] others, int count, int otherHash) {
      if (hash != otherHash || parts.length != count) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (!parts[i].equals(others[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
