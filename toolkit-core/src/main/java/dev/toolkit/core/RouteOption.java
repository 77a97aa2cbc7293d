package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

/**
 * Something that a single route has besides method, pattern and handler.
 *
 * {@snippet :
 * routes.delete("/users/{id}", users::delete, named("user"), with(ROLE, "admin"), use(audit));
 * }
 *
 * <p>Options are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RouteOption {

  private final Consumer<RouteDraft> change;

  private RouteOption(Consumer<RouteDraft> change) {
    this.change = change;
  }

  /** Names the route, so that {@link App#path} can make its URLs. */
  public static RouteOption named(String name) {
    requireNonNull(name, "name");
    return new RouteOption(draft -> draft.name = name);
  }

  /** Adds metadata that middleware can read by {@link Context#metadata}. */
  public static <T> RouteOption with(Key<T> key, T value) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    return new RouteOption(draft -> draft.metadata.put(key, value));
  }

  /** Adds middleware around this route only, inside that of its groups. */
  public static RouteOption use(Middleware... middleware) {
    List<Middleware> added = List.of(middleware);
    return new RouteOption(draft -> draft.middleware.addAll(added));
  }

  /** Validates a typed body against these constraint groups instead of the default one. */
  public static RouteOption validating(Class<?>... groups) {
    Class<?>[] copy = groups.clone();
    return new RouteOption(draft -> draft.validationGroups = copy);
  }

  void applyTo(RouteDraft draft) {
    change.accept(draft);
  }
}
