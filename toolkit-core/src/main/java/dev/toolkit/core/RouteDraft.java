package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A route as it was declared: its pattern still without the prefixes of its groups. */
final class RouteDraft implements Group.Entry {
  final String method;
  final String pattern;
  final Metadata metadata = new Metadata();
  final List<Middleware> middleware = new ArrayList<>();
  final @Nullable BodyType<?> bodyType;
  @Nullable String name;
  Class<?>[] validationGroups = new Class<?>[0];
  final Handler handler;

  private RouteDraft(
      String method,
      String pattern,
      @Nullable BodyType<?> bodyType,
      Function<RouteDraft, Handler> handler,
      RouteOption... options) {
    this.method = method;
    this.pattern = pattern;
    this.bodyType = bodyType;
    for (RouteOption option : options) {
      option.applyTo(this);
    }
    this.handler = handler.apply(this);
  }

  static RouteDraft of(String method, String pattern, Handler handler, RouteOption... options) {
    requireNonNull(handler, "handler");
    return new RouteDraft(method, pattern, null, draft -> handler, options);
  }

  static <T> RouteDraft of(
      String method,
      String pattern,
      BodyType<T> type,
      BodyHandler<T> handler,
      RouteOption... options) {
    requireNonNull(type, "type");
    requireNonNull(handler, "handler");
    return new RouteDraft(method, pattern, type, draft -> draft.decoding(type, handler), options);
  }

  private <T> Handler decoding(BodyType<T> type, BodyHandler<T> handler) {
    Class<?>[] groups = validationGroups;
    return c -> handler.handle(c, c.body(type, groups));
  }
}
