package dev.toolkit.checks.edge;

import static dev.toolkit.checks.edge.Exchange.get;
import static dev.toolkit.checks.edge.Exchange.json;
import static dev.toolkit.checks.edge.Exchange.of;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** Requests that lead through all of the kernel that {@link NotesApp} uses. */
final class Exchanges {

  private static final String NOTE =
      "{\"title\":\"Grüße \\ud834\\udd1e\\n\",\"priority\":3,\"done\":true,\"tags\":[\"a\",null]}";

  private Exchanges() {}

  static List<Exchange> all() {
    List<Exchange> all = new ArrayList<>();
    all.addAll(routes());
    all.addAll(misses());
    all.addAll(middleware());
    all.addAll(parameters());
    all.addAll(bodies());
    all.addAll(malformedBodies());
    all.addAll(errors());
    all.addAll(guarded());
    return all;
  }

  private static List<Exchange> routes() {
    return List.of(
        get("/"),
        of("HEAD", "/"),
        get("/health"),
        of("HEAD", "/health"),
        get("/api/notes/42"),
        get("/api/notes/0042"),
        get("/api/notes/a-slug-of-words"),
        get("/api/notes/42.txt"),
        get("/api/notes/42.md"),
        get("/files/a/b%20c/%E2%9C%93/d"),
        get("/files/"),
        get("/api/archive/2026"),
        get("/api/archive/2026/11"),
        of("DELETE", "/api/notes/42"),
        get("/old"),
        get("/old/list"),
        get("/old/7"),
        get("/API/Notes/A-slug"),
        get("/%C4%B0ZM%C4%B0R/%EF%AC%81/STRA%C3%9FE"),
        get("/izmir/%EF%AC%81/stra%E1%BA%9Ee"),
        get("/%C3%A9CLAIR-Abc-%C3%A7a"),
        get("/eclair-abc-ca"),
        get("/stream"),
        of("HEAD", "/stream"));
  }

  private static List<Exchange> misses() {
    return List.of(
        get("/nowhere"),
        of("HEAD", "/nowhere"),
        get("/api/notes/-slug-"),
        get("/api/notes/42.exe"),
        get("/api/notes/"),
        get("/nowhere/API/notes"),
        of("PATCH", "/api/notes/42"),
        of("POST", "/health"),
        of("PURGE", "/api/notes"),
        of("OPTIONS", "/api/notes/42"),
        of("OPTIONS", "/nowhere"),
        get("/api/notes/%zz"),
        get("/files/%ff"),
        get("/files/%c0%af"),
        get("/traced/inner/nowhere"),
        get("/traced/inner/nowhere").with("authorization", "Bearer x"));
  }

  private static List<Exchange> middleware() {
    return List.of(
        get("/health").with("x-request-id", "abc-123"),
        get("/health").with("x-request-id", "not acceptable"),
        get("/health").with("origin", "https://app.example.com"),
        get("/health").with("origin", "https://evil.example.com"),
        get("/nowhere").with("origin", "https://app.example.com"),
        preflight("https://app.example.com", "PUT").with("access-control-request-headers", "x-a"),
        preflight("https://evil.example.com", "PUT"),
        get("/traced/order"),
        get("/traced/nowhere"),
        get("/traced/inner/role"),
        get("/traced/inner/role").with("authorization", "Bearer x"),
        get("/whoami"),
        get("/whoami").with("cookie", "visits=1; theme=\"dark\"; =; visits=9; broken"));
  }

  private static Exchange preflight(String origin, String method) {
    return of("OPTIONS", "/api/notes/42")
        .with("access-control-request-method", method)
        .with("origin", origin);
  }

  private static List<Exchange> parameters() {
    return List.of(
        get("/api/notes"),
        get("/api/notes?limit=5&done=true&tag=a%20b&tag=c+d&tag=&tag=%E2%9C%93"),
        get("/api/notes?limit=-2147483648"),
        get("/api/notes?limit=2147483648"),
        get("/api/notes?limit=five"),
        get("/api/notes?limit="),
        get("/api/notes?done=yes"),
        get("/api/notes?tag=%"),
        get("/api/notes?tag=%C3"),
        get("/api/archive/twenty"),
        get("/api/archive/99999999999"),
        get("/api/notes/9223372036854775807"),
        get("/api/notes/9223372036854775808"),
        get("/when?day=2024-02-29&at=2026-11-25T19:48:07.5%2B01:30"),
        get("/when?day=1969-12-31&at=0001-01-01T00:00:00Z"),
        get("/when?day=2023-02-29"),
        get("/when?at=2026-11-25T24:00:00Z"),
        get("/when?id=0188F8B4-0f3a-7c11-b111-00000000000A"),
        get("/when?id=0188f8b4-0f3a-7c11-b111-00000000000g"),
        get("/hash?data=" + "abc%F0%9D%84%9E".repeat(20)));
  }

  private static List<Exchange> bodies() {
    return List.of(
        json("POST", "/api/notes", NOTE),
        json("PUT", "/api/notes/7", NOTE),
        json("PUT", "/api/notes/7", "{\"priority\":1,\"done\":false,\"title\":\"t\",\"x\":[{}]}"),
        json("POST", "/api/notes", "{\"title\":\" \",\"priority\":9,\"done\":false}"),
        json("POST", "/api/notes", NOTE).with("content-encoding", "gzip"),
        of("POST", "/api/notes"),
        of("POST", "/api/notes").body(NOTE.getBytes(UTF_8)),
        of("POST", "/api/notes").with("content-type", "text/plain").body(NOTE.getBytes(UTF_8)),
        text("/api/small/echo", "ab ✓".getBytes(UTF_8)),
        text("/api/small/echo", new byte[] {'a', (byte) 0xff}),
        text("/api/small/echo", "0123456789abcdef".getBytes(UTF_8)),
        text("/api/small/echo", "0123456789abcdefg".getBytes(UTF_8)),
        text("/api/small/ignored", "0123456789abcdefg".getBytes(UTF_8)),
        json("POST", "/api/notes", " ".repeat(1_048_577)));
  }

  private static Exchange text(String target, byte[] body) {
    return of("POST", target).with("content-type", "text/plain").body(body);
  }

  private static List<Exchange> malformedBodies() {
    return List.of(
            "",
            "null",
            "[]",
            "\"text\"",
            "{",
            "{\"title\":",
            "{\"title\":\"a\",}",
            "{\"title\":\"a\" \"b\"}",
            "{\"priority\":01}",
            "{\"priority\":1.}",
            "{\"priority\":1e9999}",
            "{\"title\":\"\\x\"}",
            "{\"title\":\"\\ud800\"}",
            "{\"title\":\"a\nb\"}",
            "{\n \"title\": \"✓\", ?}",
            "{}{}",
            "[".repeat(101),
            "{\"done\":true}",
            "{\"priority\":1}",
            "{\"priority\":\"1\",\"done\":true}",
            "{\"priority\":1.0,\"done\":true}",
            "{\"priority\":2147483648,\"done\":true}",
            "{\"priority\":null,\"done\":true}",
            "{\"priority\":1,\"done\":0}",
            "{\"title\":7,\"priority\":1,\"done\":true}",
            "{\"tags\":{},\"priority\":1,\"done\":true}",
            "{\"tags\":[\"a\",1],\"priority\":1,\"done\":true}")
        .stream()
        .map(text -> json("POST", "/api/notes", text))
        .toList();
  }

  private static List<Exchange> guarded() {
    return List.of(
        get("/guarded/text"),
        of("HEAD", "/guarded/text"),
        get("/guarded/text").with("if-none-match", "*"),
        get("/guarded/text").with("range", "bytes=2-4"),
        get("/guarded/text").with("range", "bytes=-3"),
        get("/guarded/text").with("range", "bytes=0-0,3-4"),
        get("/guarded/text").with("range", "bytes=99-"),
        get("/guarded/json?pretty"),
        get("/guarded/json").with("accept-language", "fr, de;q=0.5"),
        get("/guarded/peer"),
        get("/guarded/peer").with("forwarded", "for=\"[2001:db9::1]:80\";proto=http"),
        get("/guarded/peer").with("forwarded", "for=\"[2001:db8::1]:80\""),
        get("/guarded/version"),
        get("/guarded/version").with("if-none-match", "W/\"v1\""),
        get("/guarded/version").with("if-match", "\"v2\""),
        get("/guarded/version").with("if-modified-since", "Tue, 14 Nov 2023 22:13:20 GMT"),
        get("/guarded/version").with("if-modified-since", "Tue, 14 Nov 2023 22:13:19 GMT"),
        get("/guarded/sign"),
        get("/guarded/signed").with("cookie", "user=ada.forged"),
        get("/guarded/events"),
        get("/guarded/limited/now"),
        get("/guarded/limited/over"),
        of("POST", "/guarded/form")
            .with("content-type", "application/x-www-form-urlencoded")
            .body("a=1&b=2&a=%E2%9C%93+x".getBytes(UTF_8)),
        parts(
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1 \u2713\r\n--x\r\n"
                + "content-disposition: Form-Data; name=b; filename=\"f.txt\"\r\n"
                + "Content-Type: text/plain; charset=ISO-8859-1\r\n\r\nbytes\r\n--x--\r\n"),
        parts("--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"),
        parts("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1"));
  }

  private static Exchange parts(String body) {
    return of("POST", "/guarded/parts")
        .with("content-type", "multipart/form-data; boundary=x")
        .body(body.getBytes(UTF_8));
  }

  private static List<Exchange> errors() {
    return List.of(
        get("/api/notes/101"),
        get("/fail/unknown"),
        get("/fail/mapped"),
        get("/fail/problem"),
        get("/fail/null"),
        get("/fail/header"),
        get("/fail/stream"));
  }
}
