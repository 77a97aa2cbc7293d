package dev.toolkit.server;

import dev.toolkit.core.Log;
import dev.toolkit.core.LogEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the files of certificate and key from time to time, until the server is closed. */
record TlsWatch(Tls tls, CountDownLatch closed, Log log) implements Runnable {

  private static final long PERIOD_SECONDS = 30;

  @Override
  public void run() {
    try {
      while (!closed.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void look() {
    try {
      if (tls.reloadIfChanged()) {
        log.write(LogEvent.info("Certificate reloaded").with("tls", tls));
      }
    } catch (TlsFileException e) {
      log.write(LogEvent.warn("Certificate not reloaded: the former one stays").failure(e));
    }
  }
}
