package dev.toolkit.benchmarks.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Routes, and requests that each hit one of them, in a fixed random order. */
record RouteSet(List<Endpoint> routes, List<Request> requests) {

  private static final long SEED = 42;

  /** A method and a pattern. */
  record Endpoint(String method, String pattern) {}

  /**
   * A request, the route it should find, and the total length of its parameters.
   *
   * @param path a String of its own for each request, as it is when it comes off the wire
   */
  record Request(String method, String path, String pattern, int paramLength) {}

  /** Returns the set of that name: {@code hono}, {@code github} or {@code static}. */
  static RouteSet named(String name) {
    List<Endpoint> routes = new ArrayList<>();
    for (String line : lines("routes_" + name + ".txt")) {
      int space = line.indexOf(' ');
      routes.add(new Endpoint(line.substring(0, space), line.substring(space + 1)));
    }
    return new RouteSet(routes, name.equals("hono") ? honoRequests() : requests(routes));
  }

  /**
   * Returns routes like those of a large application: static ones, and three with parameters each.
   */
  static RouteSet generated(int count) {
    List<Endpoint> routes = new ArrayList<>();
    for (int i = 0; routes.size() < count; i++) {
      String resource = "/api/v" + i % 10 + "/resource" + i;
      routes.add(new Endpoint("GET", resource));
      routes.add(new Endpoint("GET", resource + "/{id}"));
      routes.add(new Endpoint("PUT", resource + "/{id}"));
      routes.add(new Endpoint("GET", resource + "/{id}/items/{item}"));
    }
    return new RouteSet(routes, requests(routes));
  }

  private static List<Request> honoRequests() {
    List<String> patterns =
        List.of(
            "/user",
            "/user/comments",
            "/user/lookup/username/{username}",
            "/event/{id}/comments",
            "/event/{id}/comment",
            "/very/deeply/nested/route/hello/there",
            "/static/{*rest}");
    List<Request> requests = new ArrayList<>();
    int i = 0;
    for (String line : lines("routes_hono_requests.txt")) {
      int space = line.indexOf(' ');
      String path = line.substring(space + 1);
      String pattern = patterns.get(i++);
      int literal = pattern.replaceAll("\\{[^}]*}", "").length();
      int paramLength = pattern.contains("{") ? path.length() - literal : 0;
      requests.add(new Request(line.substring(0, space), path, pattern, paramLength));
    }
    return requests;
  }

  /** Puts a value into each parameter, and shuffles, so that no branch can be learnt by heart. */
  private static List<Request> requests(List<Endpoint> routes) {
    Random random = new Random(SEED);
    List<Request> requests = new ArrayList<>();
    for (Endpoint route : routes) {
      StringBuilder path = new StringBuilder();
      int paramLength = 0;
      int at = 0;
      for (int open = 0; (open = route.pattern.indexOf('{', at)) >= 0; ) {
        path.append(route.pattern, at, open);
        String value = value(random);
        path.append(value);
        paramLength += value.length();
        at = route.pattern.indexOf('}', open) + 1;
      }
      path.append(route.pattern, at, route.pattern.length());
      requests.add(new Request(route.method, path.toString(), route.pattern, paramLength));
    }
    Collections.shuffle(requests, random);
    return requests;
  }

  private static String value(Random random) {
    int length = 3 + random.nextInt(8);
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < length; i++) {
      value.append("abcdefghijklmnopqrstuvwxyz0123456789-_".charAt(random.nextInt(38)));
    }
    return value.toString();
  }

  private static List<String> lines(String resource) {
    try (InputStream stream = RouteSet.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("No resource " + resource);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
