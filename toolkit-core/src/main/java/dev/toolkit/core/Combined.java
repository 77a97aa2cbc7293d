package dev.toolkit.core;

import dev.toolkit.core.http.Response;
import java.util.List;
import java.util.function.Predicate;

/**
 * Middleware made of others. Each part is bound as if it were declared by itself, so that what it
 * throws becomes a response before the part around it sees it.
 */
sealed interface Combined extends Middleware {

  /** Binds all parts to what they stand around. */
  Next bind(Next next, Errors errors);

  /** Called where the combination is itself wrapped by a middleware of the application's own. */
  @Override
  default Response handle(Context c, Next next) {
    return bind(next, Errors.of(List.of(), null)).handle(c);
  }

  /** Binds a middleware, combined or not. */
  static Next bind(Middleware middleware, Next next, Errors errors) {
    return middleware instanceof Combined combined
        ? combined.bind(next, errors)
        : new Link(middleware, next, errors);
  }

  /** {@link Middleware#every}. */
  record Every(List<Middleware> parts) implements Combined {

    @Override
    public Next bind(Next next, Errors errors) {
      Next chain = next;
      for (int i = parts.size() - 1; i >= 0; i--) {
        chain = Combined.bind(parts.get(i), chain, errors);
      }
      return chain;
    }
  }

  /** {@link Middleware#some}. */
  record Some(List<Middleware> parts) implements Combined {

    @Override
    public Next bind(Next next, Errors errors) {
      Next last = Combined.bind(parts.getLast(), next, errors);
      return c -> {
        for (int i = 0; i < parts.size() - 1; i++) {
          var passing = new Passing(next);
          Response response = Combined.bind(parts.get(i), passing, errors).handle(c);
          if (passing.hasPassed) {
            return response;
          }
        }
        return last.handle(c);
      };
    }
  }

  /** {@link Middleware#except}. */
  record Except(Middleware part, Predicate<? super Context> condition) implements Combined {

    @Override
    public Next bind(Next next, Errors errors) {
      Next around = Combined.bind(part, next, errors);
      Middleware choice = (c, unused) -> condition.test(c) ? next.handle(c) : around.handle(c);
      return new Link(choice, next, errors);
    }
  }

  /** Notes whether the middleware around it lets the request pass. Serves one request. */
  final class Passing implements Next {
    private final Next next;
    private boolean hasPassed;

    Passing(Next next) {
      this.next = next;
    }

    @Override
    public Response handle(Context c) {
      hasPassed = true;
      return next.handle(c);
    }
  }
}
