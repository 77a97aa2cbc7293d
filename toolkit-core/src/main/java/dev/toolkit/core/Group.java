package dev.toolkit.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one lambda of routes declared, as a tree. It is written while the lambda runs and only read
 * afterwards, so that a mounted App's tree can be part of any number of others.
 */
final class Group {

  /** A route or a group, in the order of declaration. */
  sealed interface Entry permits RouteDraft, Nested {}

  /**
   * A group inside another.
   *
   * @param prefix what its patterns start with, or null if it has no prefix and covers no misses
   */
  record Nested(@Nullable String prefix, Group group) implements Entry {}

  final List<Entry> entries = new ArrayList<>();
  final List<Middleware> middleware = new ArrayList<>();
  final List<ErrorMapping<?>> errorMappings = new ArrayList<>();
  final Metadata metadata = new Metadata();
  final List<Key<?>> requiredKeys = new ArrayList<>();
  final List<StartHook> startHooks = new ArrayList<>();
  final List<StopHook> stopHooks = new ArrayList<>();
  @Nullable Handler notFound;
}
