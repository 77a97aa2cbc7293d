package dev.toolkit.core;

/**
 * Runs when an application stops, after its last request, in the thread that stops it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StopHook {

  /** Releases what the application holds; an exception does not keep other hooks from running. */
  void run() throws Exception;
}
