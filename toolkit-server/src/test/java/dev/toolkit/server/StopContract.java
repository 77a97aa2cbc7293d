package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Starting and stopping. */
interface StopContract extends EngineFixture {

  @Test
  default void stop_answersRequestInProgressFirst() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Server server =
        serve(routes ->
            routes
                .get(
                    "/blocked",
                    c -> {
                      entered.countDown();
                      release.await();
                      return Response.text("stopped: " + (stopped.getCount() == 0));
                    })
                .onStop(stopped::countDown));
    int port = server.port();
    try (RawClient client = RawClient.connect(port);
        RawClient idle = RawClient.connect(port)) {
      requireHealth(idle);
      client.sendHead("GET /blocked HTTP/1.1", "Host: localhost");
      assertThat(entered.await(20, SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      assertThat(idle.isClosedByServer()).isTrue();

      assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(IOException.class);
      assertThat(closing).isNotDone();
      release.countDown();
      RawResponse response = client.read();

      assertThat(response.text()).isEqualTo("stopped: false");
      assertThat(response.header("Connection")).isEqualTo("close");
      closing.get(20, SECONDS);
      assertThat(stopped.getCount()).isZero();
    }
  }

  @Test
  default void stop_interrupted_cutsAndStaysInterrupted() throws Exception {
    var entered = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    Server server =
        serve(routes ->
            routes.get(
                "/blocked",
                c -> {
                  entered.countDown();
                  never.await();
                  return Response.text("late");
                }));
    try (RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /blocked HTTP/1.1", "Host: localhost");
      assertThat(entered.await(20, SECONDS)).isTrue();
      var closer = new CompletableFuture<Boolean>();
      Thread closing =
          Thread.ofPlatform()
              .start(() -> {
                server.close();
                closer.complete(Thread.currentThread().isInterrupted());
              });

      closing.interrupt();

      assertThat(closer.get(20, SECONDS)).isTrue();
      assertThat(client.isClosedByServer()).isTrue();
    } finally {
      never.countDown();
    }
  }

  @Test
  default void stop_waitsForStream() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Server server =
        serve(routes ->
            routes.get(
                "/stream",
                c ->
                    Response.stream(
                        BINARY,
                        out -> {
                          out.write('a');
                          out.flush();
                          entered.countDown();
                          release.await();
                          out.write('b');
                        })));
    try (RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /stream HTTP/1.1", "Host: localhost");
      assertThat(entered.await(20, SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      // Longer than an idle connection is kept while the server stops.
      assertThat(release.await(1500, java.util.concurrent.TimeUnit.MILLISECONDS)).isFalse();
      assertThat(closing).isNotDone();
      release.countDown();

      assertThat(client.read().text()).isEqualTo("ab");
      closing.get(20, SECONDS);
    }
  }

  @Test
  default void stop_cutsWhatTakesTooLong() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Server server =
        serve(
            routes ->
                routes.get(
                    "/blocked",
                    c -> {
                      entered.countDown();
                      release.await();
                      return Response.noContent();
                    }),
            options().withStopTimeout(Duration.ofMillis(200)),
            new RecordedLog());
    try (RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /blocked HTTP/1.1", "Host: localhost");
      assertThat(entered.await(20, SECONDS)).isTrue();
      CompletableFuture.runAsync(server::close).get(20, SECONDS);

      assertThat(client.isClosedByServer()).isTrue();
    } finally {
      release.countDown();
    }
  }

  @RepeatedTest(5)
  default void stop_underLoadLosesNothing() throws Exception {
    var handled = new AtomicInteger();
    var answered = new AtomicInteger();
    var warm = new CountDownLatch(500);
    var handledAtStop = new AtomicInteger(-1);
    Server server =
        serve(routes ->
            routes
                .get(
                    "/count",
                    c -> {
                      handled.incrementAndGet();
                      warm.countDown();
                      return Response.text("counted");
                    })
                .onStop(() -> handledAtStop.set(handled.get())));
    int port = server.port();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> load = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        boolean keepAlive = i % 2 == 0;
        load.add(clients.submit(() -> requestUntilRefused(port, keepAlive, answered)));
      }
      assertThat(warm.await(30, SECONDS)).isTrue();
      server.close();
      for (Future<?> client : load) {
        client.get(20, SECONDS);
      }
    }

    assertThat(answered).hasValue(handled.get());
    assertThat(handledAtStop).hasValue(handled.get());
  }

  private static void requestUntilRefused(int port, boolean keepAlive, AtomicInteger answered) {
    try {
      while (true) {
        try (RawClient client = RawClient.connect(port)) {
          boolean open = true;
          while (open) {
            client.sendHead("GET /count HTTP/1.1", "Host: localhost");
            RawResponse response = client.read();
            assertThat(response.text()).isEqualTo("counted");
            answered.incrementAndGet();
            open = keepAlive && response.header("Connection").isEmpty();
          }
        }
      }
    } catch (IOException refused) {
      // The server has stopped. Whether it took the request is told by its own count.
    }
  }

  @Test
  default void port_isInUse() throws Exception {
    try (Server server = serve(routes -> {})) {
      int port = server.port();
      ServerOptions same = options().withPort(port);

      assertThatThrownBy(() -> serve(routes -> {}, same, new RecordedLog()))
          .isInstanceOf(BindFailedException.class)
          .hasMessage(
              "Port "
                  + port
                  + " on localhost is in use: stop what listens there, or choose another port, for"
                  + " example any free one with ServerOptions.withPort(0)");
      requireHealth(server);
    }
  }

  @Test
  default void port_isFreeAfterStop() throws Exception {
    Server first = serve(routes -> {});
    int port = first.port();
    requireHealth(first);
    first.close();

    try (Server second = serve(routes -> {}, options().withPort(port), new RecordedLog())) {
      assertThat(second.port()).isEqualTo(port);
      requireHealth(second);
    }
  }

  @Test
  default void host_hasNoAddress() {
    ServerOptions nowhere = options().withHost("nowhere.invalid");

    assertThatThrownBy(() -> serve(routes -> {}, nowhere, new RecordedLog()))
        .isInstanceOf(BindFailedException.class)
        .hasMessage(
            "Port 0 on nowhere.invalid cannot be bound, since the host has no address: choose"
                + " another with ServerOptions.withHost(…)");
  }

  @Test
  default void host_ofAllAddresses() throws Exception {
    ServerOptions everywhere = options().withHost("0.0.0.0");
    try (Server server = serve(routes -> {}, everywhere, new RecordedLog())) {
      assertThat(server.uri().toString()).isEqualTo("http://localhost:" + server.port());
      requireHealth(server);
    }
  }

  @Test
  default void connections_aboveTheirNumberWait() throws Exception {
    ServerOptions one = options().withMaxConnections(1);
    try (Server server = serve(routes -> {}, one, new RecordedLog());
        RawClient first = RawClient.connect(server.port())) {
      requireHealth(first);
      try (RawClient second = RawClient.connect(server.port())) {
        second.sendHead("GET /health HTTP/1.1", "Host: localhost");
        assertThat(second.isSilentFor(300)).isTrue();
        first.endSending();

        assertThat(second.read().text()).isEqualTo("ok");
      }
    }
  }
}
