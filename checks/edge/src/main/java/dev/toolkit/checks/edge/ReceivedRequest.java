package dev.toolkit.checks.edge;

import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;

/** Turns what JavaScript hands in into a request of the kernel. */
final class ReceivedRequest {

  private ReceivedRequest() {}

  /**
   * Returns the request.
   *
   * @throws IllegalArgumentException if the method or a field holds a character that is not allowed
   */
  static Request of(Received received) {
    return Request.builder(Method.of(received.getMethod()), received.getTarget())
        .headers(headers(received.getFields()))
        .scheme(received.getScheme())
        .host(received.getHost())
        .peer(received.getPeer())
        .body(body(received))
        .build();
  }

  private static Headers headers(String[] fields) {
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return headers.build();
  }

  private static RequestBody body(Received received) {
    byte[] bytes = received.getBody();
    return received.isCut()
        ? RequestBody.of(new CutStream(bytes), (long) received.getLength())
        : RequestBody.of(bytes);
  }
}
