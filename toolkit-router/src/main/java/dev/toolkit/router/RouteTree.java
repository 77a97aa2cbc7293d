package dev.toolkit.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * All routes of a router, as a tree over the segments of their patterns. Built by one thread, read
 * by many.
 *
 * @param <T> the type of targets
 */
final class RouteTree<T> {

  final RouterOptions options;
  final Node<T> root = new Node<>(Segment.EMPTY);

  /** All methods that have a route of their own, and HEAD where GET implies it, in order. */
  final List<String> methods;

  /** The most parameters that a pattern has. */
  final int maxParams;

  /**
   * Whether the ranks below two children of one node overlap, so that the first route found need
   * not be the most specific one.
   */
  private boolean ranked;

  RouteTree(List<Route<T>> routes, RouterOptions options) {
    this.options = options;
    this.methods = methods(routes, options);
    int params = 0;
    for (Route<T> route : routes) {
      params = Math.max(params, route.pattern().paramNames().size());
    }
    this.maxParams = params;
    List<Entry<T>> entries = entries(routes);
    List<Entry<T>> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.naturalOrder());
    for (int rank = 0; rank < sorted.size(); rank++) {
      sorted.get(rank).rank = rank;
    }
    for (Entry<T> entry : entries) {
      insert(entry);
    }
    settle(root);
  }

  boolean isRanked() {
    return ranked;
  }

  private static <T> List<String> methods(List<Route<T>> routes, RouterOptions options) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route<T> route : routes) {
      methods.add(route.method());
    }
    methods.remove(Route.ANY_METHOD);
    if (options.headAsGet() && methods.contains("GET")) {
      methods.add("HEAD");
    }
    return List.copyOf(methods);
  }

  private List<Entry<T>> entries(List<Route<T>> routes) {
    List<Entry<T>> entries = new ArrayList<>();
    for (Route<T> route : routes) {
      for (List<Segment> expansion : route.pattern().expansions()) {
        entries.add(new Entry<>(route, Segment.normalized(expansion, options)));
      }
    }
    return entries;
  }

  private void insert(Entry<T> entry) {
    Node<T> node = root;
    node.include(entry.rank);
    for (Segment segment : entry.segments) {
      node = node.child(segment, options.caseSensitive());
      node.include(entry.rank);
    }
    Terminal<T> terminal = node.terminal;
    if (terminal == null) {
      terminal = new Terminal<>();
      node.terminal = terminal;
    }
    Leaf<T> earlier =
        terminal.put(new Leaf<>(entry.route, entry.segments, options, entry.rank, false));
    if (earlier != null) {
      throw new RouteConflictException(
          earlier.route, entry.route, "both match " + SamplePath.of(entry.segments));
    }
  }

  /** Orders the children of the node and of those below it, and settles what ends there. */
  private void settle(Node<T> node) {
    node.others.sort((a, b) -> {
      int byKind = a.segment.compareKind(b.segment);
      return byKind != 0 ? byKind : Integer.compare(a.minRank, b.minRank);
    });
    for (int i = 1; i < node.others.size(); i++) {
      ranked |= node.others.get(i - 1).maxRank > node.others.get(i).minRank;
    }
    if (options.ignoreTrailingSlash() && node != root) {
      addEmptyRest(node);
    }
    if (node.terminal != null) {
      node.terminal.resolve(methods, options.headAsGet());
    }
    node.literals.values().forEach(this::settle);
    node.others.forEach(this::settle);
  }

  /** Lets a catch-all be empty without its slash, wherever no other route ends there. */
  private void addEmptyRest(Node<T> node) {
    Node<T> catchAll = node.catchAll();
    if (catchAll == null || catchAll.terminal == null) {
      return;
    }
    List<Segment> path = new ArrayList<>();
    Terminal<T> empty = new Terminal<>();
    for (Leaf<T> leaf : catchAll.terminal.leaves()) {
      path.clear();
      path.addAll(Segment.normalized(leaf.route.pattern().segments(), options));
      empty.put(new Leaf<>(leaf.route, path, options, leaf.rank, true));
    }
    if (node.terminal == null) {
      node.terminal = empty;
    } else {
      node.terminal.orElse(empty);
    }
  }

  /** A pattern with the optional segments it has in one of its paths. */
  private static final class Entry<T> implements Comparable<Entry<T>> {
    private final Route<T> route;
    private final List<Segment> segments;
    private int rank;

    Entry(Route<T> route, List<Segment> segments) {
      this.route = route;
      this.segments = segments;
    }

    @Override
    public int compareTo(Entry<T> other) {
      return Specificity.compare(
          segments, route.pattern().text(), other.segments, other.route.pattern().text());
    }
  }
}
