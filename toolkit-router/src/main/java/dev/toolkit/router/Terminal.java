package dev.toolkit.router;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes that end at one node of the tree, by method.
 *
 * @param <T> the type of targets
 */
final class Terminal<T> {

  private final Map<String, Leaf<T>> leaves = new TreeMap<>();

  /** The leaf for each method of the router, and at the end the one for any other method. */
  private @Nullable Leaf<T>[] byMethod;

  private @Nullable Terminal<T> fallback;

  private Set<String> allowed = Set.of();

  /** What is answered if no other routes match the path. */
  Match.NotAllowed<T> notAllowed = new Match.NotAllowed<>(allowed);

  Terminal() {
    this.byMethod = noLeaves(0);
  }

  @SuppressWarnings("unchecked") // an array without elements, or of which all writes are checked
  private static <T> @Nullable Leaf<T>[] noLeaves(int length) {
    return (Leaf<T>[]) new Leaf<?>[length];
  }

  /** Adds a leaf, and returns the one that is there already for the same method, if any. */
  @Nullable Leaf<T> put(Leaf<T> leaf) {
    return leaves.putIfAbsent(leaf.route.method(), leaf);
  }

  /** Sets less specific routes that answer the methods which no route of this terminal does. */
  void fallBackTo(Terminal<T> other) {
    fallback = other;
  }

  Iterable<Leaf<T>> leaves() {
    return leaves.values();
  }

  @Nullable Leaf<T> leaf(int method) {
    return byMethod[method];
  }

  /** Returns the methods of all leaves, {@code *} among them if there is one for any method. */
  Set<String> allowed() {
    return allowed;
  }

  /** Settles which leaf answers which method. */
  void resolve(List<String> methods, boolean headAsGet) {
    resolve(leaves.get(Route.ANY_METHOD), methods, headAsGet);
    if (fallback != null) {
      fallback.resolve(methods, headAsGet);
      completeFrom(fallback);
    }
  }

  private void completeFrom(Terminal<T> other) {
    for (int i = 0; i < byMethod.length; i++) {
      if (byMethod[i] == null) {
        byMethod[i] = other.byMethod[i];
      }
    }
    Set<String> names = new TreeSet<>(allowed);
    names.addAll(other.allowed);
    allow(names);
  }

  private void allow(Set<String> names) {
    allowed = Collections.unmodifiableSet(names);
    notAllowed = new Match.NotAllowed<>(allowed);
  }

  private void resolve(@Nullable Leaf<T> any, List<String> methods, boolean headAsGet) {
    byMethod = noLeaves(methods.size() + 1);
    byMethod[methods.size()] = any;
    for (int i = 0; i < methods.size(); i++) {
      Leaf<T> exact = leaves.get(methods.get(i));
      Leaf<T> implied =
          exact == null && headAsGet && methods.get(i).equals("HEAD") ? leaves.get("GET") : exact;
      byMethod[i] = implied == null ? any : implied;
    }
    Set<String> names = new TreeSet<>(leaves.keySet());
    if (headAsGet && names.contains("GET")) {
      names.add("HEAD");
    }
    allow(names);
  }
}
