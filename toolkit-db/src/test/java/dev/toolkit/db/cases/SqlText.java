package dev.toolkit.db.cases;

import java.util.Locale;

/** Brings texts of statements to one form: what the cases count as the same is the same then. */
final class SqlText {
  private SqlText() {}

  /** Lower-cases what is not quoted, and drops optional words and repeated blanks there. */
  static String normalized(String sql) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < sql.length()) {
      int end = plainUntil(sql, i);
      text.append(plain(sql.substring(i, end)));
      if (end == sql.length()) {
        break;
      }
      int close = quotedUntil(sql, end);
      text.append(sql, end, close);
      i = close;
    }
    return text.toString().trim();
  }

  private static int plainUntil(String sql, int from) {
    int i = from;
    while (i < sql.length() && "'\"`".indexOf(sql.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static int quotedUntil(String sql, int open) {
    int close = sql.indexOf(sql.charAt(open), open + 1);
    return close < 0 ? sql.length() : close + 1;
  }

  private static String plain(String part) {
    return part.toLowerCase(Locale.ROOT)
        .replace("!=", "<>")
        .replaceAll("\\s+", " ")
        .replaceAll("\\b(inner|outer) join", "join")
        .replaceAll(" as ", " ")
        .replaceAll(" asc\\b", "");
  }
}
