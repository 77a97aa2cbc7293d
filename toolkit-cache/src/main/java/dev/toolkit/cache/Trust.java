package dev.toolkit.cache;

import java.time.Duration;

/** How long memory may be believed: shorter while this node hears nothing of the others. */
final class Trust {

  private final Ticker ticker;
  private final long maxStaleness;
  private volatile boolean isCutOff;

  Trust(Ticker ticker, Duration maxStaleness) {
    this.ticker = ticker;
    this.maxStaleness = Nanos.of(maxStaleness);
  }

  /** Notes that changes may be missed; returns until when what is in memory may be believed. */
  long cutOff() {
    isCutOff = true;
    return Nanos.plus(ticker.exact(), maxStaleness);
  }

  void connected() {
    isCutOff = false;
  }

  /** Returns the last moment of an entry that is stored in memory now. */
  long lastMoment(EntryOptions options) {
    long life = Nanos.of(options.memoryTtl());
    return Nanos.plus(ticker.exact(), isCutOff ? Math.min(life, maxStaleness) : life);
  }
}
