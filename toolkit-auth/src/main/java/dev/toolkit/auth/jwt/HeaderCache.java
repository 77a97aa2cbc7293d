package dev.toolkit.auth.jwt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last few encoded headers, with what they say. */
final class HeaderCache {

  /*
   * All tokens of an issuer have the same few headers. Only those of tokens whose signature held
   * come in here, so an attacker cannot fill it, and a hit means: this text was read strictly and
   * accepted. The key is looked for each time, since it may be gone. Writers may lose an entry to
   * each other; then it comes in again with the next token.
   */

  private static final int CAPACITY = 8;

  /** An encoded header, without the dot after it. */
  static final class Entry {
    private final byte[] text;
    private final JoseHeader header;

    Entry(byte[] text, JoseHeader header) {
      this.text = text;
      this.header = header;
    }

    int length() {
      return text.length;
    }

    JoseHeader header() {
      return header;
    }

    boolean isHeaderOf(byte[] token) {
      int length = text.length;
      return token.length > length
          && token[length] == '.'
          && Arrays.equals(token, 0, length, text, 0, length);
    }
  }

  private volatile Entry[] entries = {};

  @Nullable Entry find(byte[] token) {
    for (Entry entry : entries) {
      if (entry.isHeaderOf(token)) {
        return entry;
      }
    }
    return null;
  }

  void add(Entry entry) {
    Entry[] old = entries;
    int kept = Math.min(old.length, CAPACITY - 1);
    Entry[] next = new Entry[kept + 1];
    next[0] = entry;
    System.arraycopy(old, 0, next, 1, kept);
    entries = next;
  }
}
