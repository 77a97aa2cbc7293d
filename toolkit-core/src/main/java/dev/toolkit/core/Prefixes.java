package dev.toolkit.core;

import dev.toolkit.router.PathPattern;

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
    // An optional parameter or a catch-all has to be last: a segment behind it tells.
    PathPattern.parse(prefix + "/x");
    return prefix;
  }
}
