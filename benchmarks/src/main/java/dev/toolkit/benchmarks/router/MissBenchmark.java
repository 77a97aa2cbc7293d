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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures lookups that find nothing on GitHub's routes, beside the hits on the same paths: paths
 * with a segment too many (404), and methods that no route has (405). Jooby's Chi makes a match for
 * either.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package && java -jar benchmarks/target/benchmarks.jar MissBenchmark -prof gc
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
public class MissBenchmark {
  private Router<RouteSet.Endpoint> toolkit = Router.<RouteSet.Endpoint>builder().build();
  private ChiTree chi = new ChiTree();
  private String[] methods = {};
  private String[] paths = {};
  private String[] missing = {};
  private int next;

  @Setup
  public void setUp() {
    RouteSet routeSet = RouteSet.named("github");
    toolkit = RouterBenchmark.Peers.toolkit(routeSet.routes());
    chi = RouterBenchmark.Peers.chi(routeSet.routes());
    List<RouteSet.Request> requests = routeSet.requests();
    methods = requests.stream().map(request -> request.method().intern()).toArray(String[]::new);
    paths = requests.stream().map(RouteSet.Request::path).toArray(String[]::new);
    missing =
        requests.stream()
            .map(request -> request.path() + "/no/such/route/here")
            .toArray(String[]::new);
    for (int i = 0; i < paths.length; i++) {
      boolean right =
          toolkit.match(methods[i], missing[i]) instanceof Match.NotFound<?>
              && toolkit.match("PURGE", paths[i]) instanceof Match.NotAllowed<?>
              && toolkit.match(methods[i], paths[i]) instanceof Match.Found<?>
              && !chi.find(methods[i], missing[i]).matches()
              && !chi.find("PURGE", paths[i]).matches();
      if (!right) {
        throw new IllegalStateException("Wrong answer for " + paths[i]);
      }
    }
  }

  private int index() {
    int index = next + 1;
    next = index < paths.length ? index : 0;
    return next;
  }

  @Benchmark
  public Match<RouteSet.Endpoint> hit() {
    int i = index();
    return toolkit.match(methods[i], paths[i]);
  }

  @Benchmark
  public Match<RouteSet.Endpoint> notFound() {
    int i = index();
    return toolkit.match(methods[i], missing[i]);
  }

  @Benchmark
  public Match<RouteSet.Endpoint> notAllowed() {
    return toolkit.match("PURGE", paths[index()]);
  }

  @Benchmark
  public boolean notFoundJoobyChi() {
    int i = index();
    return chi.find(methods[i], missing[i]).matches();
  }
}
