package dev.toolkit.core.jvm;

import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Body.StreamWriter;
import dev.toolkit.core.http.EventStream;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps streams of events alive: when nothing was sent for a while, it sends a comment. Proxies
 * then do not take the connection for idle, and a client that has gone is noticed while the writer
 * waits for something to send: the writer is interrupted.
 *
 * {@snippet :
 * routes.get("/quotes", c -> heartbeat.events(events -> {
 *   for (Quote quote : quotes.subscribe()) {
 *     events.send(quote.toJson());
 *   }
 * }));
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Heartbeat {

  private final Duration pause;

  private Heartbeat(Duration pause) {
    this.pause = pause;
  }

  /**
   * Returns a heartbeat after each pause of this length. Choose one below the idle time-outs on the
   * way, which are often 30 or 60 seconds.
   *
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Heartbeat every(Duration pause) {
    if (pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException("Pause of a heartbeat must be positive: " + pause);
    }
    return new Heartbeat(pause);
  }

  /** Returns a response as {@link Response#events} does, with heartbeats. */
  public Response events(EventStream.Writer writer) {
    StreamWriter events = EventStream.writing(writer);
    return Response.events(writer).withBody(Body.stream(-1, out -> run(out, events)));
  }

  private void run(OutputStream out, StreamWriter events) throws Exception {
    var shared = new SharedStream(out, Thread.currentThread());
    Thread.ofVirtual().start(() -> shared.beat(pause.toNanos()));
    try {
      events.writeTo(shared);
    } catch (InterruptedException e) {
      shared.throwFailure();
      throw e;
    } finally {
      shared.end();
    }
  }

  /** Written to by two threads, one event at a time. */
  private static final class SharedStream extends OutputStream {
    private static final byte[] COMMENT = {':', '\n', '\n'};

    private final OutputStream out;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private long lastWrite = System.nanoTime();
    private boolean ended;
    private boolean hasInterrupted;
    private @Nullable Exception failure;

    SharedStream(OutputStream out, Thread writer) {
      this.out = out;
      this.writer = writer;
    }

    /** Sends comments until the stream has ended, or the client has gone. */
    void beat(long pauseNanos) {
      lock.lock();
      try {
        while (!ended) {
          long left = lastWrite + pauseNanos - System.nanoTime();
          if (left > 0) {
            change.await(left, TimeUnit.NANOSECONDS);
          } else {
            lastWrite = System.nanoTime();
            out.write(COMMENT);
            out.flush();
          }
        }
      } catch (IOException | RuntimeException gone) {
        failure = gone;
        hasInterrupted = true;
        writer.interrupt();
      } catch (InterruptedException e) {
        // Nobody has this thread but the loop above, so that nobody interrupts it.
        Thread.currentThread().interrupt();
      } finally {
        lock.unlock();
      }
    }

    void throwFailure() throws IOException {
      lock.lock();
      try {
        requireClient();
      } finally {
        lock.unlock();
      }
    }

    private void requireClient() throws IOException {
      if (failure != null) {
        throw new IOException("The client has gone", failure);
      }
    }

    /** No heartbeat is written after this, and no interrupt is left on the writer's thread. */
    void end() {
      lock.lock();
      try {
        ended = true;
        change.signal();
        if (hasInterrupted) {
          Thread.interrupted();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      lock.lock();
      try {
        requireClient();
        lastWrite = System.nanoTime();
        out.write(bytes, offset, length);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void flush() throws IOException {
      lock.lock();
      try {
        requireClient();
        out.flush();
      } finally {
        lock.unlock();
      }
    }
  }
}
