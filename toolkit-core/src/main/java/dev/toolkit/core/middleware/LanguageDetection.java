package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the language of a response among those that the application has: by a query parameter,
 * else by a cookie, else by {@code Accept-Language}, else the first one.
 *
 * {@snippet :
 * routes.use(LanguageDetection.supporting("en", "de", "pt-BR"));
 * routes.get("/", c -> c.text(greetings.get(c.require(LanguageDetection.LANGUAGE))));
 * }
 *
 * <p>A wish is met by lookup (RFC 4647, section 3.4): {@code de-AT} by {@code de} if there is no
 * {@code de-AT}. The names of parameter and cookie are {@value #DEFAULT_NAME} unless set. The
 * response gets {@code Vary: Accept-Language}, and {@code Vary: Cookie}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class LanguageDetection implements Middleware {

  /** The tag of the language that was chosen, as it was declared. */
  public static final Key<String> LANGUAGE = Key.of("language");

  /** The name of query parameter and cookie: {@value}. */
  public static final String DEFAULT_NAME = "lang";

  private final List<String> supported;
  private final String name;

  private LanguageDetection(List<String> supported, String name) {
    this.supported = supported;
    this.name = name;
  }

  /**
   * Returns the middleware for these languages.
   *
   * @param tags RFC 5646; the first one is for whoever wishes none of them
   * @throws IllegalArgumentException if there is none
   */
  public static LanguageDetection supporting(String... tags) {
    if (tags.length == 0) {
      throw new IllegalArgumentException("LanguageDetection needs at least one language");
    }
    return new LanguageDetection(List.of(tags), DEFAULT_NAME);
  }

  /** Returns this middleware with another name of query parameter and cookie. */
  public LanguageDetection withName(String name) {
    return new LanguageDetection(supported, requireNonNull(name, "name"));
  }

  @Override
  public Response handle(Context c, Next next) {
    Response response = next.handle(c.with(LANGUAGE, choose(c)));
    return response.withVary("Accept-Language").withVary("Cookie");
  }

  private String choose(Context c) {
    String chosen = asked(c).map(this::find).orElse(null);
    if (chosen == null) {
      chosen = c.cookie(name).map(this::find).orElse(null);
    }
    for (String wish : chosen == null ? c.request().languages() : List.<String>of()) {
      chosen = chosen == null ? find(wish) : chosen;
    }
    return chosen == null ? supported.getFirst() : chosen;
  }

  private Optional<String> asked(Context c) {
    try {
      return c.query(name);
    } catch (ProblemException malformed) {
      return Optional.empty();
    }
  }

  /** Returns the language that meets a wish, or null: the wish is shortened until one does. */
  private @Nullable String find(String wish) {
    int end = wish.length();
    while (end > 0) {
      for (String tag : supported) {
        if (tag.length() == end && tag.regionMatches(true, 0, wish, 0, end)) {
          return tag;
        }
      }
      end = wish.lastIndexOf('-', end - 1);
    }
    return null;
  }
}
