package dev.toolkit.router;

import dev.toolkit.router.Segment.Param;
import java.util.List;

/** A path that a pattern matches, for messages that have to show one. */
final class SamplePath {

  private SamplePath() {}

  /** Returns a path for the segments, or words if a constraint is too narrow to guess a value. */
  static String of(List<Segment> segments) {
    StringBuilder path = new StringBuilder();
    for (Segment segment : segments) {
      path.append('/');
      for (int i = 0; i < segment.literals().size(); i++) {
        Segment.appendLiteral(segment.literals().get(i), path);
        if (i < segment.params().size() && !appendValue(segment.params().get(i), path)) {
          return "the same paths";
        }
      }
    }
    return path.toString();
  }

  private static boolean appendValue(Param param, StringBuilder path) {
    Constraint constraint = param.constraint();
    String value = constraint == null ? "7" : constraint.sample();
    return value != null && PercentEncoding.encode(value, -1, path);
  }
}
