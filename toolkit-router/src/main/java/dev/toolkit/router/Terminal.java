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

  /** What answers if nothing here does, or null if nothing would. */
  private @Nullable Terminal<T> lessSpecific;

  /** The leaf for each method of the router, and at the end the one for any other method. */
  private @Nullable Leaf<T>[] byMethod;

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

  /** Lets less specific leaves answer the methods for which there are none here. */
  void orElse(Terminal<T> other) {
    lessSpecific = other;
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
    byMethod = noLeaves(methods.size() + 1);
    Set<String> names = new TreeSet<>();
    include(methods, headAsGet, byMethod, names);
    if (lessSpecific != null) {
      lessSpecific.include(methods, headAsGet, byMethod, names);
    }
    allowed = Collections.unmodifiableSet(names);
    notAllowed = new Match.NotAllowed<>(allowed);
  }

  /** Answers the methods that are not answered yet. */
  private void include(
      List<String> methods, boolean headAsGet, @Nullable Leaf<T>[] answers, Set<String> names) {
    Leaf<T> any = leaves.get(Route.ANY_METHOD);
    for (int i = 0; i < answers.length; i++) {
      Leaf<T> exact = i < methods.size() ? leaves.get(methods.get(i)) : null;
      boolean implied = exact == null && headAsGet && i == methods.indexOf("HEAD");
      Leaf<T> own = implied ? leaves.get("GET") : exact;
      if (answers[i] == null) {
        answers[i] = own == null ? any : own;
      }
    }
    names.addAll(leaves.keySet());
    if (headAsGet && leaves.containsKey("GET")) {
      names.add("HEAD");
    }
  }
}
