package dev.toolkit.core.jvm;

import dev.toolkit.core.Log;
import dev.toolkit.core.LogEvent;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Hands events to SLF4J, their values as key-value pairs. */
final class Slf4jLog implements Log {

  private final Logger logger;

  Slf4jLog(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void write(LogEvent event) {
    Level level = level(event.level());
    if (!logger.isEnabledForLevel(level)) {
      return;
    }
    var entry = new Entry(logger.atLevel(level));
    event.forEach(entry::add);
    event.failure().ifPresent(entry::fail);
    entry.builder.log(event.message());
  }

  /** An event of SLF4J while it is built: each step may return another builder. */
  private static final class Entry {
    private LoggingEventBuilder builder;

    Entry(LoggingEventBuilder builder) {
      this.builder = builder;
    }

    void add(String name, Object value) {
      builder = builder.addKeyValue(name, value);
    }

    void fail(Throwable failure) {
      builder = builder.setCause(failure);
    }
  }

  private static Level level(LogEvent.Level level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARN -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }
}
