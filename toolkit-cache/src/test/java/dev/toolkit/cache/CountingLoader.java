package dev.toolkit.cache;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A loader that counts its calls, answers "v1", "v2" and so on, and does what it is told. */
final class CountingLoader implements Loader<String, String> {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch entered = new CountDownLatch(1);
  private volatile boolean failing;

  /** Makes calls wait until the gate is opened. */
  void closeGate() {
    gate = new CountDownLatch(1);
    entered = new CountDownLatch(1);
  }

  void openGate() {
    gate.countDown();
  }

  void awaitEntered() throws InterruptedException {
    Waiting.require(entered);
  }

  void fail() {
    failing = true;
  }

  void heal() {
    failing = false;
  }

  int calls() {
    return calls.get();
  }

  @Override
  public String load(String key, LoadContext<String> context) throws Exception {
    int call = calls.incrementAndGet();
    CountDownLatch closed = gate;
    entered.countDown();
    closed.await();
    if (failing) {
      throw new java.io.IOException("Source is down, call " + call);
    }
    return "v" + call;
  }
}
