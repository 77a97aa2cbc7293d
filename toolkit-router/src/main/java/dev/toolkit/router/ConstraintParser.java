package dev.toolkit.router;

import dev.toolkit.router.Expression.Chars;
import dev.toolkit.router.Expression.Choice;
import dev.toolkit.router.Expression.Repetition;
import dev.toolkit.router.Expression.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the constraint of a parameter where it stands in the pattern, so that faults are found at
 * an index of the pattern. One instance reads one constraint; it is not thread-safe.
 */
final class ConstraintParser {

  /*
   * choice   = sequence *( "|" sequence )
   * sequence = *( atom [ "?" / "*" / "+" / "{" m [ "," [ n ] ] "}" ] )
   * atom     = "(" [ "?:" ] choice ")" / "[" class "]" / "." / "\" escape / character
   *
   * Everything else that java.util.regex knows is refused by name: it would be an irregular
   * language, or it asks which part of the text a group took, which nobody can see here.
   */

  private static final int MAX_DEPTH = 64;
  private static final String ESCAPABLE = "\\^$.|?*+()[]{}-/,:;!\"#%&'<=>@_`~ ";

  private final String text;
  private final int end;
  private int at;
  private int depth;

  private ConstraintParser(String text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** Reads {@code pattern[from, to)}. */
  static Expression parse(String pattern, int from, int to) {
    ConstraintParser parser = new ConstraintParser(pattern, from, to);
    if (from == to) {
      throw parser.fault(from, "the constraint that should start at index " + from + " is empty");
    }
    Expression expression = parser.choice();
    if (parser.at < to) {
      throw parser.fault(parser.at, "')' at index " + parser.at + " closes no group");
    }
    if (expression.size() > Expression.MAX_SIZE) {
      throw parser.fault(
          from,
          "the constraint at index "
              + from
              + " is too long once its repetitions are written out: more than "
              + Expression.MAX_SIZE
              + " characters");
    }
    return expression;
  }

  private Expression choice() {
    List<Expression> branches = new ArrayList<>();
    branches.add(sequence());
    while (at < end && text.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Choice(List.copyOf(branches));
  }

  private Expression sequence() {
    List<Expression> parts = new ArrayList<>();
    while (at < end && text.charAt(at) != '|' && text.charAt(at) != ')') {
      parts.add(quantified(atom()));
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(List.copyOf(parts));
  }

  private Expression atom() {
    int start = at;
    char c = text.charAt(at);
    return switch (c) {
      case '(' -> group();
      case '[' -> new Chars(charClass());
      case '\\' -> new Chars(escape());
      case '.' -> {
        at++;
        yield new Chars(CharSet.DOT);
      }
      case '*', '+', '?', '{' ->
          throw fault(start, "'" + c + "' at index " + start + " has nothing to repeat");
      case '^', '$' ->
          throw fault(
              start,
              "'"
                  + c
                  + "' at index "
                  + start
                  + " is not supported in a constraint, which is matched in full anyway: leave it"
                  + " out");
      case ']', '}' ->
          throw fault(start, "'" + c + "' at index " + start + " closes nothing: write \\" + c);
      default -> new Chars(CharSet.of(codePoint()));
    };
  }

  private Expression group() {
    int open = at++;
    if (at < end && text.charAt(at) == '?') {
      nonCapturing(open);
    }
    if (++depth > MAX_DEPTH) {
      throw fault(open, "'(' at index " + open + " is the " + depth + "th inside another");
    }
    Expression body = choice();
    if (at == end) {
      throw fault(open, "'(' at index " + open + " is not closed");
    }
    at++;
    depth--;
    return body;
  }

  private void nonCapturing(int open) {
    char kind = at + 1 < end ? text.charAt(at + 1) : 0;
    if (kind == ':') {
      at += 2;
      return;
    }
    char next = at + 2 < end ? text.charAt(at + 2) : 0;
    if (kind == '=' || kind == '!' || (kind == '<' && (next == '=' || next == '!'))) {
      throw unsupported("look-around", open);
    }
    if (kind == '>') {
      throw unsupported("a possessive group", open);
    }
    throw unsupported(kind == '<' || kind == 'P' ? "a named group" : "an inline flag", open);
  }

  private Expression quantified(Expression body) {
    if (at == end) {
      return body;
    }
    int start = at;
    Expression repetition;
    switch (text.charAt(at)) {
      case '?' -> repetition = simple(body, 0, 1);
      case '*' -> repetition = simple(body, 0, Repetition.UNBOUNDED);
      case '+' -> repetition = simple(body, 1, Repetition.UNBOUNDED);
      case '{' -> repetition = counted(body);
      default -> {
        return body;
      }
    }
    if (at < end) {
      refuseSecond(text.charAt(at), start);
    }
    return repetition;
  }

  private Expression simple(Expression body, int min, int max) {
    at++;
    return new Repetition(body, min, max);
  }

  private void refuseSecond(char next, int start) {
    if (next == '?') {
      throw unsupported("a lazy quantifier", start);
    }
    if (next == '+') {
      throw unsupported("a possessive quantifier", start);
    }
    if (next == '*' || next == '{') {
      throw fault(at, "'" + next + "' at index " + at + " repeats what is repeated already");
    }
  }

  private Expression counted(Expression body) {
    int open = at++;
    int min = number(open);
    int max = min;
    if (at < end && text.charAt(at) == ',') {
      at++;
      max = at < end && text.charAt(at) == '}' ? Repetition.UNBOUNDED : number(open);
    }
    if (at == end || text.charAt(at) != '}') {
      throw badCount(open);
    }
    at++;
    if (max != Repetition.UNBOUNDED && max < min) {
      throw fault(open, "the quantifier at index " + open + " has its larger number first");
    }
    return new Repetition(body, min, max);
  }

  private int number(int open) {
    int start = at;
    int value = 0;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = Math.min(Expression.MAX_SIZE + 1, value * 10 + text.charAt(at) - '0');
      at++;
    }
    if (at == start) {
      throw badCount(open);
    }
    return value;
  }

  private PathSyntaxException badCount(int open) {
    return fault(
        open, "the quantifier at index " + open + " should be {m}, {m,} or {m,n}; a brace is \\{");
  }

  private CharSet charClass() {
    int open = at++;
    CharSet.Builder members = new CharSet.Builder();
    boolean negated = at < end && text.charAt(at) == '^';
    if (negated) {
      at++;
    }
    int first = at;
    while (at < end && (text.charAt(at) != ']' || at == first)) {
      if (text.charAt(at) == ']') {
        throw fault(at, "']' at index " + at + " leaves the class empty: write \\]");
      }
      member(members);
    }
    if (at == end) {
      throw fault(open, "'[' at index " + open + " is not closed");
    }
    at++;
    return negated ? members.negate().build() : members.build();
  }

  /** Reads one member of a class, or a range from one to another. */
  private void member(CharSet.Builder members) {
    int start = at;
    char c = text.charAt(at);
    if (c == '[' || (c == '&' && at + 1 < end && text.charAt(at + 1) == '&')) {
      throw fault(start, "'" + c + "' at index " + start + " would combine classes: write \\" + c);
    }
    if (c == '\\' && isSetEscape()) {
      members.add(escape());
      return;
    }
    int low = single();
    boolean range = at + 1 < end && text.charAt(at) == '-' && text.charAt(at + 1) != ']';
    if (!range) {
      members.add(low, low);
      return;
    }
    at++;
    if (text.charAt(at) == '[' || (text.charAt(at) == '\\' && isSetEscape())) {
      throw fault(start, "the range at index " + start + " has no single character as its end");
    }
    int high = single();
    if (high < low) {
      throw fault(start, "the range at index " + start + " has its larger end first");
    }
    members.add(low, high);
  }

  private int single() {
    return text.charAt(at) == '\\' ? escapedCharacter() : codePoint();
  }

  private boolean isSetEscape() {
    return at + 1 < end && "dDwWsS".indexOf(text.charAt(at + 1)) >= 0;
  }

  private CharSet escape() {
    char kind = at + 1 < end ? text.charAt(at + 1) : 0;
    switch (kind) {
      case 'd', 'D', 'w', 'W', 's', 'S' -> {
        at += 2;
        CharSet set =
            switch (kind) {
              case 'd', 'D' -> CharSet.DIGIT;
              case 'w', 'W' -> CharSet.WORD;
              default -> CharSet.SPACE;
            };
        return kind < 'a' ? set.negated() : set;
      }
      default -> {
        return CharSet.of(escapedCharacter());
      }
    }
  }

  private int escapedCharacter() {
    int start = at++;
    if (at == end) {
      throw fault(start, "'\\' at index " + start + " escapes nothing");
    }
    char c = text.charAt(at++);
    int control = "tnrf".indexOf(c);
    if (control >= 0) {
      return "\t\n\r\f".charAt(control);
    }
    if (ESCAPABLE.indexOf(c) >= 0) {
      return c;
    }
    if ((c >= '1' && c <= '9') || c == 'k') {
      throw unsupported("a back-reference", start);
    }
    throw unsupported("the escape \\" + c, start);
  }

  private int codePoint() {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private PathSyntaxException unsupported(String what, int index) {
    return fault(index, what + " at index " + index + " is not supported in a constraint");
  }

  private PathSyntaxException fault(int index, String fault) {
    return new PathSyntaxException(text, index, fault);
  }
}
