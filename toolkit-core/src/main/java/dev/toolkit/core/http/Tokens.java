package dev.toolkit.core.http;

import org.jspecify.annotations.Nullable;

/** The characters that HTTP allows where: RFC 9110, sections 5.5 and 5.6.2. */
final class Tokens {

  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** Returns the text if it is a token, and throws naming {@code what} and the place otherwise. */
  static String require(String text, String what) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        throw unexpected(text.charAt(i), i, what);
      }
    }
    return text;
  }

  /** Returns the text if a field may have it as its value, and throws without quoting otherwise. */
  static String requireFieldValue(String text, String name) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw unexpected(c, i, "the value of header " + name);
      }
    }
    return text;
  }

  static boolean isToken(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return start < end;
  }

  static boolean isTokenChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_SYMBOLS.indexOf(c) >= 0;
  }

  /** Returns whether both are equal but for the case of ASCII letters: RFC 9110, section 5.1. */
  static boolean sameIgnoringCase(String left, @Nullable String right) {
    if (right == null || left.length() != right.length()) {
      return false;
    }
    for (int i = 0; i < left.length(); i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b && lowerCase(a) != lowerCase(b)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text with its ASCII letters in lower case. */
  static String lowerCase(String text) {
    int i = 0;
    while (i < text.length() && lowerCase(text.charAt(i)) == text.charAt(i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    var lower = new StringBuilder(text.length());
    for (int k = 0; k < text.length(); k++) {
      lower.append(lowerCase(text.charAt(k)));
    }
    return lower.toString();
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** Names the character by its code, since it may be invisible, and never quotes the text. */
  static IllegalArgumentException unexpected(char c, int index, String where) {
    return new IllegalArgumentException(
        "Unexpected character 0x" + Integer.toHexString(c) + " at index " + index + " in " + where);
  }
}
