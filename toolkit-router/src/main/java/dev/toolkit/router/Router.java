package dev.toolkit.router;

/** Placeholder. */
public final class Router {
  private Router() {}
}
