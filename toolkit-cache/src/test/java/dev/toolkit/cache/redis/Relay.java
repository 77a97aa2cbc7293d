package dev.toolkit.cache.redis;

import dev.toolkit.cache.testing.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A network between a node and a server, which tests cut, slow down and clog. */
final class Relay implements AutoCloseable {

  private record Chunk(byte[] bytes, long due) {}

  private static final long LOOK_NANOS = 1_000_000;

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile Duration requestDelay = Duration.ZERO;
  private volatile int piece = Integer.MAX_VALUE;
  private volatile Duration pause = Duration.ZERO;
  private volatile boolean isCut;
  private volatile boolean isClogged;

  private Relay(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static Relay to(RedisProcess redis) throws IOException {
    return new Relay(redis.port());
  }

  String uri() {
    return "redis://127.0.0.1:" + server.getLocalPort();
  }

  /** Drops all connections, and refuses others. */
  void cut() {
    isCut = true;
    sockets.forEach(Relay::close);
    sockets.clear();
  }

  void mend() {
    isCut = false;
    isClogged = false;
  }

  /**
   * Holds all bytes back, of the connections that are there and of new ones, until it is mended.
   * None is lost: TCP delivers all of them in order, or ends the connection.
   */
  void clog() {
    isClogged = true;
  }

  /** Holds answers of the server back for a while. */
  void delay(Duration each) {
    delay = each;
  }

  /** Holds what the node asks back for a while. */
  void delayRequests(Duration each) {
    requestDelay = each;
  }

  /** Passes bytes on in small pieces, with a pause after each. */
  void drip(int bytes, Duration pauseAfter) {
    piece = bytes;
    pause = pauseAfter;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        if (isCut) {
          close(client);
          continue;
        }
        connect(client);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket client) {
    try {
      Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      redis.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(redis);
      if (isCut) {
        cut();
      }
      pipe(client, redis, () -> requestDelay);
      pipe(redis, client, () -> delay);
    } catch (IOException e) {
      close(client);
    }
  }

  private void pipe(Socket from, Socket to, Supplier<Duration> hold) {
    BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[65_536];
            int count = in.read(buffer);
            while (count >= 0) {
              queue.add(
                  new Chunk(
                      Arrays.copyOf(buffer, count), System.nanoTime() + hold.get().toNanos()));
              count = in.read(buffer);
            }
          } catch (IOException e) {
            // Cut.
          } finally {
            queue.add(new Chunk(new byte[0], System.nanoTime()));
            close(from);
          }
        });
    Thread.ofVirtual().start(() -> write(queue, to));
  }

  private void write(BlockingQueue<Chunk> queue, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      while (true) {
        Chunk chunk = queue.take();
        if (chunk.bytes.length == 0) {
          break;
        }
        parkUntil(chunk.due);
        while (isClogged && !isCut) {
          LockSupport.parkNanos(LOOK_NANOS);
        }
        for (int i = 0; i < chunk.bytes.length; ) {
          int count = Math.min(piece, chunk.bytes.length - i);
          out.write(chunk.bytes, i, count);
          i += count;
          parkUntil(System.nanoTime() + pause.toNanos());
        }
      }
    } catch (IOException e) {
      // Cut.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(to);
    }
  }

  private static void parkUntil(long nanoTime) {
    long wait = nanoTime - System.nanoTime();
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = nanoTime - System.nanoTime();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
