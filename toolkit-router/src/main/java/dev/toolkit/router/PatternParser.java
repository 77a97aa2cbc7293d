package dev.toolkit.router;

import dev.toolkit.router.Segment.Kind;
import dev.toolkit.router.Segment.Param;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a pattern. One instance reads one pattern; it is not thread-safe.
 *
 * <pre>
 * pattern  = 1*( "/" segment )
 * segment  = *( literal / "{" name [ ":" constraint ] "}" )     ; two parameters never touch
 *          / "{" name "?" [ ":" constraint ] "}"                ; only others like it may follow
 *          / "{*" name "}"                                      ; nothing may follow
 * name     = 1*( letter / digit / "_" )
 * </pre>
 */
final class PatternParser {

  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private int at;

  // The segment that is being read.
  private final List<String> literals = new ArrayList<>();
  private final List<Param> params = new ArrayList<>();
  private boolean optional;
  private boolean catchAll;

  PatternParser(String text) {
    this.text = text;
  }

  List<Segment> parse() {
    if (text.isEmpty() || text.charAt(0) != '/') {
      throw fault(0, "it must start with '/'");
    }
    while (at < text.length()) {
      refuseAfterLast(at);
      at++;
      segments.add(segment());
    }
    return List.copyOf(segments);
  }

  /** Returns the names of all parameters, in the order of the pattern. */
  List<String> names() {
    return List.copyOf(names);
  }

  private void refuseAfterLast(int index) {
    Segment previous = segments.isEmpty() ? null : segments.get(segments.size() - 1);
    if (previous != null && previous.kind() == Kind.CATCH_ALL) {
      throw fault(index, "nothing can follow the catch-all " + previous + ", as at index " + index);
    }
  }

  private Segment segment() {
    literals.clear();
    params.clear();
    optional = false;
    catchAll = false;
    int start = at;
    literal();
    while (at < text.length() && text.charAt(at) == '{') {
      param();
      literal();
    }
    return finished(start);
  }

  private Segment finished(int start) {
    boolean pure = params.size() == 1 && literals.get(0).isEmpty() && literals.get(1).isEmpty();
    if ((optional || catchAll) && !pure) {
      String what = optional ? "an optional parameter" : "a catch-all";
      throw fault(
          start, what + " must have its segment to itself, unlike the one at index " + start);
    }
    boolean afterOptional = !segments.isEmpty() && segments.get(segments.size() - 1).isOptional();
    if (afterOptional && !optional) {
      throw fault(
          start,
          "only optional parameters can follow an optional one, unlike the segment at index "
              + start);
    }
    return new Segment(kind(pure), literals, params, optional);
  }

  private Kind kind(boolean pure) {
    if (params.isEmpty()) {
      return Kind.LITERAL;
    }
    if (!pure) {
      return Kind.MIXED;
    }
    if (catchAll) {
      return Kind.CATCH_ALL;
    }
    return params.get(0).constraint() == null ? Kind.PLAIN : Kind.CONSTRAINED;
  }

  /** Reads up to the next parameter or the end of the segment. */
  private void literal() {
    int start = at;
    while (at < text.length() && text.charAt(at) != '/' && text.charAt(at) != '{') {
      if (text.charAt(at) == '}') {
        throw fault(at, "'}' at index " + at + " closes nothing: a literal brace is %7D");
      }
      at++;
    }
    int malformed = PercentEncoding.firstMalformed(text, start, at);
    if (malformed >= 0) {
      throw fault(malformed, "'%' at index " + malformed + " starts no escape of UTF-8 text");
    }
    literals.add(PercentEncoding.decode(text, start, at));
  }

  private void param() {
    int open = at;
    if (!params.isEmpty() && literals.get(literals.size() - 1).isEmpty()) {
      throw fault(open, "the parameter at index " + open + " needs a literal before it");
    }
    int close = closingBrace(open);
    at++;
    if (text.charAt(at) == '*') {
      catchAll = true;
      at++;
    }
    String name = name();
    if (!catchAll && text.charAt(at) == '?') {
      optional = true;
      at++;
    }
    Constraint constraint = catchAll ? null : constraint(close);
    if (at != close) {
      throw unexpected();
    }
    at++;
    params.add(new Param(name, constraint));
  }

  private String name() {
    int start = at;
    while (isNamePart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == start) {
      throw text.charAt(at) == '}' || text.charAt(at) == ':' || text.charAt(at) == '?'
          ? fault(at, "the parameter at index " + at + " has no name")
          : unexpected();
    }
    String name = text.substring(start, at);
    if (names.contains(name)) {
      throw fault(start, "the name \"" + name + "\" at index " + start + " is there already");
    }
    names.add(name);
    return name;
  }

  private static boolean isNamePart(int c) {
    return c == '_' || LetterCase.isLetterOrDigit(c);
  }

  private @Nullable Constraint constraint(int close) {
    if (text.charAt(at) != ':') {
      return null;
    }
    Constraint constraint = Constraint.parse(text, at + 1, close);
    at = close;
    return constraint;
  }

  /** Finds the brace that closes the one at {@code open}, past those in the constraint. */
  private int closingBrace(int open) {
    int depth = 0;
    boolean inClass = false;
    boolean inConstraint = false;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ':') {
        inConstraint = true;
      } else if (inConstraint && c == '\\') {
        i++;
      } else if (inConstraint && c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (!inClass && c == '{') {
        depth++;
      } else if (!inClass && c == '}' && --depth == 0) {
        return i;
      }
    }
    throw fault(open, "'{' at index " + open + " is not closed");
  }

  private PathSyntaxException unexpected() {
    int c = text.codePointAt(at);
    boolean visible = c > ' ' && c < 0x7f;
    String shown = visible ? "'" + (char) c + "'" : "character 0x" + Integer.toHexString(c);
    return fault(
        at,
        shown
            + " at index "
            + at
            + " is not part of a parameter: names are letters, digits and '_'");
  }

  private PathSyntaxException fault(int index, String fault) {
    return new PathSyntaxException(text, index, fault);
  }
}
