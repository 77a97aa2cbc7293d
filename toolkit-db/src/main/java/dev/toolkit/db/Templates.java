package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses templates of raw SQL: text, {@code {n}} for arguments, and {@code ??} for {@code ?}. */
final class Templates {
  private Templates() {}

  static Node parse(String template, List<Node> arguments) {
    List<String> parts = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    int start = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', start)) {
      int close = template.indexOf('}', open);
      int index = close < 0 ? -1 : number(template, open + 1, close);
      if (index < 0 || index >= arguments.size()) {
        throw refused(
            "has no argument for '{' at index "
                + open
                + ": write {0} to {"
                + (arguments.size() - 1)
                + "}");
      }
      parts.add(template.substring(start, open));
      indexes.add(index);
      start = close + 1;
    }
    parts.add(template.substring(start));
    parts.forEach(Templates::requireNoBinding);
    requireAllUsed(indexes, arguments.size());
    return new Node.Raw(parts, indexes, arguments);
  }

  /** Returns the number between the indexes, or -1 if there is none. */
  private static int number(String template, int from, int to) {
    if (from == to || to - from > 4) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = template.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static void requireNoBinding(String part) {
    if (part.replace("??", "").indexOf('?') >= 0) {
      throw refused("has a '?' without a value: use {0} for a value, or ?? for the operator");
    }
  }

  private static void requireAllUsed(List<Integer> indexes, int arguments) {
    Set<Integer> used = new HashSet<>(indexes);
    for (int i = 0; i < arguments; i++) {
      if (!used.contains(i)) {
        throw refused("does not use its argument {" + i + "}");
      }
    }
  }

  private static QueryRefusedException refused(String what) {
    return new QueryRefusedException(Refusal.RAW_TEMPLATE, "Template of SQL " + what);
  }
}
