package dev.toolkit.core.testing;

import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes requests that are nearly right: the words of HTTP put together at random, with junk in
 * between. The same seed makes the same requests.
 */
public final class MalformedRequests {

  private static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "POST", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "X~1");

  private static final List<String> PATHS =
      List.of(
          "/",
          "/users",
          "/users/",
          "/json",
          "/form",
          "/upload",
          "/page",
          "/files/",
          "/files/a.txt",
          "/cookie",
          "/range",
          "/events",
          "/missing",
          "..",
          ".",
          "//",
          "%",
          "%2",
          "%zz",
          "%00",
          "%2f",
          "%5c",
          "\\",
          "%2e%2e",
          "%c3%a4",
          "%c3",
          "%ff",
          "7",
          "-1",
          "99999999999999999999",
          ";a=b",
          "a",
          "\u00e4",
          " ",
          "{",
          "}",
          "*",
          "~");

  /** Paths that the application has, so that what comes behind the router is reached. */
  private static final List<String> ROUTES =
      List.of(
          "/",
          "/users/7",
          "/users/",
          "/json",
          "/form",
          "/upload",
          "/page",
          "/files/a.txt",
          "/cookie",
          "/events");

  /** Fields that are right by themselves. */
  private static final List<List<String>> FIELDS =
      List.of(
          List.of("Content-Type", "application/json"),
          List.of("Content-Type", "application/x-www-form-urlencoded"),
          List.of("Content-Type", "multipart/form-data; boundary=b"),
          List.of("Range", "bytes=0-4"),
          List.of("Range", "bytes=1-2, 4-"),
          List.of("Range", "bytes=9999-"),
          List.of("Accept-Encoding", "gzip"),
          List.of("Accept", "image/png"),
          List.of("If-None-Match", "*"),
          List.of("If-Match", "\"a\""));

  /** Bodies that are right in their way, or nearly. */
  private static final List<String> WHOLE_BODIES =
      List.of(
          "{\"name\":\"Ada\",\"age\":7}",
          "{\"name\":\" \",\"age\":-7}",
          "a=1&b=2",
          "a&".repeat(1001),
          "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--",
          "--b\r\nX: " + "x".repeat(5000) + "\r\n\r\n1\r\n--b--");

  private static final List<String> QUERIES =
      List.of(
          "?",
          "&",
          "=",
          "a",
          "pretty",
          "lang=de",
          "page=1",
          "page=x",
          "%",
          "%zz",
          "%ff",
          "+",
          ";",
          "_method=DELETE",
          "a=1",
          "\u00e4",
          "?");

  private static final List<String> NAMES =
      List.of(
          "Accept",
          "Accept-Encoding",
          "Accept-Language",
          "Content-Type",
          "Content-Encoding",
          "Range",
          "If-Range",
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "Cookie",
          "Origin",
          "Access-Control-Request-Method",
          "Access-Control-Request-Headers",
          "X-Forwarded-For",
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "Forwarded",
          "X-Request-Id",
          "X-HTTP-Method-Override",
          "Last-Event-ID",
          "Content-Length",
          "X-Junk");

  private static final List<String> VALUES =
      List.of(
          "*/*",
          "text/html",
          "application/json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=b",
          "multipart/form-data",
          "; charset=utf-8",
          "; charset=utf-16",
          "gzip",
          "deflate",
          "identity",
          ";q=0.5",
          ";q=0",
          ";q=x",
          ",",
          ";",
          "=",
          "\"",
          "\\",
          "bytes=",
          "0-4",
          "-5",
          "5-",
          "9-2",
          "99999999999999999999-",
          "*",
          "W/\"a\"",
          "\"a\"",
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994",
          "a=b",
          "signed=1.AAAA",
          "https://app.example.com",
          "null",
          "10.0.0.1",
          "192.0.2.1",
          "[2001:db8::1]:80",
          "::",
          "for=",
          "proto=https",
          "host=",
          "unknown",
          "_x",
          "PUT",
          "DELETE",
          "de",
          "en-US",
          "%",
          "\u00e4",
          "\u00ff",
          " ",
          "\t",
          "0");

  private static final List<String> BODIES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"name\"",
          ":",
          ",",
          "\"Ada\"",
          "1",
          "-",
          "1e999",
          "null",
          "true",
          "\\u",
          "\\ud800",
          "--b",
          "--b--",
          "\r\n",
          "\n",
          "\r",
          "Content-Disposition: form-data",
          "; name=\"a\"",
          "; filename=\"../x\"",
          "Content-Type: text/plain",
          "a=1",
          "&",
          "%",
          "%zz",
          "+",
          "\u00e4",
          "\0",
          " ",
          "{\"name\":\"Ada\",\"age\":7}");

  private final Random random;

  /** Starts a sequence of requests. */
  public MalformedRequests(long seed) {
    random = new Random(seed);
  }

  /** Returns the next request. */
  public Request next() {
    return random.nextInt(8) == 0 ? aimed() : composed();
  }

  /** A body for a route that takes such, and nothing wrong but perhaps the one for the other. */
  private Request aimed() {
    return Request.builder(Method.POST, one(List.of("/json", "/form", "/upload")))
        .header("Content-Type", FIELDS.get(random.nextInt(3)).get(1))
        .body(one(WHOLE_BODIES))
        .build();
  }

  private Request composed() {
    Request.Builder request = Request.builder(Method.of(one(METHODS)), target());
    request.headers(headers()).peer(one(List.of("192.0.2.1", "10.0.0.1", "fd00::1", "junk", "")));
    if (random.nextInt(3) > 0) {
      request.body(body());
    }
    return request.build();
  }

  private String target() {
    String path = random.nextBoolean() ? one(ROUTES) : "/" + some(PATHS, 4);
    return path + (random.nextBoolean() ? some(QUERIES, 6) : "");
  }

  private Headers headers() {
    Headers.Builder headers = Headers.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      headers.add(one(NAMES), some(VALUES, 6));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      List<String> field = FIELDS.get(random.nextInt(FIELDS.size()));
      headers.set(field.get(0), field.get(1));
    }
    return headers.build();
  }

  private RequestBody body() {
    String text = random.nextInt(3) == 0 ? one(WHOLE_BODIES) : some(BODIES, 12);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean()
        ? RequestBody.of(bytes)
        : RequestBody.of(new ByteArrayInputStream(bytes), random.nextBoolean() ? -1 : bytes.length);
  }

  private String some(List<String> words, int most) {
    var text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(one(words));
    }
    return text.toString();
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
