package dev.toolkit.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
   * So the first way is gone for a slice of time, and then the second for some requests, which lets
   * the queues run empty. At little load nearly all requests go the second way. What was measured
   * is in docs/adr/0020.
   */
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int HANDED_OVER_AFTER_SLICE = 64;

  /** What waits for a thread to begin. */
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  // Several may race for these; then a slice is a little longer or shorter.
  private final AtomicInteger handedOver = new AtomicInteger();
  private volatile long sliceStart = System.nanoTime();

  RequestThreads() {
    // The default of 200 would also keep the acceptor and the selector from running.
    setMaxConcurrentTasks(0);
    setVirtualThreadsExecutor(Thread::startVirtualThread);
  }

  @Override
  public boolean tryExecute(Runnable task) {
    if (isSliceOver()) {
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

  private boolean isSliceOver() {
    long now = System.nanoTime();
    if (now - sliceStart <= SLICE_NANOS) {
      return false;
    }
    if (handedOver.incrementAndGet() < HANDED_OVER_AFTER_SLICE) {
      return true;
    }
    handedOver.set(0);
    sliceStart = now;
    return false;
  }
}
