package dev.toolkit.server;

import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Runs everything that Jetty does on virtual threads, any number of them. */
final class RequestThreads extends VirtualThreadPool {

  RequestThreads() {
    // The default of 200 would also keep the acceptor and the selector from running.
    setMaxConcurrentTasks(0);
    setVirtualThreadsExecutor(Thread::startVirtualThread);
  }

  /**
   * Declines, so that each request gets a virtual thread of its own and the one that watches the
   * sockets never runs a handler. docs/adr/0002 has what was measured.
   */
  @Override
  public boolean tryExecute(Runnable task) {
    return false;
  }
}
