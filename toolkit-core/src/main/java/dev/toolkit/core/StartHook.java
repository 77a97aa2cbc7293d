package dev.toolkit.core;

/**
 * Runs when an application starts, before its first request, in the thread that starts it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StartHook {

  /** Prepares the application; an exception keeps it from starting. */
  void run(Env env) throws Exception;
}
