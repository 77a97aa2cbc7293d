package dev.toolkit.db.jdbc;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all statements of a database have in common.
 *
 * @param ticker nanoseconds from any start
 */
record Settings(
    int fetchSize,
    @Nullable Duration timeout,
    @Nullable StatementListener listener,
    LongSupplier ticker,
    StatementComment comment) {

  static Settings create() {
    return new Settings(Database.FETCH_SIZE, null, null, System::nanoTime, StatementComment.NONE);
  }

  Settings withListener(StatementListener told) {
    return new Settings(fetchSize, timeout, told, ticker, comment);
  }

  Settings withTicker(LongSupplier nanos) {
    return new Settings(fetchSize, timeout, listener, nanos, comment);
  }

  Settings withComment(String key, String value) {
    return new Settings(fetchSize, timeout, listener, ticker, comment.with(key, value));
  }

  Settings withTimeout(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("Time-out of a statement must be above zero: " + limit);
    }
    return new Settings(fetchSize, limit, listener, ticker, comment);
  }

  Settings withFetchSize(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("Fetch size must be at least 1: " + rows);
    }
    return new Settings(rows, timeout, listener, ticker, comment);
  }
}
