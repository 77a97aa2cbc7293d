package dev.toolkit.core;

/**
 * Takes structured events. On the JVM they go to SLF4J, as message and key-value pairs.
 *
 * <p>A log must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Log {

  /** Writes an event, or drops it if its level is not enabled. */
  void write(LogEvent event);
}
