package dev.toolkit.router;

import dev.toolkit.router.Segment.Kind;
import dev.toolkit.router.Segment.Param;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a path for a pattern and values of its parameters. Serves one path; not thread-safe. */
final class PathExpansion {

  private final PathPattern pattern;
  private final Map<String, ?> values;
  private final StringBuilder path = new StringBuilder();

  PathExpansion(PathPattern pattern, Map<String, ?> values) {
    this.pattern = pattern;
    this.values = values;
    for (String name : values.keySet()) {
      if (!pattern.paramNames().contains(name)) {
        throw new IllegalArgumentException(
            "Path pattern \"" + pattern + "\" has no parameter \"" + name + "\"");
      }
    }
  }

  String path() {
    @Nullable String omitted = null;
    for (Segment segment : pattern.segments()) {
      String name = segment.isOptional() ? segment.params().get(0).name() : null;
      if (name != null && values.get(name) == null) {
        omitted = omitted == null ? name : omitted;
      } else if (omitted != null) {
        throw fault(omitted, "is needed, since an optional one behind it has a value");
      } else {
        append(segment);
      }
    }
    return path.length() == 0 ? "/" : path.toString();
  }

  private void append(Segment segment) {
    path.append('/');
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < segment.literals().size(); i++) {
      String literal = segment.literals().get(i);
      Segment.appendLiteral(literal, path);
      text.append(literal);
      if (i < segment.params().size()) {
        text.append(value(segment, segment.params().get(i)));
      }
    }
    if (segment.kind() == Kind.MIXED) {
      checkReadBack(segment, text.toString());
    }
  }

  private String value(Segment segment, Param param) {
    Object value = values.get(param.name());
    if (value == null) {
      throw fault(param.name(), "has no value");
    }
    String text = value.toString();
    boolean catchAll = segment.kind() == Kind.CATCH_ALL;
    if (text.isEmpty() && !catchAll) {
      throw fault(param.name(), "must not be empty");
    }
    Constraint constraint = param.constraint();
    if (constraint != null && !constraint.matches(text, 0, text.length())) {
      throw fault(param.name(), "does not match its constraint " + constraint);
    }
    if (!PercentEncoding.encode(text, catchAll ? '/' : -1, path)) {
      throw fault(param.name(), "has half of a surrogate pair, which has no form in UTF-8");
    }
    return text;
  }

  /** A value that holds the literal behind it may be longer, or shorter, when it is read back. */
  private void checkReadBack(Segment segment, String text) {
    int[] offsets = new int[2 * segment.params().size()];
    boolean fits = MixedMatch.fit(segment, text, 0, text.length(), false, offsets, 0);
    for (int i = 0; i < segment.params().size(); i++) {
      String name = segment.params().get(i).name();
      String value = String.valueOf(values.get(name));
      if (!fits || !text.substring(offsets[2 * i], offsets[2 * i + 1]).equals(value)) {
        throw fault(name, "cannot be told from the literals around it when it is read back");
      }
    }
  }

  private IllegalArgumentException fault(String name, String fault) {
    return new IllegalArgumentException(
        "Parameter \"" + name + "\" of path pattern \"" + pattern + "\" " + fault);
  }
}
