package dev.toolkit.checks.edge.lean;

import org.teavm.jso.JSBody;

/**
 * Takes the place of {@code dev.toolkit.router.LetterCase}: JavaScript has tables of Unicode of its
 * own.
 */
public final class LetterCase {

  private LetterCase() {}

  /** Returns whether the code point is a letter or a digit of any script. */
  @JSBody(
      params = "codePoint",
      script =
          "return new RegExp('[\\\\p{L}\\\\p{Nd}]', 'u').test(String.fromCodePoint(codePoint));")
  public static native boolean isLetterOrDigit(int codePoint);

  /** Returns whether a text has another at an index, but for the case of letters. */
  public static boolean startsWith(String text, int index, String other) {
    int end = index + other.length();
    return index >= 0
        && end <= text.length()
        && folded(text.substring(index, end)).equals(folded(other));
  }

  /**
   * Returns a text that is the same for all texts that differ in the case of letters only. Java
   * folds each letter to one, while JavaScript makes SS of a sharp s, and an i with a combining dot
   * of the dotted capital one.
   */
  @JSBody(
      params = "text",
      script =
          "return Array.from(text, function(c) { var u = Array.from(c.toUpperCase());"
              + " return Array.from((u.length == 1 ? u[0] : c).toLowerCase())[0]; }).join('');")
  public static native String folded(String text);
}
