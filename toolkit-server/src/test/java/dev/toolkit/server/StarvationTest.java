package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A handler that sleeps is not kept waiting by connections that always have more to ask, with one
 * processor, where the scheduler of virtual threads has to choose: ADR 20.
 *
 * <p>How long it waits is counted in answers that the others get meanwhile, which a slow or busy
 * machine does not change much: about 45,000 for all sleeps, of which half is what waits before
 * them. With Jetty's own {@code VirtualThreadPool.tryExecute} it was 195,000 to six millions.
 */
@Tag("load")
@Timeout(180)
class StarvationTest {

  private static final int NAPS = 41;
  private static final long MOST_ANSWERS = 150_000;

  private static final int THREADS = 2;
  private static final int CONNECTIONS_PER_THREAD = 32;

  /** So many at once that the server has a request whenever it looks for one. */
  private static final int PIPELINED = 8;

  private static final int WARM_UP = 30_000;
  private static final byte[] REQUESTS =
      "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
          .repeat(PIPELINED)
          .getBytes(StandardCharsets.US_ASCII);

  private final AtomicLong answers = new AtomicLong();
  private final CountDownLatch warmedUp = new CountDownLatch(WARM_UP);
  private volatile boolean over;

  /** What the other process runs. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      App app =
          App.of(routes -> routes.get("/health", c -> Response.text("!")).get("/nap", c -> nap()));
      try (Server server = Server.start(app, 0)) {
        System.out.println(server.port());
        server.await();
      }
    }

    /** Sleeping is what is tested; nothing is asserted about how long it takes. */
    private static Response nap() throws InterruptedException {
      Thread.sleep(5);
      return Response.text("awake");
    }
  }

  @Test
  void sleepingHandler_isNotStarvedByBusyConnections() throws Exception {
    Process process = fork();
    List<Thread> clients = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      int port = Integer.parseInt(out.readLine());
      for (int i = 0; i < THREADS; i++) {
        clients.add(Thread.ofPlatform().start(() -> keepBusy(port)));
      }
      assertThat(warmedUp.await(60, SECONDS)).isTrue();

      assertThat(answersDuringNaps(port)).isBetween(1L, MOST_ANSWERS);
    } finally {
      over = true;
      process.destroyForcibly();
      for (Thread client : clients) {
        client.join();
      }
    }
  }

  private long answersDuringNaps(int port) throws IOException {
    try (RawClient client = RawClient.connect(port)) {
      long before = answers.get();
      for (int i = 0; i < NAPS; i++) {
        client.sendHead("GET /nap HTTP/1.1", "Host: localhost");
        assertThat(client.read().text()).isEqualTo("awake");
      }
      return answers.get() - before;
    }
  }

  private void keepBusy(int port) {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS_PER_THREAD; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
      }
      byte[] buffer = new byte[8 * 1024];
      while (!over) {
        for (Socket socket : sockets) {
          socket.getOutputStream().write(REQUESTS);
        }
        for (Socket socket : sockets) {
          readAnswers(socket, buffer);
        }
      }
    } catch (IOException e) {
      if (!over) {
        throw new UncheckedIOException(e);
      }
    } finally {
      sockets.forEach(StarvationTest::close);
    }
  }

  /** Reads as many answers as there were requests. Nothing in them but the body is a "!". */
  private void readAnswers(Socket socket, byte[] buffer) throws IOException {
    int left = PIPELINED;
    while (left > 0) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new IOException("Server has closed a connection");
      }
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '!') {
          left--;
          answers.incrementAndGet();
          warmedUp.countDown();
        }
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process fork() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:ActiveProcessorCount=1");
    command.add("-cp");
    command.add(StopOnSignalTest.classPath());
    command.add(Program.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
