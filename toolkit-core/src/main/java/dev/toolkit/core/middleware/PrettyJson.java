package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Indents the JSON of responses by two spaces for requests that have the query parameter {@code
 * pretty}, whatever its value: for people who look at it. Streams are left as they are.
 *
 * <p>Declare it inside of {@link ETags} and {@code Compression}. This class is immutable and safe
 * for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PrettyJson implements Middleware {

  private static final PrettyJson INSTANCE = new PrettyJson();

  /** Deeper nesting is not indented further, so that indentation cannot outgrow the text. */
  private static final int MAX_INDENT = 32;

  private PrettyJson() {}

  /** Returns the middleware. */
  public static PrettyJson create() {
    return INSTANCE;
  }

  @Override
  public Response handle(Context c, Next next) {
    Response response = next.handle(c);
    if (!isAsked(c) || !isJson(response)) {
      return response;
    }
    return switch (response.body()) {
      case Body.Bytes bytes -> response.withBody(Body.bytes(indented(bytes.bytes())));
      case Body.Text text ->
          response.withBody(Body.bytes(indented(text.text().getBytes(StandardCharsets.UTF_8))));
      case Body.Empty empty -> response;
      case Body.Stream stream -> response;
    };
  }

  private static boolean isAsked(Context c) {
    Optional<String> query = c.request().rawQuery();
    if (query.isEmpty() || !query.get().contains("pretty")) {
      return false;
    }
    try {
      return c.query("pretty").isPresent();
    } catch (ProblemException malformed) {
      return false;
    }
  }

  private static boolean isJson(Response response) {
    try {
      return response
          .header("Content-Type")
          .map(MediaType::parse)
          .filter(MediaType::isJson)
          .isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Moves the tokens apart and leaves them as they are, so that no value changes. */
  private static byte[] indented(byte[] json) {
    var out = new ByteArrayOutputStream(json.length * 2);
    int depth = 0;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      switch (b) {
        case '"' -> i = copyString(json, i, out);
        case '{', '[' -> {
          int close = skipSpace(json, i + 1);
          out.write(b);
          if (close < json.length && (json[close] == '}' || json[close] == ']')) {
            out.write(json[close]);
            i = close;
          } else {
            newLine(out, ++depth);
          }
        }
        case '}', ']' -> {
          newLine(out, --depth);
          out.write(b);
        }
        case ',' -> {
          out.write(b);
          newLine(out, depth);
        }
        case ':' -> {
          out.write(b);
          out.write(' ');
        }
        case ' ', '\t', '\r', '\n' -> {}
        default -> out.write(b);
      }
    }
    return out.toByteArray();
  }

  private static int skipSpace(byte[] json, int start) {
    int i = start;
    while (i < json.length && json[i] <= ' ' && json[i] >= 0) {
      i++;
    }
    return i;
  }

  /** Returns the index of the closing quote. */
  private static int copyString(byte[] json, int start, ByteArrayOutputStream out) {
    int i = start + 1;
    while (i < json.length && json[i] != '"') {
      i += json[i] == '\\' ? 2 : 1;
    }
    int end = Math.min(i, json.length - 1);
    out.write(json, start, end - start + 1);
    return end;
  }

  private static void newLine(ByteArrayOutputStream out, int depth) {
    out.write('\n');
    for (int i = Math.min(depth, MAX_INDENT); i > 0; i--) {
      out.write(' ');
      out.write(' ');
    }
  }
}
