package dev.toolkit.checks.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request, as it is sent to the JVM and to the edge. */
record Exchange(String method, String target, List<String> fields, byte[] body) {

  static Exchange get(String target) {
    return of("GET", target);
  }

  static Exchange of(String method, String target) {
    return new Exchange(method, target, List.of(), new byte[0]);
  }

  static Exchange json(String method, String target, String json) {
    return of(method, target).with("content-type", "application/json").body(json.getBytes(UTF_8));
  }

  /** Names are in lower case and sorted, as the fetch API has them. */
  Exchange with(String name, String value) {
    List<String> more = new ArrayList<>(fields);
    more.add(name);
    more.add(value);
    return new Exchange(method, target, more, body);
  }

  Exchange body(byte[] bytes) {
    return new Exchange(method, target, fields, bytes);
  }

  /** Returns the request as JavaScript takes it. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", method);
    map.put("target", target);
    map.put("scheme", "https");
    map.put("host", "notes.example.com");
    map.put("peer", "192.0.2.1");
    map.put("fields", fields);
    map.put("body", HexFormat.of().formatHex(body));
    return map;
  }

  @Override
  public String toString() {
    return method + " " + target + " " + fields + " " + body.length + " bytes";
  }
}
