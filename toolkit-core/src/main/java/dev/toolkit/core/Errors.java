package dev.toolkit.core;

import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns exceptions into responses by the mappings of a group, and by those around it where the
 * group has none. Among the mappings of one group, the one for the narrowest type decides.
 */
final class Errors {

  private final List<ErrorMapping<?>> mappings;
  private final @Nullable Errors outer;

  private Errors(List<ErrorMapping<?>> mappings, @Nullable Errors outer) {
    this.mappings = mappings;
    this.outer = outer;
  }

  static Errors of(List<ErrorMapping<?>> mappings, @Nullable Errors outer) {
    return outer != null && mappings.isEmpty()
        ? outer
        : new Errors(narrowestFirst(mappings), outer);
  }

  private static List<ErrorMapping<?>> narrowestFirst(List<ErrorMapping<?>> mappings) {
    List<ErrorMapping<?>> sorted = new ArrayList<>();
    for (ErrorMapping<?> mapping : mappings) {
      int i = 0;
      while (i < sorted.size() && !sorted.get(i).type().isAssignableFrom(mapping.type())) {
        i++;
      }
      sorted.add(i, mapping);
    }
    return sorted;
  }

  Response toResponse(Context c, Exception exception) {
    for (Errors group = this; group != null; group = group.outer) {
      for (ErrorMapping<?> mapping : group.mappings) {
        if (mapping.covers(exception)) {
          return mapped(mapping, c, exception);
        }
      }
    }
    return unmapped(c, exception);
  }

  private static Response mapped(ErrorMapping<?> mapping, Context c, Exception exception) {
    try {
      Response response = mapping.handle(c, exception);
      if (response == null) {
        throw new IllegalStateException("An onError handler returned null");
      }
      return response.withFailure(exception);
    } catch (Exception failed) {
      if (!failed.equals(exception)) {
        failed.addSuppressed(exception);
      }
      return unmapped(c, failed);
    }
  }

  /** A problem tells itself; of everything else the client learns nothing, and the log all. */
  private static Response unmapped(Context c, Exception exception) {
    Response response;
    if (exception instanceof ProblemException problem) {
      response = problem.toResponse();
    } else {
      response = Problem.of(500).toResponse();
    }
    if (response.status() >= 500) {
      log(c, exception);
    }
    return response.withFailure(exception);
  }

  private static void log(Context c, Exception exception) {
    LogEvent event = LogEvent.error("Request failed").with("method", c.request().method().name());
    c.route().ifPresent(route -> event.with("route", route.pattern().toString()));
    c.find(Context.REQUEST_ID).ifPresent(id -> event.with("requestId", id));
    c.env().log().write(event.failure(exception));
  }
}
