package dev.toolkit.core;

import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON bodies, and tells in problem documents what is wrong with them. */
final class JsonBody {

  private JsonBody() {}

  static <T> T decode(Context c, BodyType<T> type) {
    requireJson(c.request());
    try {
      T value = c.env().json().decode(c.request().bytes(), type);
      requireNoNulls(value);
      return value;
    } catch (JsonException e) {
      throw malformed(e);
    }
  }

  /** No constraint can be written on the elements of a body that is itself a list or a map. */
  private static void requireNoNulls(Object value) {
    if (value instanceof Collection<?> elements) {
      int index = 0;
      for (Object element : elements) {
        requireNoNull(element, Integer.toString(index++));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, element) -> requireNoNull(element, String.valueOf(key)));
    }
  }

  private static void requireNoNull(@Nullable Object element, String name) {
    if (element == null) {
      String token = name.replace("~", "~0").replace("/", "~1");
      throw new JsonException("must not be null", 0, 0, "/" + token);
    }
  }

  private static void requireJson(Request request) {
    String type = request.header("Content-Type").orElse(null);
    if (type == null && request.body().length() == 0) {
      throw Problem.of(400).withDetail("Request body is missing").exception();
    }
    if (type == null) {
      throw unsupported("Content-Type is missing: send application/json");
    }
    MediaType mediaType = request.mediaType().orElse(null);
    if (mediaType == null || !mediaType.isJson()) {
      throw unsupported("Content-Type must be application/json");
    }
    String charset = mediaType.parameter("charset").orElse("utf-8");
    if (!Scan.sameIgnoringCase(charset, "utf-8") && !Scan.sameIgnoringCase(charset, "us-ascii")) {
      throw unsupported("JSON must be in UTF-8");
    }
    String coding = request.header("Content-Encoding").orElse("identity");
    if (!Scan.sameIgnoringCase(coding, "identity")) {
      throw unsupported("Request bodies must not have a Content-Encoding");
    }
  }

  private static ProblemException unsupported(String detail) {
    return Problem.of(415).withDetail(detail).exception();
  }

  private static ProblemException malformed(JsonException e) {
    String message = "Request body: " + e.getMessage();
    Problem problem = Problem.of(400);
    if (e.line() > 0) {
      message += " (line " + e.line() + ", column " + e.column() + ")";
      problem = problem.with("line", e.line()).with("column", e.column());
    }
    return problem.withDetail(message).with("pointer", e.pointer()).exception();
  }

  static void validate(Context c, Object value, Class<?>... groups) {
    List<String> languages = c.request().languages();
    List<Violation> violations = c.env().validator().validate(value, languages, List.of(groups));
    if (!violations.isEmpty()) {
      throw invalid(violations).exception();
    }
  }

  private static Problem invalid(List<Violation> violations) {
    List<Map<String, String>> errors = new ArrayList<>();
    for (Violation violation : violations) {
      Map<String, String> error = new LinkedHashMap<>();
      error.put("pointer", violation.pointer());
      error.put("message", violation.message());
      error.put("code", violation.code());
      errors.add(error);
    }
    String count = violations.size() == 1 ? "a constraint" : violations.size() + " constraints";
    return Problem.of(422).withDetail("Request body breaks " + count).with("errors", errors);
  }
}
