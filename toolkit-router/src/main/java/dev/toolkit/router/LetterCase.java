package dev.toolkit.router;

/**
 * What Unicode says of letters. All of it that the router needs is here, so that a platform with
 * tables of its own can put its own class in the place of this one.
 */
final class LetterCase {

  private LetterCase() {}

  /** Returns whether the code point is a letter or a digit of any script. */
  static boolean isLetterOrDigit(int codePoint) {
    return Character.isLetterOrDigit(codePoint);
  }

  /** Returns whether a text has another at an index, as {@link String#equalsIgnoreCase} has it. */
  static boolean startsWith(String text, int index, String other) {
    return text.regionMatches(true, index, other, 0, other.length());
  }

  /** Returns a text that is the same for all texts that differ in the case of letters only. */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
      i += Character.charCount(c);
    }
    return folded.toString();
  }
}
