package dev.toolkit.benchmarks.core;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.Handler;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Routes;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.Compression;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.MemoryRateLimitStore;
import dev.toolkit.core.jvm.Timeout;
import dev.toolkit.core.middleware.ContentSecurityPolicy;
import dev.toolkit.core.middleware.ETags;
import dev.toolkit.core.middleware.IpRestriction;
import dev.toolkit.core.middleware.LanguageDetection;
import dev.toolkit.core.middleware.MethodOverride;
import dev.toolkit.core.middleware.PrettyJson;
import dev.toolkit.core.middleware.Ranges;
import dev.toolkit.core.middleware.RateLimit;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.SecureHeaders;
import dev.toolkit.core.middleware.ServerTiming;
import dev.toolkit.core.middleware.TrailingSlash;
import dev.toolkit.core.middleware.TrustedProxies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

/**
 * A request through one middleware or step, the making of the request included. The cost of each is
 * the difference to {@code none}, an application with a static route and nothing around it.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar MiddlewareBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MiddlewareBenchmark {

  private static final Response SMALL = Response.text("pong");
  private static final Response LARGE = Response.json(json(2048));

  /** What is around the route. */
  @Param({
    "none",
    "SecureHeaders",
    "SecureHeaders+nonce",
    "ETags",
    "ETags+304",
    "Ranges",
    "RateLimit",
    "Timeout",
    "TrustedProxies",
    "IpRestriction",
    "MethodOverride",
    "TrailingSlash",
    "PrettyJson",
    "ServerTiming",
    "LanguageDetection",
    "every",
    "some",
    "except",
    "Compression",
    "Compression+gzip"
  })
  String around = "none";

  private Env env;
  private Headers headers;
  private App app;

  private static byte[] json(int length) {
    var text = new StringBuilder("[");
    while (text.length() < length) {
      text.append("{\"id\":").append(text.length()).append(",\"name\":\"Ada\"},");
    }
    return text.append("0]").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Builds the application and checks that it answers. */
  @Setup
  public void setUp() {
    env = JvmEnv.builder().log(event -> {}).build();
    headers =
        Headers.builder()
            .add("Host", "localhost:3000")
            .add("User-Agent", "benchmark")
            .add("Accept", "*/*")
            .add("Accept-Language", "de-AT, en;q=0.5")
            .add("X-Forwarded-For", "192.0.2.1")
            .build();
    if (around.endsWith("+gzip")) {
      headers = headers.with("Accept-Encoding", "gzip, deflate");
    }
    app = App.of(this::declare);
    if (around.endsWith("+304")) {
      headers = headers.with("If-None-Match", send().header("ETag").orElseThrow());
    }
    int status = around.endsWith("+304") ? 304 : 200;
    if (send().status() != status) {
      throw new IllegalStateException("The application does not answer");
    }
  }

  private void declare(Routes routes) {
    Response response = around.startsWith("Compression") ? LARGE : SMALL;
    Handler handler = c -> response;
    UnaryOperator<Request> step = step();
    if (step != null) {
      routes.rewrite(step);
    }
    routes.use(middleware()).get("/ping", handler);
  }

  private @Nullable UnaryOperator<Request> step() {
    return switch (around) {
      case "TrustedProxies" -> TrustedProxies.conventional("127.0.0.0/8");
      case "MethodOverride" -> MethodOverride.byHeader();
      default -> null;
    };
  }

  private Middleware[] middleware() {
    Middleware pass = (c, next) -> next.handle(c);
    Middleware one =
        switch (around) {
          case "SecureHeaders" -> SecureHeaders.create();
          case "SecureHeaders+nonce" ->
              SecureHeaders.create()
                  .withPolicy(
                      ContentSecurityPolicy.empty()
                          .with("script-src", ContentSecurityPolicy.NONCE));
          case "ETags", "ETags+304" -> ETags.create();
          case "Ranges" -> Ranges.create();
          case "RateLimit" ->
              RateLimit.of(
                  "all",
                  RateLimitRule.of(1_000_000_000, Duration.ofSeconds(1)),
                  MemoryRateLimitStore.create());
          case "Timeout" -> Timeout.of(Duration.ofSeconds(30));
          case "IpRestriction" -> IpRestriction.allowing("10.0.0.0/8", "127.0.0.0/8");
          case "TrailingSlash" -> TrailingSlash.trimming();
          case "PrettyJson" -> PrettyJson.create();
          case "ServerTiming" -> ServerTiming.create();
          case "LanguageDetection" -> LanguageDetection.supporting("en", "de");
          case "every" -> Middleware.every(pass, pass);
          case "some" -> Middleware.some(pass, pass);
          case "except" -> pass.except(c -> false);
          case "Compression", "Compression+gzip" -> Compression.create();
          default -> null;
        };
    return one == null ? new Middleware[0] : new Middleware[] {one};
  }

  private Response send() {
    Request request =
        Request.builder(Method.GET, "/ping").headers(headers).peer("127.0.0.1").build();
    return app.handle(request, env);
  }

  @Benchmark
  public Response request() {
    return send();
  }
}
