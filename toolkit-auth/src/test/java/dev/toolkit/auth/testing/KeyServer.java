package dev.toolkit.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface that answers what the test says, and counts requests. */
public final class KeyServer implements AutoCloseable {

  private record Answer(int status, byte[] body, String cacheControl, String location) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answer answer = new Answer(404, new byte[0], "", "");
  private volatile CountDownLatch released = new CountDownLatch(0);

  private KeyServer(HttpServer server) {
    this.server = server;
  }

  public static KeyServer start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = new KeyServer(HttpServer.create(address, 100));
      server.server.createContext("/", server::handle);
      server.server.setExecutor(server.threads);
      server.server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
  }

  public void answer(int status, String body, String cacheControl) {
    answer = new Answer(status, body.getBytes(UTF_8), cacheControl, "");
  }

  public void redirect(URI location) {
    answer = new Answer(302, new byte[0], "", location.toString());
  }

  public int requests() {
    return requests.get();
  }

  /** Lets requests come in, and be answered later only. */
  public void holdAnswers() {
    released = new CountDownLatch(1);
  }

  public void releaseAnswers() {
    released.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer now = answer;
    requests.incrementAndGet();
    try (exchange) {
      if (!released.await(30, TimeUnit.SECONDS)) {
        return;
      }
      if (!now.cacheControl.isEmpty()) {
        exchange.getResponseHeaders().set("Cache-Control", now.cacheControl);
      }
      if (!now.location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", now.location);
      }
      exchange.sendResponseHeaders(now.status, now.body.length == 0 ? -1 : now.body.length);
      exchange.getResponseBody().write(now.body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    releaseAnswers();
    server.stop(0);
    threads.shutdownNow();
  }
}
