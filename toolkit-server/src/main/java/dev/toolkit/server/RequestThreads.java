package dev.toolkit.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Runs everything that Jetty does on virtual threads, any number of them. */
final class RequestThreads extends VirtualThreadPool {

  /*
   * Whoever watches the sockets and finds a request asks here for another thread that goes on
   * watching. With one promised, it runs the handler itself; without, it starts a thread for the
   * handler and watches on.
   *
   * The first way is cheaper: if the handler does not block, its thread is back before the other
   * one has begun, and watches again, so that one thread answers many requests. At most one other
   * waits at a time, since each more would find nothing to do. But with one processor, a thread
   * that finds a request each time it looks never gives way, and the scheduler takes up what is
   * queued by others, such as the end of a sleep, only once its current queue is empty.
   *
   * So a slice of time goes the first way only if the one before had many requests, and whoever
   * watches pauses after it. What was measured is in docs/adr/0020.
   */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** As many requests in a slice are many. */
  private static final int BUSY = 16;

  /** What waits for a thread to begin. */
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  // Several may race for these; then a slice is a little longer or shorter.
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean busy;
  private volatile long sliceStart;

  private final LongSupplier nanoTime;

  RequestThreads() {
    this(System::nanoTime);
  }

  /** Makes threads whose slices go by a clock of nanoseconds. */
  RequestThreads(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sliceStart = nanoTime.getAsLong();
    // The default of 200 would also keep the acceptor and the selector from running.
    setMaxConcurrentTasks(0);
    setVirtualThreadsExecutor(Thread::startVirtualThread);
  }

  @Override
  public boolean tryExecute(Runnable task) {
    if (nanoTime.getAsLong() - sliceStart > SLICE_NANOS) {
      endSlice();
    }
    requests.incrementAndGet();
    if (!busy) {
      return false;
    }
    if (waiting.add(task)) {
      Thread.startVirtualThread(() -> begin(task));
    }
    return true;
  }

  private void begin(Runnable task) {
    // Before it runs: whoever finds it here counts on its still looking for something to do.
    waiting.remove(task);
    task.run();
  }

  private void endSlice() {
    boolean promised = busy;
    busy = requests.getAndSet(0) >= BUSY;
    if (promised) {
      giveWay();
    }
    sliceStart = nanoTime.getAsLong();
  }

  /**
   * Lets everyone run who is queued anywhere. A yield would not: it puts this thread into the queue
   * that the scheduler is at, or into one that it goes on with. What ends a pause comes from a
   * thread of the system, once the scheduler has looked into all queues.
   */
  private static void giveWay() {
    LockSupport.parkNanos(1);
  }
}
