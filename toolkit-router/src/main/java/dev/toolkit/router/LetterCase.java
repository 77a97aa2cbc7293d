package dev.toolkit.router;

/** Comparison without regard to the case of letters, as {@link String#equalsIgnoreCase} has it. */
final class LetterCase {

  private LetterCase() {}

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
