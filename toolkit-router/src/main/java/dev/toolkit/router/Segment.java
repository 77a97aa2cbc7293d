package dev.toolkit.router;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern has between two slashes: literals, with a parameter between each two of them.
 *
 * <p>This class is immutable and thread-safe.
 */
final class Segment {

  /** The kinds of segments, the more specific first. */
  enum Kind {
    LITERAL,
    MIXED,
    CONSTRAINED,
    PLAIN,
    CATCH_ALL
  }

  /** A parameter of the segment. */
  record Param(String name, @Nullable Constraint constraint) {}

  static final Segment EMPTY = new Segment(Kind.LITERAL, List.of(""), List.of(), false);

  private final Kind kind;

  /** The decoded literals: before the first parameter, after it, and so on. */
  private final List<String> literals;

  private final List<Param> params;
  private final boolean optional;

  Segment(Kind kind, List<String> literals, List<Param> params, boolean optional) {
    this.kind = kind;
    this.literals = List.copyOf(literals);
    this.params = List.copyOf(params);
    this.optional = optional;
  }

  Kind kind() {
    return kind;
  }

  boolean isLiteral() {
    return kind == Kind.LITERAL;
  }

  boolean isEmpty() {
    return kind == Kind.LITERAL && literals.get(0).isEmpty();
  }

  boolean isOptional() {
    return optional;
  }

  List<String> literals() {
    return literals;
  }

  /** Returns the decoded text before the first parameter. */
  String prefix() {
    return literals.get(0);
  }

  List<Param> params() {
    return params;
  }

  /** Returns the constraint of a segment of the kind {@link Kind#CONSTRAINED}. */
  Constraint constraint() {
    Constraint constraint = params.get(0).constraint();
    if (constraint == null) {
      throw new IllegalStateException(this + " has no constraint");
    }
    return constraint;
  }

  boolean hasConstraints() {
    for (Param param : params) {
      if (param.constraint() != null) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number of characters that are not a parameter's. */
  int literalLength() {
    int length = 0;
    for (String literal : literals) {
      length += literal.length();
    }
    return length;
  }

  /**
   * Compares how specific two segments are, the more specific being less. Literals are all equal.
   */
  int compareKind(Segment other) {
    int byKind = kind.compareTo(other.kind);
    return byKind == 0 && kind == Kind.MIXED
        ? Integer.compare(other.literalLength(), literalLength())
        : byKind;
  }

  /** Returns the segment in the syntax of patterns, but for the names of its parameters. */
  String shape(boolean caseSensitive) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < literals.size(); i++) {
      String literal = literals.get(i);
      appendLiteral(caseSensitive ? literal : LetterCase.folded(literal), shape);
      if (i < params.size()) {
        shape.append(kind == Kind.CATCH_ALL ? "{*" : "{");
        Constraint constraint = params.get(i).constraint();
        shape.append(constraint == null ? "" : ":" + constraint).append('}');
      }
    }
    return shape.toString();
  }

  /** Returns the segment in the form that OpenAPI has for it: parameters by name only. */
  void appendOpenApi(StringBuilder text) {
    for (int i = 0; i < literals.size(); i++) {
      appendLiteral(literals.get(i), text);
      if (i < params.size()) {
        text.append('{').append(params.get(i).name()).append('}');
      }
    }
  }

  static void appendLiteral(String literal, StringBuilder text) {
    if (!PercentEncoding.encode(literal, -1, text)) {
      // Half of a surrogate pair has no encoded form and can only stand for itself.
      text.append(literal);
    }
  }

  /** Returns the segment in the syntax of patterns. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < literals.size(); i++) {
      appendReadable(literals.get(i), text);
      if (i < params.size()) {
        Param param = params.get(i);
        text.append(kind == Kind.CATCH_ALL ? "{*" : "{").append(param.name());
        text.append(optional ? "?" : "");
        text.append(param.constraint() == null ? "" : ":" + param.constraint()).append('}');
      }
    }
    return text.toString();
  }

  private static void appendReadable(String literal, StringBuilder text) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c < ' ' || c == '/' || c == '{' || c == '}' || c == '%') {
        PercentEncoding.encode(String.valueOf(c), -1, text);
      } else {
        text.append(c);
      }
    }
  }

  /**
   * Returns the segments without those that the options make meaningless: empty ones between two
   * slashes, or after a slash at the end.
   */
  static List<Segment> normalized(List<Segment> segments, RouterOptions options) {
    List<Segment> kept = new ArrayList<>(segments);
    if (options.ignoreDuplicateSlashes()) {
      kept.clear();
      for (int i = 0; i < segments.size(); i++) {
        if (i == segments.size() - 1 || !segments.get(i).isEmpty()) {
          kept.add(segments.get(i));
        }
      }
    }
    int last = kept.size() - 1;
    if (options.ignoreTrailingSlash() && last > 0 && kept.get(last).isEmpty()) {
      kept.remove(last);
    }
    return kept;
  }
}
