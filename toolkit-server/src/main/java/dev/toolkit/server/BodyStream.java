package dev.toolkit.server;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read from the client only as far as it is asked for. Bytes go straight
 * from Jetty's buffer into the reader's array. Reading blocks the virtual thread it is done on.
 */
final class BodyStream extends InputStream {

  private static final long FOREVER = Long.MAX_VALUE;

  private final Request request;

  /** The bytes at hand, or null if there are none. */
  private @Nullable Chunk chunk;

  private @Nullable Arrival arrival;
  private boolean started;
  private boolean ended;
  private @Nullable IOException failure;

  BodyStream(Request request) {
    this.request = request;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.toolkit.core.http.ProblemException with status 408 if the client sends nothing for
   *     so long that its connection counts as idle
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    Chunk available = await(FOREVER);
    if (available == null) {
      return -1;
    }
    ByteBuffer bytes = available.getByteBuffer();
    int count = Math.min(length, bytes.remaining());
    bytes.get(target, offset, count);
    if (!bytes.hasRemaining()) {
      release(available);
    }
    return count;
  }

  @Override
  public int available() {
    Chunk atHand = chunk;
    return atHand == null ? 0 : atHand.remaining();
  }

  /** Returns whether the end was reached with what has come already, which reads no more of it. */
  boolean isEmpty() {
    try {
      return poll() && ended;
    } catch (IOException unreadable) {
      // Whoever reads it gets to know.
      return false;
    }
  }

  /** Returns whether the client has begun to send the body, or was told to. */
  boolean isStarted() {
    return started;
  }

  /** Returns whether the client has sent what is no body, or has stopped in the middle. */
  boolean isFailed() {
    return failure != null;
  }

  /**
   * Reads over what has arrived, for as long as that is below a number of bytes, and returns
   * whether it was the rest of the body.
   */
  boolean skipArrived(long maxBytes) {
    long left = maxBytes;
    try {
      while (left > 0 && !ended && poll()) {
        left -= skipChunk();
      }
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
    return ended;
  }

  /**
   * Reads over the rest of the body while the client sends it, up to a number of bytes and a time.
   * A client whose sending is not broken off gets to read the response.
   */
  void skip(long maxBytes, long maxNanos) {
    long deadline = System.nanoTime() + maxNanos;
    long left = maxBytes;
    try {
      while (left > 0 && await(deadline - System.nanoTime()) != null) {
        left -= skipChunk();
      }
    } catch (IOException | RuntimeException unreadable) {
      // It was for the client's sake. The connection is closed in any case.
    }
  }

  private long skipChunk() {
    Chunk skipped = chunk;
    if (skipped == null) {
      return 0;
    }
    long length = skipped.remaining();
    release(skipped);
    return length;
  }

  /** Returns a chunk that has bytes, or null at the end. */
  private @Nullable Chunk await(long maxNanos) throws IOException {
    while (!poll()) {
      Arrival more = arrival == null ? new Arrival() : arrival;
      arrival = more;
      started = true;
      request.demand(more);
      try {
        more.await(maxNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new InterruptedIOException("Interrupted while the request body was awaited");
      }
    }
    return chunk;
  }

  /** Returns whether there are bytes at hand or the end is reached, without waiting for either. */
  private boolean poll() throws IOException {
    while (chunk == null && !ended) {
      if (failure != null) {
        throw failure;
      }
      Chunk next = request.read();
      if (next == null) {
        return false;
      }
      take(next);
    }
    return true;
  }

  private void take(Chunk next) throws IOException {
    started = true;
    if (Chunk.isFailure(next)) {
      throw failed(next.getFailure());
    }
    if (next.hasRemaining()) {
      chunk = next;
    } else {
      release(next);
    }
  }

  private void release(Chunk read) {
    chunk = null;
    ended = read.isLast();
    read.release();
  }

  private IOException failed(Throwable cause) {
    if (cause instanceof TimeoutException) {
      failure = new IOException("The client was idle for too long", cause);
      throw Problem.of(408).withDetail("Request body did not arrive in time").exception(failure);
    }
    failure = cause instanceof IOException io ? io : new IOException("Body is unreadable", cause);
    return requireNonNull(failure);
  }

  /** Waits for Jetty to call when more has come. */
  private static final class Arrival implements Invocable.Task {
    private final Semaphore calls = new Semaphore(0);

    @Override
    public void run() {
      calls.release();
    }

    /** Run where the socket is watched, since it does not block. */
    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    void await(long maxNanos) throws InterruptedException, InterruptedIOException {
      if (!calls.tryAcquire(maxNanos, TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("Nothing came in time");
      }
    }
  }
}
