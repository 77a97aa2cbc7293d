package dev.toolkit.benchmarks.router;

import static java.util.Objects.requireNonNull;

import dev.toolkit.router.Match;
import dev.toolkit.router.Router;
import io.jooby.internal.ChiTree;
import io.undertow.util.PathTemplateMatch;
import io.undertow.util.PathTemplateMatcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Compares a lookup with all path parameters read, in the way each router offers them, with Jooby's
 * Chi, Undertow's templates and Spring's patterns, and with floors that look at the path and no
 * more. Requests are visited in a fixed random order; all of them hit, and at set-up each router
 * has to find the right route and parameters for every one.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package && java -jar benchmarks/target/benchmarks.jar RouterBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
    value = 3,
    jvmArgs = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
public class RouterBenchmark {

  /** The routes of Hono's own benchmark, GitHub's API, and the pages of a site. */
  @Param({"hono", "github", "static"})
  String set = "hono";

  private RouteSet.Request[] requests = {};
  private String[] methods = {};
  private String[] paths = {};
  private byte[][] lines = {};
  private int next;

  private Router<RouteSet.Endpoint> toolkit = Router.<RouteSet.Endpoint>builder().build();
  private ChiTree chi = new ChiTree();
  private Map<String, PathTemplateMatcher<RouteSet.Endpoint>> undertow = Map.of();
  private Map<String, List<PathPattern>> spring = Map.of();
  private Map<String, RouteSet.Endpoint> exact = Map.of();

  @Setup
  public void setUp() {
    RouteSet routeSet = RouteSet.named(set);
    requests = routeSet.requests().toArray(new RouteSet.Request[0]);
    methods = new String[requests.length];
    paths = new String[requests.length];
    lines = new byte[requests.length][];
    for (int i = 0; i < requests.length; i++) {
      methods[i] = requests[i].method().intern();
      paths[i] = requests[i].path();
      lines[i] = (methods[i] + " " + paths[i] + " HTTP/1.1").getBytes(StandardCharsets.US_ASCII);
    }
    toolkit = Peers.toolkit(routeSet.routes());
    chi = Peers.chi(routeSet.routes());
    undertow = Peers.undertow(routeSet.routes());
    spring = Peers.spring(routeSet.routes());
    exact = new HashMap<>();
    for (RouteSet.Request request : requests) {
      exact.put(request.path(), new RouteSet.Endpoint(request.method(), request.pattern()));
    }
    checkAnswers();
  }

  private void checkAnswers() {
    for (int i = 0; i < requests.length; i++) {
      int expected = requests[i].paramLength();
      Match.Found<RouteSet.Endpoint> found = found(toolkit.match(methods[i], paths[i]));
      Peers.check("toolkit", requests[i], found.target().pattern(), readAll(found));
      String chiPattern = chi.find(methods[i], paths[i]).route().getPattern();
      Peers.check("chi", requests[i], Peers.fromJooby(chiPattern), chiAt(i));
      Peers.check("undertow", requests[i], requests[i].pattern(), undertowAt(i));
      Peers.check("spring", requests[i], requests[i].pattern(), springAt(i));
      Peers.check("bytes", requests[i], requests[i].pattern(), bytesAt(i) > 0 ? expected : 0);
    }
  }

  private int index() {
    int index = next + 1;
    next = index < requests.length ? index : 0;
    return next;
  }

  @SuppressWarnings("unchecked")
  private static Match.Found<RouteSet.Endpoint> found(Match<RouteSet.Endpoint> match) {
    return (Match.Found<RouteSet.Endpoint>) match;
  }

  private static int readAll(Match.Found<RouteSet.Endpoint> found) {
    int length = 0;
    for (int i = 0; i < found.paramCount(); i++) {
      String value = found.param(i);
      length += value == null ? 0 : value.length();
    }
    return length;
  }

  /** All parameters as Strings. */
  @Benchmark
  public int toolkit() {
    int i = index();
    return readAll(found(toolkit.match(methods[i], paths[i])));
  }

  /** Parameters by their offsets. */
  @Benchmark
  public int toolkitOffsets() {
    int i = index();
    Match.Found<RouteSet.Endpoint> found = found(toolkit.match(methods[i], paths[i]));
    int length = 0;
    for (int p = 0; p < found.paramCount(); p++) {
      length += found.end(p) - found.start(p);
    }
    return length;
  }

  /** Straight off the request line, parameters by their offsets. */
  @Benchmark
  public int toolkitBytes() {
    return bytesAt(index());
  }

  private int bytesAt(int i) {
    int from = methods[i].length() + 1;
    Match.Found<RouteSet.Endpoint> found =
        found(toolkit.match(methods[i], lines[i], from, lines[i].length - 9));
    int length = 0;
    for (int p = 0; p < found.paramCount(); p++) {
      length += found.end(p) - found.start(p);
    }
    return length;
  }

  @Benchmark
  public int joobyChi() {
    return chiAt(index());
  }

  private int chiAt(int i) {
    int length = 0;
    for (String value : chi.find(methods[i], paths[i]).pathMap().values()) {
      length += value.length();
    }
    return length;
  }

  @Benchmark
  public int undertow() {
    return undertowAt(index());
  }

  private int undertowAt(int i) {
    PathTemplateMatch match = requireNonNull(undertow.get(methods[i])).match(paths[i]);
    int length = 0;
    for (String value : match.getParameters().values()) {
      length += value.length();
    }
    return length;
  }

  /** All patterns in the order of their specificity, as functional routes are looked up. */
  @Benchmark
  public int springPathPattern() {
    return springAt(index());
  }

  private int springAt(int i) {
    PathContainer path = PathContainer.parsePath(paths[i]);
    for (PathPattern pattern : requireNonNull(spring.get(methods[i]))) {
      PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
      if (match != null) {
        int length = 0;
        for (Map.Entry<String, String> entry : match.getUriVariables().entrySet()) {
          // Spring keeps the slash before the rest.
          length += entry.getValue().length() - (entry.getKey().equals("rest") ? 1 : 0);
        }
        return length;
      }
    }
    throw new IllegalStateException("No route for " + paths[i]);
  }

  /** Looks at each character once. */
  @Benchmark
  public int floorScan() {
    String path = paths[index()];
    int slashes = 0;
    for (int i = 0; i < path.length(); i++) {
      slashes += path.charAt(i) == '/' ? 1 : 0;
    }
    return slashes;
  }

  /** Looks the whole path up in a map, its hash being known already. */
  @Benchmark
  public RouteSet.@Nullable Endpoint floorHashMap() {
    return exact.get(paths[index()]);
  }

  /** Sets up the rivals. */
  private static final class Peers {
    private Peers() {}

    static Router<RouteSet.Endpoint> toolkit(List<RouteSet.Endpoint> routes) {
      Router.Builder<RouteSet.Endpoint> builder = Router.builder();
      routes.forEach(route -> builder.add(route.method(), route.pattern(), route));
      return builder.build();
    }

    static ChiTree chi(List<RouteSet.Endpoint> routes) {
      ChiTree chi = new ChiTree();
      routes.forEach(
          route -> chi.insert(route.method(), route.pattern().replace("{*rest}", "*rest")));
      return chi;
    }

    static String fromJooby(String pattern) {
      return pattern.replace("*rest", "{*rest}");
    }

    static Map<String, PathTemplateMatcher<RouteSet.Endpoint>> undertow(
        List<RouteSet.Endpoint> routes) {
      Map<String, PathTemplateMatcher<RouteSet.Endpoint>> matchers = new HashMap<>();
      for (RouteSet.Endpoint route : routes) {
        matchers
            .computeIfAbsent(route.method(), method -> new PathTemplateMatcher<>())
            .add(route.pattern().replace("{*rest}", "*"), route);
      }
      return matchers;
    }

    static Map<String, List<PathPattern>> spring(List<RouteSet.Endpoint> routes) {
      Map<String, List<PathPattern>> patterns = new LinkedHashMap<>();
      PathPatternParser parser = new PathPatternParser();
      for (RouteSet.Endpoint route : routes) {
        patterns
            .computeIfAbsent(route.method(), method -> new ArrayList<>())
            .add(parser.parse(route.pattern()));
      }
      patterns.values().forEach(list -> list.sort(null));
      return patterns;
    }

    static void check(String peer, RouteSet.Request request, String pattern, int paramLength) {
      if (!pattern.equals(request.pattern()) || paramLength != request.paramLength()) {
        throw new IllegalStateException(
            peer + " is wrong: " + request + ", found " + pattern + " with " + paramLength);
      }
    }
  }
}
