package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.App;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerTest {

  private final List<String> events = new ArrayList<>();

  private final App app =
      App.of(routes ->
          routes
              .get("/health", c -> Response.text("ok"))
              .onStart(env -> events.add("start"))
              .onStop(() -> events.add("stop")));

  /** An engine without sockets. */
  private final class Idle implements Engine {
    @Override
    public RunningEngine start(RunningApp running, ServerOptions options) {
      events.add("engine start");
      return new RunningEngine() {
        @Override
        public int port() {
          return 4711;
        }

        @Override
        public void close() {
          events.add("engine stop");
        }
      };
    }
  }

  private ServerOptions idle() {
    return ServerOptions.defaults().withEngine(new Idle());
  }

  @Test
  void start_onFreePort() throws Exception {
    try (Server server = Server.start(app, 0);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /health HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo("ok");
      assertThat(server.port()).isPositive();
      assertThat(server.uri()).hasToString("http://localhost:" + server.port());
      assertThat(server).hasToString("Server[http://localhost:" + server.port() + "]");
    }
  }

  @Test
  void uri_ofIpv6Address() {
    try (Server server = Server.start(app, JvmEnv.create(), idle().withHost("::1"))) {
      assertThat(server.uri()).hasToString("http://[::1]:4711");
    }
  }

  @Test
  void hooks_runAroundEngine() {
    Server server = Server.start(app, JvmEnv.create(), idle());
    server.close();
    server.close();

    assertThat(events).containsExactly("start", "engine start", "engine stop", "stop");
  }

  @Test
  void start_interruptedHook_leavesTheThreadInterrupted() {
    App interrupted =
        App.of(routes ->
            routes.onStart(env -> {
              throw new InterruptedException();
            }));

    assertThatIllegalStateException()
        .isThrownBy(() -> Server.start(interrupted, 0))
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void start_failsAfterStartHooks() {
    Engine broken =
        (running, options) -> {
          throw new IllegalStateException("broken");
        };
    ServerOptions options = ServerOptions.defaults().withEngine(broken);

    assertThatThrownBy(() -> Server.start(app, JvmEnv.create(), options))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThat(events).containsExactly("start", "stop");
  }

  @Test
  void close_whileAnotherCloses() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var stops = new AtomicInteger();
    App slow =
        App.of(routes ->
            routes.onStop(() -> {
              stops.incrementAndGet();
              entered.countDown();
              release.await();
            }));
    Server server = Server.start(slow, JvmEnv.create(), idle());
    CompletableFuture<Void> first = CompletableFuture.runAsync(server::close);
    assertThat(entered.await(20, SECONDS)).isTrue();
    var second = new Thread(server::close);
    second.start();
    var waiting = new Thread(() -> await(server));
    waiting.start();

    assertThat(second.isAlive()).isTrue();
    assertThat(waiting.isAlive()).isTrue();
    release.countDown();
    first.get(20, SECONDS);
    assertThat(second.join(java.time.Duration.ofSeconds(20))).isTrue();
    assertThat(waiting.join(java.time.Duration.ofSeconds(20))).isTrue();
    assertThat(stops).hasValue(1);
  }

  private static void await(Server server) {
    try {
      server.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void close_fromStopHook() {
    var server = new CompletableFuture<Server>();
    App closing = App.of(routes -> routes.onStop(() -> server.join().close()));
    server.complete(Server.start(closing, JvmEnv.create(), idle()));

    server.join().close();
  }

  @Test
  void await_isInterrupted() throws Exception {
    try (Server server = Server.start(app, JvmEnv.create(), idle())) {
      var interrupted = new CompletableFuture<Boolean>();
      Thread waiting =
          new Thread(() -> {
            await(server);
            interrupted.complete(Thread.currentThread().isInterrupted());
          });
      waiting.start();
      waiting.interrupt();

      assertThat(interrupted.get(20, SECONDS)).isTrue();
      assertThat(events).doesNotContain("stop");
    }
  }
}
