package dev.toolkit.benchmarks.core;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.middleware.AccessLog;
import dev.toolkit.core.middleware.BodyLimit;
import dev.toolkit.core.middleware.Cors;
import dev.toolkit.core.middleware.RequestId;
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
 * A request through the core, the making of the request included: the floor is a handler called
 * without an application. Headers are made once, as an engine makes them from what it has parsed
 * anyway; each middleware is alone in its application, so that its cost is the difference to {@link
 * #staticRoute}.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar AppBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class AppBenchmark {

  private static final Response PONG = Response.text("pong");
  private static final Middleware PASS = (c, next) -> next.handle(c);

  private Env env;
  private Headers headers;
  private App plain;
  private App threePassThrough;
  private App requestId;
  private App accessLog;
  private App cors;
  private App bodyLimit;

  /** Builds the applications and checks that each of them answers. */
  @Setup
  public void setUp() {
    env = JvmEnv.builder().log(event -> {}).build();
    headers =
        Headers.builder()
            .add("Host", "localhost:3000")
            .add("User-Agent", "benchmark")
            .add("Accept", "*/*")
            .add("Origin", "https://app.example.com")
            .build();
    plain = app();
    threePassThrough = app(PASS, PASS, PASS);
    requestId = app(RequestId.create());
    accessLog = app(AccessLog.create());
    cors = app(Cors.allowing("https://app.example.com"));
    bodyLimit = app(BodyLimit.ofBytes(1024));
    if (send(plain, "/ping").status() != 200 || send(plain, "/users/42").status() != 200) {
      throw new IllegalStateException("The application does not answer");
    }
  }

  private static App app(Middleware... middleware) {
    return App.of(routes ->
        routes
            .use(middleware)
            .get("/ping", c -> PONG)
            .get("/users/{id:[0-9]+}", c -> c.longParam("id") == 42 ? PONG : Response.of(404)));
  }

  private Response send(App app, String path) {
    return app.handle(Request.builder(Method.GET, path).headers(headers).build(), env);
  }

  /** The floor: the request is made, and nothing finds its handler. */
  @Benchmark
  public Object floorRequestOnly() {
    return Request.builder(Method.GET, "/ping").headers(headers).build();
  }

  @Benchmark
  public Response staticRoute() {
    return send(plain, "/ping");
  }

  @Benchmark
  public Response parameterRoute() {
    return send(plain, "/users/42");
  }

  @Benchmark
  public Response notFound() {
    return send(plain, "/nothing");
  }

  @Benchmark
  public Response staticRouteThreePassThrough() {
    return send(threePassThrough, "/ping");
  }

  @Benchmark
  public Response withRequestId() {
    return send(requestId, "/ping");
  }

  @Benchmark
  public Response withAccessLog() {
    return send(accessLog, "/ping");
  }

  @Benchmark
  public Response withCors() {
    return send(cors, "/ping");
  }

  @Benchmark
  public Response withBodyLimit() {
    return send(bodyLimit, "/ping");
  }
}
