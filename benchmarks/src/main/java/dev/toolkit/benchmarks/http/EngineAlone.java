package dev.toolkit.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Jetty as the toolkit runs it, with a handler that answers with bytes made before. */
final class EngineAlone {

  private static final byte[] USER =
      "{\"id\":42,\"name\":\"Ada Lovelace\",\"email\":\"ada@example.com\"}"
          .getBytes(StandardCharsets.US_ASCII);

  private EngineAlone() {}

  static void run() throws Exception {
    var threads = new SlicedThreads();
    threads.setMaxConcurrentTasks(0);
    threads.setVirtualThreadsExecutor(Thread::startVirtualThread);
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(4096);
    server.addConnector(connector);
    server.setHandler(new Constant());
    server.start();
    System.out.println(connector.getLocalPort());
    server.join();
  }

  /** As the server's own, which is not public: after a busy millisecond it pauses. */
  private static final class SlicedThreads extends VirtualThreadPool {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean busy;
    private volatile long start = System.nanoTime();

    @Override
    public boolean tryExecute(Runnable task) {
      if (System.nanoTime() - start > 1_000_000) {
        boolean promised = busy;
        busy = requests.getAndSet(0) >= 16;
        if (promised) {
          LockSupport.parkNanos(1);
        }
        start = System.nanoTime();
      }
      requests.incrementAndGet();
      if (!busy) {
        return false;
      }
      if (waiting.add(task)) {
        Thread.startVirtualThread(() -> {
          waiting.remove(task);
          task.run();
        });
      }
      return true;
    }
  }

  private static final class Constant extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      boolean isPost = request.getLength() > 0;
      if (isPost) {
        Content.Source.consumeAll(request);
        response.setStatus(201);
        response.getHeaders().put(HttpHeader.LOCATION, "/users/1");
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      response.write(true, ByteBuffer.wrap(USER), callback);
      return true;
    }
  }
}
