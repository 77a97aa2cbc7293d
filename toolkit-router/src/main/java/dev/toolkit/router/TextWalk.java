package dev.toolkit.router;

import dev.toolkit.router.Step.Edge;
import dev.toolkit.router.Step.Retry;
import org.jspecify.annotations.Nullable;

/** Follows the path in a String through a {@link CompiledTree}, which says how. */
final class TextWalk {

  /** The characters below 64 at which a parameter ends: slash, query and escape. */
  private static final long STOPS = (1L << '/') | (1L << '?') | (1L << '%');

  private TextWalk() {}

  /** Returns the answer, or null if the path has to be left to {@link TreeWalk}. */
  static <T> @Nullable Match<T> match(
      CompiledTree<T> tree, String path, int method, Match.NotFound<T> notFound) {
    int end = path.length();
    if (end == 0 || end > CompiledTree.MAX_PATH || path.charAt(0) != '/') {
      return null;
    }
    if (tree.ignoreTrailingSlash) {
      end = PathText.endOf(path);
      end -= end > 1 && path.charAt(end - 1) == '/' ? 1 : 0;
    }
    if (tree.literals != null && end == path.length()) {
      Terminal<T> whole = tree.literals.find(path);
      Leaf<T> leaf = whole == null ? null : whole.leaf(method);
      if (leaf != null) {
        return leaf.found(path, 0, 0, end);
      }
    }
    if (tree.ignoreDuplicateSlashes && path.contains("//")) {
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
      Edge<T> edge = literal(step.fork, path, at, end);
      // The path may go on behind its end: with the slash that is ignored.
      boolean fits =
          edge != null && at + edge.text.length() <= end && path.startsWith(edge.text, at);
      if (edge != null && fits) {
        terminal = edge.terminal;
        next = edge.next;
        stop = at + edge.text.length();
      }
      while (true) {
        if (fits) {
          int c = stop == end ? '?' : path.charAt(stop);
          if (c == '/' && next != null) {
            step = next;
            at = stop + 1;
            continue walk;
          }
          if (c == '?' && terminal != null) {
            Leaf<T> leaf = terminal.leaf(method);
            if (leaf != null) {
              return leaf.found(path, 0, ends, stop);
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
        stop = scan(path, at, end);
        if (retry.kind == Segment.Kind.CATCH_ALL) {
          int segments = retry.depth;
          while (stop < end && path.charAt(stop) == '/') {
            stop = scan(path, stop + 1, end);
            segments++;
          }
          if (segments > tree.maxSegments && isEnd(path, stop, end)) {
            return notFound;
          }
        }
        if (stop < end && isForeign(path.charAt(stop))) {
          return null;
        }
        terminal = retry.terminal;
        next = retry.next;
        ends = Params.withEnd(ends, slot, stop);
        switch (retry.kind) {
          case PLAIN -> fits = stop > at;
          case CONSTRAINED -> fits = retry.segment.constraint().matches(path, at, stop);
          case MIXED -> {
            long placed = MixedMatch.place(retry.segment, path, at, stop, ends, slot);
            fits = placed != MixedMatch.NO_PLACE;
            ends = fits ? placed : ends;
          }
          default -> fits = true;
        }
        retry = retry.other;
      }
    }
    if (severalMissed || !isPlain(path, end)) {
      return null;
    }
    return missed == null ? notFound : missed.notAllowed;
  }

  /** Returns the only literal that can follow, or null if none does. */
  private static <T> @Nullable Edge<T> literal(
      @Nullable Fork<T> first, String path, int at, int end) {
    Fork<T> fork = first;
    while (fork != null && fork.edge == null) {
      int index = at + fork.offset;
      fork = fork.next(index < end ? path.charAt(index) : '/');
    }
    return fork == null ? null : fork.edge;
  }

  /** Returns where the segment ends, or the first character in it that is not plain. */
  private static int scan(String path, int from, int end) {
    int i = from;
    while (i < end && isPart(path.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isPart(char c) {
    return c < 64 ? (STOPS >>> c & 1) == 0 : c < 128;
  }

  private static boolean isForeign(char c) {
    return c != '/' && c != '?';
  }

  private static boolean isEnd(String path, int at, int end) {
    return at == end || path.charAt(at) == '?';
  }

  /** Returns whether the path has neither escapes nor characters that are not ASCII. */
  private static boolean isPlain(String path, int end) {
    for (int i = 1; i < end; i++) {
      char c = path.charAt(i);
      if (c == '?') {
        return true;
      }
      if (c == '%' || c >= 128) {
        return false;
      }
    }
    return true;
  }
}
