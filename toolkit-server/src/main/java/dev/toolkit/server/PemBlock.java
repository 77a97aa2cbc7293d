package dev.toolkit.server;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A part of a PEM file: RFC 7468. */
final class PemBlock {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private final String label;
  private final byte[] bytes;

  private PemBlock(String label, byte[] bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** Returns what stands after {@code BEGIN}. */
  String label() {
    return label;
  }

  /** Returns what is encoded. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the parts of a text, in order. What stands between them is skipped.
   *
   * @throws IllegalArgumentException if a part is not closed or not in Base64
   */
  static List<PemBlock> parse(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    int begin = text.indexOf(BEGIN);
    while (begin >= 0) {
      int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
      if (labelEnd < 0) {
        throw new IllegalArgumentException("\"" + BEGIN.strip() + "\" is not closed by dashes");
      }
      String label = text.substring(begin + BEGIN.length(), labelEnd);
      int end = text.indexOf(END + label + DASHES, labelEnd);
      if (end < 0) {
        throw new IllegalArgumentException("\"" + BEGIN + label + DASHES + "\" has no end");
      }
      blocks.add(new PemBlock(label, decode(label, text.substring(labelEnd + 5, end))));
      begin = text.indexOf(BEGIN, end);
    }
    return blocks;
  }

  private static byte[] decode(String label, String base64) {
    var packed = new StringBuilder(base64.length());
    for (int i = 0; i < base64.length(); i++) {
      if (base64.charAt(i) > ' ') {
        packed.append(base64.charAt(i));
      }
    }
    try {
      return Base64.getDecoder().decode(packed.toString());
    } catch (IllegalArgumentException e) {
      // The cause would tell a character of what may be a key.
      throw new IllegalArgumentException("what follows \"" + BEGIN + label + "\" is not Base64");
    }
  }
}
