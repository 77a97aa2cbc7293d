package dev.toolkit.core;

import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import dev.toolkit.router.PathParams;
import dev.toolkit.router.PathPattern;
import dev.toolkit.router.RouterOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers requests that no route matches, inside the middleware of the deepest group whose prefix
 * contains the path.
 */
final class Misses {

  /*
   * A list of prefixes, the deepest first and among equally deep ones the most specific, of which
   * the first that matches decides. A tree would be no help: a prefix that is deeper beats one whose
   * left segments are more specific, so all of them have to be looked at. A miss therefore costs
   * time in the number of groups, of which applications have tens.
   *
   * Groups of equal prefix are one entry, and their middleware one chain.
   */

  private static final Key<Miss> MISS = Key.of("miss");
  private static final Response NOT_FOUND = Problem.of(404).toResponse();
  private static final Handler DEFAULT = c -> NOT_FOUND;

  private record Entry(PathPattern prefix, Next chain) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Next root;
  private final RouterOptions options;

  /**
   * Creates the answers for the groups of an App.
   *
   * @param scopes all scopes in order of declaration, the root first
   */
  Misses(List<Scope> scopes, RouterOptions options) {
    this.options = options;
    List<List<Scope>> equals = new ArrayList<>();
    for (Scope scope : scopes) {
      if (scope.coversMisses) {
        addToEquals(scope, equals);
      }
    }
    root = chain(equals.getFirst());
    for (List<Scope> equal : equals.subList(1, equals.size())) {
      entries.add(new Entry(pattern(equal), chain(equal)));
    }
    entries.sort(this::deepestFirst);
  }

  private void addToEquals(Scope scope, List<List<Scope>> equals) {
    for (List<Scope> equal : equals) {
      if (isSamePrefix(equal.getFirst().prefix, scope.prefix)) {
        equal.add(scope);
        return;
      }
    }
    List<Scope> own = new ArrayList<>();
    own.add(scope);
    equals.add(own);
  }

  private boolean isSamePrefix(String left, String right) {
    return (left.isEmpty() || right.isEmpty())
        ? left.equals(right)
        : PathPattern.parse(left).sameShape(PathPattern.parse(right), options);
  }

  private static PathPattern pattern(List<Scope> equal) {
    return PathPattern.parse(equal.getFirst().prefix);
  }

  private int deepestFirst(Entry left, Entry right) {
    int depth =
        Integer.compare(right.prefix.segmentCount(options), left.prefix.segmentCount(options));
    return depth != 0 ? depth : left.prefix.compareTo(right.prefix);
  }

  private static Next chain(List<Scope> equal) {
    Set<Scope> all = new LinkedHashSet<>();
    for (Scope scope : equal) {
      all.addAll(scope.fromRoot());
    }
    Scope answering = answering(equal);
    Handler notFound = answering.group.notFound == null ? DEFAULT : answering.group.notFound;
    Next end = Link.end(c -> Miss.answer(c, c.require(MISS), notFound), answering.errors);
    return Scope.chain(List.copyOf(all), end);
  }

  /** Returns the innermost scope with an answer of its own, or else the first of the equals. */
  private static Scope answering(List<Scope> equal) {
    for (Scope scope : equal) {
      if (scope.group.notFound != null) {
        return scope;
      }
    }
    for (Scope outer = equal.getFirst().outer; outer != null; outer = outer.outer) {
      if (outer.group.notFound != null) {
        return outer;
      }
    }
    return equal.getFirst();
  }

  Response answer(Context c, Miss miss) {
    String path = c.request().path();
    for (Entry entry : entries) {
      PathParams params = entry.prefix.matchPrefix(path, options);
      if (params != null) {
        return entry.chain.handle(c.withParams(params).with(MISS, miss));
      }
    }
    return root.handle(c.with(MISS, miss));
  }
}
