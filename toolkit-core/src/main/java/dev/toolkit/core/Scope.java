package dev.toolkit.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Group} in its place in one App: under the prefixes of the groups around it, and with
 * their middleware, error mappings and metadata outside of its own.
 */
final class Scope {

  final Group group;
  final @Nullable Scope outer;

  /** What the patterns of the group start with; empty at the root. */
  final String prefix;

  /** Whether requests under the prefix that no route matches belong to this group. */
  final boolean coversMisses;

  final Errors errors;
  final @Nullable Bindings metadata;

  private Scope(Group group, @Nullable Scope outer, @Nullable String prefix) {
    this.group = group;
    this.outer = outer;
    this.prefix = (outer == null ? "" : outer.prefix) + (prefix == null ? "" : prefix);
    this.coversMisses = outer == null || prefix != null;
    this.errors = Errors.of(group.errorMappings, outer == null ? null : outer.errors);
    this.metadata = group.metadata.inside(outer == null ? null : outer.metadata);
  }

  static Scope root(Group group) {
    return new Scope(group, null, null);
  }

  Scope inside(Group.Nested nested) {
    return new Scope(nested.group(), this, nested.prefix());
  }

  /** Returns this scope and all around it, the outermost first. */
  List<Scope> fromRoot() {
    List<Scope> scopes = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      scopes.addFirst(scope);
    }
    return scopes;
  }

  /** Returns the handler's link with the middleware of all scopes around it, outermost first. */
  static Next chain(List<Scope> outermostFirst, Next end) {
    Next chain = end;
    for (int i = outermostFirst.size() - 1; i >= 0; i--) {
      Scope scope = outermostFirst.get(i);
      chain = around(scope.group.middleware, chain, scope.errors);
    }
    return chain;
  }

  static Next around(List<Middleware> middleware, Next end, Errors errors) {
    Next chain = end;
    for (int i = middleware.size() - 1; i >= 0; i--) {
      chain = Combined.bind(middleware.get(i), chain, errors);
    }
    return chain;
  }
}
