package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * The start of a segment in a {@link CompiledTree}: what can follow the slash.
 *
 * @param <T> the type of targets
 */
final class Step<T> {

  /** Finds the only literal that may follow, or is null if there are none. */
  final @Nullable Fork<T> fork;

  /** What to try if that literal does not follow, or nothing fits behind it. */
  final @Nullable Retry<T> retry;

  Step(@Nullable Fork<T> fork, @Nullable Retry<T> retry) {
    this.fork = fork;
    this.retry = retry;
  }

  /**
   * One or more literal segments with nothing else between them.
   *
   * @param <T> the type of targets
   */
  static final class Edge<T> {
    /** The first of the segments. */
    final String key;

    /** The segments and the slashes between them. */
    final String text;

    final byte[] bytes;
    final @Nullable Terminal<T> terminal;

    /** What follows the slash behind the text, or null if nothing can. */
    final @Nullable Step<T> next;

    Edge(
        String key,
        String text,
        byte[] bytes,
        @Nullable Terminal<T> terminal,
        @Nullable Step<T> next) {
      this.key = key;
      this.text = text;
      this.bytes = bytes;
      this.terminal = terminal;
      this.next = next;
    }
  }

  /**
   * Another way on than a literal, and where it starts: a fixed distance behind the last parameter,
   * or behind the start of the path.
   *
   * @param <T> the type of targets
   */
  static final class Retry<T> {
    /** What the segment must be. */
    final Segment segment;

    final Segment.Kind kind;

    /** Whether a walk that comes here has to be left to {@link TreeWalk}. */
    final boolean general;

    /** The number of parameters before. */
    final int slot;

    /** How far the segment starts behind the end of the last of those parameters. */
    final int offset;

    /** The number of segments up to and with this one. */
    final int depth;

    final @Nullable Terminal<T> terminal;

    /** What follows the slash behind the segment, or null if nothing can. */
    final @Nullable Step<T> next;

    /** What to try if the segment does not fit, or nothing fits behind it. */
    final @Nullable Retry<T> other;

    Retry(
        Node<T> node,
        boolean general,
        int slot,
        int offset,
        int depth,
        @Nullable Step<T> next,
        @Nullable Retry<T> other) {
      this.segment = node.segment;
      this.kind = node.segment.kind();
      this.general = general;
      this.slot = slot;
      this.offset = offset;
      this.depth = depth;
      this.terminal = node.terminal;
      this.next = next;
      this.other = other;
    }
  }
}
