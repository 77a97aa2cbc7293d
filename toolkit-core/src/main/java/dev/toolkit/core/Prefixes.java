package dev.toolkit.core;

import dev.toolkit.router.PathPattern;
import dev.toolkit.router.PathSyntaxException;

/** The prefixes of groups: patterns that more segments can follow. */
final class Prefixes {

  private Prefixes() {}

  /** Returns the prefix, or an empty one for {@code "/"}. */
  static String require(String prefix) {
    if (prefix.equals("/")) {
      return "";
    }
    if (prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "Prefix of a group must not end with '/': \"" + prefix + "\"");
    }
    PathPattern.parse(prefix);
    if (!canBeFollowed(prefix)) {
      throw new IllegalArgumentException(
          "Prefix of a group must not hold an optional parameter or a catch-all: \""
              + prefix
              + "\"");
    }
    return prefix;
  }

  /** An optional parameter or a catch-all has to be last: a segment behind it tells. */
  private static boolean canBeFollowed(String prefix) {
    try {
      PathPattern.parse(prefix + "/x");
      return true;
    } catch (PathSyntaxException e) {
      return false;
    }
  }
}
