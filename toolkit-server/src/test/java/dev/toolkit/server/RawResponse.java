package dev.toolkit.server;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response as it came over the wire.
 *
 * @param head the status line and the header lines
 * @param body the bytes without chunk sizes
 * @param complete whether the body ended as it should
 */
record RawResponse(List<String> head, byte[] body, boolean complete) {

  int status() {
    return Integer.parseInt(head.getFirst().split(" ")[1]);
  }

  /** Returns the values of a header, joined by commas, or an empty text. */
  String header(String name) {
    String prefix = name.toLowerCase(java.util.Locale.ROOT) + ":";
    return String.join(
        ",",
        head.stream()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(prefix))
            .map(line -> line.substring(prefix.length()).strip())
            .toList());
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
