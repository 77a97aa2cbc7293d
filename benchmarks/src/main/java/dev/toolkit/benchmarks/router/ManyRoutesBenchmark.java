package dev.toolkit.benchmarks.router;

import dev.toolkit.router.Match;
import dev.toolkit.router.Router;
import io.jooby.internal.ChiTree;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/**
 * Measures how the cost of a lookup, and of building the router, grows with the number of routes, a
 * quarter of which are static. The rival is Jooby's Chi on the same routes, the floor a scan of the
 * path. With as many requests as routes, all of them and the routes they lead to have to come from
 * memory; with 200 requests, spread over all routes, only the router's own structure grows.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package && java -jar benchmarks/target/benchmarks.jar ManyRoutes -prof gc
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
public class ManyRoutesBenchmark {

  @Param({"200", "10000"})
  int routes = 200;

  /** How many different requests are made, in turn. At most the number of routes. */
  @Param({"200", "10000"})
  int visited = 200;

  private RouteSet routeSet = new RouteSet(List.of(), List.of());
  private Router<RouteSet.Endpoint> toolkit = Router.<RouteSet.Endpoint>builder().build();
  private ChiTree chi = new ChiTree();
  private RouteSet.Request[] requests = {};
  private int next;

  @Setup
  public void setUp() {
    routeSet = RouteSet.generated(routes);
    // They are shuffled, so the first are from anywhere.
    requests = routeSet.requests().stream().limit(visited).toArray(RouteSet.Request[]::new);
    toolkit = RouterBenchmark.Peers.toolkit(routeSet.routes());
    chi = RouterBenchmark.Peers.chi(routeSet.routes());
    for (RouteSet.Request request : requests) {
      Match<RouteSet.Endpoint> match = toolkit.match(request.method(), request.path());
      boolean right =
          match instanceof Match.Found<RouteSet.Endpoint> found
              && found.target().pattern().equals(request.pattern())
              && chi.find(request.method(), request.path()).matches();
      if (!right) {
        throw new IllegalStateException("Wrong answer for " + request);
      }
    }
  }

  private RouteSet.Request request() {
    int index = next + 1;
    next = index < requests.length ? index : 0;
    return requests[next];
  }

  @Benchmark
  public int scan() {
    String path = request().path();
    int slashes = 0;
    for (int i = 0; i < path.length(); i++) {
      slashes += path.charAt(i) == '/' ? 1 : 0;
    }
    return slashes;
  }

  @Benchmark
  public Match<RouteSet.Endpoint> toolkit() {
    RouteSet.Request request = request();
    return toolkit.match(request.method(), request.path());
  }

  @Benchmark
  public boolean joobyChi() {
    RouteSet.Request request = request();
    return chi.find(request.method(), request.path()).matches();
  }

  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Router<RouteSet.Endpoint> build() {
    return RouterBenchmark.Peers.toolkit(routeSet.routes());
  }
}
