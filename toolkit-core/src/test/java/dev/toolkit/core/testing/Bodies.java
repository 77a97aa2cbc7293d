package dev.toolkit.core.testing;

import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;

/** What responses hold, as text. */
public final class Bodies {

  private Bodies() {}

  /** Returns the body of a response that is in memory. */
  public static String text(Response response) {
    return switch (response.body()) {
      case Body.Empty empty -> "";
      case Body.Bytes bytes -> new String(bytes.bytes(), StandardCharsets.UTF_8);
      case Body.Text text -> text.text();
      case Body.Stream stream -> throw new AssertionError("body is a stream");
    };
  }
}
