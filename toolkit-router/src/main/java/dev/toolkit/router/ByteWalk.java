package dev.toolkit.router;

import dev.toolkit.router.Step.Edge;
import dev.toolkit.router.Step.Retry;
import org.jspecify.annotations.Nullable;

/** Follows the path in an array through a {@link CompiledTree}, which says how. */
final class ByteWalk {

  /** The characters below 64 at which a parameter ends: slash, query and escape. */
  private static final long STOPS = (1L << '/') | (1L << '?') | (1L << '%');

  private ByteWalk() {}

  /**
   * Returns the answer, or null if the path has to be left to {@link TreeWalk}. All offsets but
   * those into the array count from the start of the path.
   */
  static <T> @Nullable Match<T> match(
      CompiledTree<T> tree, byte[] line, int from, int to, int method, Match.NotFound<T> notFound) {
    int end = to - from;
    if (end == 0 || end > CompiledTree.MAX_PATH || line[from] != '/') {
      return null;
    }
    boolean slashIgnored = tree.ignoreTrailingSlash && line[to - 1] == '/';
    if (tree.literals != null && !slashIgnored) {
      Terminal<T> whole = tree.literals.find(line, from, to);
      Leaf<T> leaf = whole == null ? null : whole.leaf(method);
      if (leaf != null) {
        return leaf.found(line, from, 0, end);
      }
    }
    if (tree.ignoreDuplicateSlashes || tree.ignoreTrailingSlash) {
      return null;
    }
    Step<T> step = tree.root;
    Terminal<T> missed = null;
    boolean severalMissed = false;
    long ends = 0;
    int at = 1;
    walk:
    while (true) {
      Retry<T> retry = step.retry;
      Terminal<T> terminal = null;
      Step<T> next = null;
      int stop = 0;
      Edge<T> edge = literal(step.fork, line, from + at, to);
      boolean fits = edge != null && startsWith(line, from + at, to, edge.bytes);
      if (edge != null && fits) {
        terminal = edge.terminal;
        next = edge.next;
        stop = at + edge.text.length();
      }
      while (true) {
        if (fits) {
          int c = stop == end ? '?' : line[from + stop];
          if (c == '/' && next != null) {
            step = next;
            at = stop + 1;
            continue walk;
          }
          if (c == '?' && terminal != null) {
            Leaf<T> leaf = terminal.leaf(method);
            if (leaf != null) {
              return leaf.found(line, from, ends, stop);
            }
            severalMissed |= missed != null;
            missed = terminal;
          }
        }
        if (retry == null) {
          break walk;
        }
        if (retry.general) {
          return null;
        }
        int slot = retry.slot;
        at = slot == 0 ? retry.offset : retry.offset + Params.packedEnd(ends, slot - 1);
        stop = scan(line, at, end, from);
        if (retry.kind == Segment.Kind.CATCH_ALL) {
          int segments = retry.depth;
          while (stop < end && line[from + stop] == '/') {
            stop = scan(line, stop + 1, end, from);
            segments++;
          }
          if (segments > tree.maxSegments && isEnd(line, stop, end, from)) {
            return notFound;
          }
        }
        if (stop < end && isForeign(line[from + stop])) {
          return null;
        }
        terminal = retry.terminal;
        next = retry.next;
        ends = Params.withEnd(ends, slot, stop);
        switch (retry.kind) {
          case PLAIN -> fits = stop > at;
          case CONSTRAINED ->
              fits = retry.segment.constraint().matches(line, from + at, from + stop);
          case MIXED -> {
            // Rare enough to be given a String.
            return null;
          }
          default -> fits = true;
        }
        retry = retry.other;
      }
    }
    if (severalMissed || !isPlain(line, end, from)) {
      return null;
    }
    return missed == null ? notFound : missed.notAllowed;
  }

  /** Returns the only literal that can follow, or null if none does. */
  private static <T> @Nullable Edge<T> literal(
      @Nullable Fork<T> first, byte[] line, int at, int to) {
    Fork<T> fork = first;
    while (fork != null && fork.edge == null) {
      int index = at + fork.offset;
      fork = fork.next(index < to ? line[index] : '/');
    }
    return fork == null ? null : fork.edge;
  }

  private static boolean startsWith(byte[] line, int at, int to, byte[] text) {
    if (at + text.length > to) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (line[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the segment ends, or the first byte in it that is not plain. */
  private static int scan(byte[] line, int at, int end, int from) {
    int i = at;
    while (i < end && isPart(line[from + i])) {
      i++;
    }
    return i;
  }

  private static boolean isPart(byte c) {
    return c < 64 ? c >= 0 && (STOPS >>> c & 1) == 0 : true;
  }

  private static boolean isForeign(byte c) {
    return c != '/' && c != '?';
  }

  private static boolean isEnd(byte[] line, int at, int end, int from) {
    return at == end || line[from + at] == '?';
  }

  /** Returns whether the path has neither escapes nor bytes that are not ASCII. */
  private static boolean isPlain(byte[] line, int end, int from) {
    for (int i = 1; i < end; i++) {
      byte c = line[from + i];
      if (c == '?') {
        return true;
      }
      if (c == '%' || c < 0) {
        return false;
      }
    }
    return true;
  }
}
