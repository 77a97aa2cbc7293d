package dev.toolkit.router;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a router says about a method and a path. There are four answers, so a {@code switch} over
 * them needs no default:
 *
 * {@snippet :
 * switch (router.match(method, path)) {
 *   case Match.Found<Handler> found -> found.target().handle(found);
 *   case Match.NotFound<Handler> missing -> respond(404);
 *   case Match.NotAllowed<Handler> refused -> respond(405, "Allow", refused.allowHeader());
 *   case Match.BadPath<Handler> bad -> respond(400);
 * }
 * }
 *
 * <p>All answers are immutable and safe for use by multiple threads.
 *
 * @param <T> the type of targets
 * @since 0.1.0
 */
public sealed interface Match<T> {

  /**
   * The most specific route for the path that has the method, and the parameters of the path.
   *
   * <p>A route without parameters has one instance, which all its matches share. The path is kept
   * and its parameters are cut out and decoded when they are read, not before.
   *
   * @param <T> the type of targets
   * @since 0.1.0
   */
  final class Found<T> extends Params implements Match<T> {

    Found(Leaf<T> leaf, @Nullable Object source, int base, long ends, int @Nullable [] offsets) {
      super(leaf, source, base, ends, offsets);
    }

    /**
     * Returns the route.
     *
     * @since 0.1.0
     */
    @SuppressWarnings("unchecked") // the constructor takes no other layout
    public Route<T> route() {
      return ((Leaf<T>) layout).route;
    }

    /**
     * Returns the target of the route.
     *
     * @since 0.1.0
     */
    public T target() {
      return route().target();
    }

    /** Returns the route and how many parameters were found, but not their values. */
    @Override
    public String toString() {
      return "Found[" + route() + ", " + layout.present + " parameters]";
    }
  }

  /**
   * No route has a pattern that the path matches.
   *
   * @param <T> the type of targets
   * @since 0.1.0
   */
  record NotFound<T>() implements Match<T> {}

  /**
   * There are routes for the path, but none of them has the method.
   *
   * @param <T> the type of targets
   * @since 0.1.0
   */
  final class NotAllowed<T> implements Match<T> {
    private final Set<String> allow;
    private final String allowHeader;

    NotAllowed(Set<String> allow) {
      this.allow = allow;
      this.allowHeader = String.join(", ", allow);
    }

    /**
     * Returns the methods of all routes for the path, and HEAD where GET implies it, in the order
     * of their characters.
     *
     * @since 0.1.0
     */
    public Set<String> allow() {
      return allow;
    }

    /**
     * Returns the value for the {@code Allow} header.
     *
     * @since 0.1.0
     */
    public String allowHeader() {
      return allowHeader;
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof NotAllowed<?> other && allow.equals(other.allow);
    }

    @Override
    public int hashCode() {
      return allow.hashCode();
    }

    @Override
    public String toString() {
      return "NotAllowed[" + allowHeader + "]";
    }
  }

  /**
   * The path has an escape that is cut short, not hexadecimal or not UTF-8, or a byte that is not
   * ASCII.
   *
   * @param offset where that escape or byte starts in the path or array that was matched
   * @param <T> the type of targets
   * @since 0.1.0
   */
  record BadPath<T>(int offset) implements Match<T> {}
}
