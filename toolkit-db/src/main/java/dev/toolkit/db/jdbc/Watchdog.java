package dev.toolkit.db.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Cancels a statement when its time is over. */
final class Watchdog implements StatementLimit {

  /*
   * A platform thread per limited statement. A virtual one would need a carrier, and statements of
   * an embedded database hold theirs while they run native code: on a small machine the watchdog
   * would wait for the statement that it should cancel.
   *
   * Cancelling happens under the lock, so that it cannot hit the next statement of the connection:
   * close() waits for it.
   */

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Statement statement;
  private boolean over;

  private Watchdog(Statement statement) {
    this.statement = statement;
  }

  static Watchdog start(Statement statement, Duration timeout) {
    Watchdog watchdog = new Watchdog(statement);
    Thread.ofPlatform()
        .daemon()
        .name("toolkit-db-time-limit")
        .start(() -> watchdog.guard(TimeUnit.NANOSECONDS.convert(timeout)));
    return watchdog;
  }

  private void guard(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!over && left > 0) {
        left = ended.awaitNanos(left);
      }
      // Cancelling a statement that has not begun does nothing: try again until it has ended.
      while (!over) {
        statement.cancel();
        left = ended.awaitNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } catch (InterruptedException | SQLException e) {
      // The statement can't be cancelled, or nobody waits for it: it ends by itself.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
