package dev.toolkit.router;

import static java.util.Objects.requireNonNull;

import dev.toolkit.router.Params.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for paths: literal segments and path parameters.
 *
 * <table class="striped">
 * <caption>What a pattern can hold</caption>
 * <tr><th>Text</th><th>Stands for</th></tr>
 * <tr><td>{@code {id}}</td><td>one segment that is not empty</td></tr>
 * <tr><td>{@code {id:[0-9]+}}</td><td>the same, matching the constraint as a whole</td></tr>
 * <tr><td>{@code {page?}}</td><td>one segment, or none; only at the end of the pattern</td></tr>
 * <tr><td>{@code {*path}}</td><td>the rest of the path, which may be empty</td></tr>
 * <tr><td>{@code {name}.{type}}</td><td>parts of one segment, each as long as can be from the left
 * </td></tr>
 * </table>
 *
 * <p>Names are letters, digits and {@code _}. Literals may be percent-encoded and are compared
 * decoded; a literal brace is written {@code %7B}. A constraint is a regular expression of
 * literals, classes with {@code \d \w \s}, {@code .}, groups, alternation and the quantifiers
 * <code>? * + {m}
 * {m,n}</code>; it is matched against decoded text in time linear in its length.
 *
 * {@snippet :
 * PathPattern pattern = PathPattern.parse("/users/{id:[0-9]+}/files/{*path}");
 * pattern.expand(Map.of("id", 7, "path", "a b/c"));            // "/users/7/files/a%20b/c"
 * pattern.match("/users/7/files/a%20b/c").param("path");       // "a b/c"
 * }
 *
 * <p>Patterns are ordered by how specific they are, the more specific first, as a router prefers
 * them. This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PathPattern implements Comparable<PathPattern> {

  private static final PathPattern ROOT = parse("/");

  private final String text;
  private final List<Segment> segments;
  private final List<String> names;

  private PathPattern(String text, List<Segment> segments, List<String> names) {
    this.text = text;
    this.segments = segments;
    this.names = names;
  }

  /**
   * Returns the pattern that the text describes.
   *
   * @throws PathSyntaxException if the text is not a pattern, or its constraint is not supported
   * @since 0.1.0
   */
  public static PathPattern parse(String text) {
    PatternParser parser = new PatternParser(requireNonNull(text, "text"));
    List<Segment> segments = parser.parse();
    return new PathPattern(text, segments, parser.names());
  }

  /**
   * Returns the pattern of a prefix, which may also be empty: {@code ""} and {@code "/"} are the
   * prefix of all paths.
   *
   * @throws PathSyntaxException if the text is not a pattern, or its constraint is not supported
   * @since 0.1.0
   */
  public static PathPattern prefix(String text) {
    return text.isEmpty() ? ROOT : parse(text);
  }

  /**
   * Returns the text that was parsed.
   *
   * @since 0.1.0
   */
  public String text() {
    return text;
  }

  /**
   * Returns the names of the parameters, in the order of the pattern.
   *
   * @since 0.1.0
   */
  public List<String> paramNames() {
    return names;
  }

  /**
   * Returns the number of segments, with optional ones. The pattern {@code /} has one, an empty
   * one.
   *
   * @since 0.1.0
   */
  public int segmentCount() {
    return segments.size();
  }

  /**
   * Returns the number of segments, with optional ones and without those that the options ignore.
   *
   * @since 0.1.0
   */
  public int segmentCount(RouterOptions options) {
    return Segment.normalized(segments, options).size();
  }

  /** Returns the segments, with optional ones. */
  List<Segment> segments() {
    return segments;
  }

  /** Returns what the pattern stands for once it is decided which optional segments are there. */
  List<List<Segment>> expansions() {
    List<List<Segment>> expansions = new ArrayList<>();
    expansions.add(segments);
    for (int end = segments.size(); end > 0 && segments.get(end - 1).isOptional(); end--) {
      expansions.add(end == 1 ? List.of(Segment.EMPTY) : segments.subList(0, end - 1));
    }
    return expansions;
  }

  /**
   * Returns whether the path matches under the default options. A path that has a malformed escape
   * never does.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public boolean matches(String rawPath) {
    return match(rawPath) != null;
  }

  /**
   * Returns the parameters of the path under the default options, or null if it does not match.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public @Nullable PathParams match(String rawPath) {
    return match(rawPath, RouterOptions.defaults());
  }

  /**
   * Returns the parameters of the path, or null if it does not match. A path that has a malformed
   * escape never does.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public @Nullable PathParams match(String rawPath, RouterOptions options) {
    int end = PathText.endOf(rawPath);
    PathText path =
        PercentEncoding.firstMalformed(rawPath, 0, end) >= 0
            ? null
            : PathText.split(rawPath, end, options, options.maxSegments());
    if (path == null) {
      return null;
    }
    for (List<Segment> expansion : expansions()) {
      List<Segment> wanted = Segment.normalized(expansion, options);
      if (endsLike(wanted, path.count, options)) {
        PathParams params = fit(wanted, path, options);
        if (params != null) {
          return params;
        }
      }
    }
    return null;
  }

  private static boolean endsLike(List<Segment> wanted, int count, RouterOptions options) {
    int size = wanted.size();
    if (wanted.get(size - 1).kind() != Segment.Kind.CATCH_ALL) {
      return count == size;
    }
    return count >= size || (options.ignoreTrailingSlash() && count == size - 1);
  }

  /**
   * Returns the parameters of a prefix of the path that matches, or null if there is none.
   *
   * <p>A prefix ends where a segment ends: {@code /api} covers {@code /api}, {@code /api/} and
   * {@code /api/users}, but not {@code /apis}. A slash at the end of the pattern does not count, so
   * the pattern {@code /} covers every path. Of optional segments, as many as can be are taken.
   * What is behind the prefix is not looked at and may have malformed escapes.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public @Nullable PathParams matchPrefix(String rawPath, RouterOptions options) {
    int end = PathText.endOf(rawPath);
    RouterOptions slashless = options.withIgnoreTrailingSlash(true);
    for (List<Segment> expansion : expansions()) {
      List<Segment> wanted = Segment.normalized(expansion, slashless);
      if (wanted.get(0).isEmpty() && wanted.size() == 1) {
        return new PrefixParams(new Layout(this, wanted, options), rawPath, new int[0]);
      }
      PathText path = prefix(rawPath, end, wanted, options);
      if (path != null && endsLike(wanted, path.count, options)) {
        PathParams params = fit(wanted, path, options);
        if (params != null) {
          return params;
        }
      }
    }
    return null;
  }

  /** Cuts off as many segments of the path as are wanted, or all for a catch-all. */
  private static @Nullable PathText prefix(
      String rawPath, int end, List<Segment> wanted, RouterOptions options) {
    if (end == 0 || rawPath.charAt(0) != '/') {
      return null;
    }
    boolean all = wanted.get(wanted.size() - 1).kind() == Segment.Kind.CATCH_ALL;
    int stop = all ? end : prefixEnd(rawPath, end, wanted.size(), options.ignoreDuplicateSlashes());
    return PercentEncoding.firstMalformed(rawPath, 0, stop) >= 0
        ? null
        : PathText.split(rawPath, stop, options, Integer.MAX_VALUE);
  }

  private static int prefixEnd(String rawPath, int end, int segments, boolean merges) {
    int at = 0;
    for (int i = 0; i < segments; i++) {
      int start = at + 1;
      while (merges && start < end && rawPath.charAt(start) == '/') {
        start++;
      }
      int slash = start > end ? -1 : rawPath.indexOf('/', start);
      at = slash < 0 || slash > end ? end : slash;
    }
    return at;
  }

  private @Nullable PathParams fit(List<Segment> wanted, PathText path, RouterOptions options) {
    int[] offsets = new int[2 * names.size()];
    int slot = 0;
    for (int i = 0; i < wanted.size(); i++) {
      if (!path.fits(i, wanted.get(i), offsets, slot)) {
        return null;
      }
      slot += 2 * wanted.get(i).params().size();
    }
    return new PrefixParams(new Layout(this, wanted, options), path.raw, offsets);
  }

  /**
   * Returns whether a router could not tell the two patterns apart: they are equal but for the
   * names of their parameters.
   *
   * @since 0.1.0
   */
  public boolean sameShape(PathPattern other) {
    return sameShape(other, RouterOptions.defaults());
  }

  /**
   * Returns whether the other pattern is equal but for the names of its parameters and for what the
   * options ignore: the case of letters, empty segments, a trailing slash.
   *
   * @since 0.1.0
   */
  public boolean sameShape(PathPattern other, RouterOptions options) {
    List<Segment> all = Segment.normalized(segments, options);
    List<Segment> others = Segment.normalized(other.segments, options);
    if (all.size() != others.size()) {
      return false;
    }
    boolean caseSensitive = options.caseSensitive();
    for (int i = 0; i < all.size(); i++) {
      Segment mine = all.get(i);
      Segment theirs = others.get(i);
      if (mine.isOptional() != theirs.isOptional()
          || !mine.shape(caseSensitive).equals(theirs.shape(caseSensitive))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns this pattern with another one behind it, as in a group of routes.
   *
   * <p>The two are joined by one slash: {@code /api} and {@code /api/} with {@code /users} are both
   * {@code /api/users}, and with {@code /} both are {@code /api/}.
   *
   * @throws PathSyntaxException if what comes out is not a pattern, since a name is there twice or
   *     this pattern ends with a catch-all or an optional parameter
   * @since 0.1.0
   */
  public PathPattern append(PathPattern suffix) {
    return append(suffix.text);
  }

  /**
   * Returns this pattern with another one behind it, as in a group of routes. An empty text leaves
   * it as it is.
   *
   * @throws PathSyntaxException if the text is not a pattern, or what comes out is not one
   * @since 0.1.0
   */
  public PathPattern append(String suffix) {
    if (suffix.isEmpty()) {
      return this;
    }
    PathPattern parsed = parse(suffix);
    if (equals(ROOT)) {
      return parsed;
    }
    return parse(text.endsWith("/") ? text + suffix.substring(1) : text + suffix);
  }

  /**
   * Returns the path that has these values for the parameters, percent-encoded, so that matching it
   * gives the values back. Values are written by their {@code toString}. Optional parameters may be
   * left out from the right.
   *
   * <p>A value that is {@code "."} or {@code ".."} gives a dot segment, which clients resolve
   * before they send the path, also if the dots are percent-encoded (RFC 3986, section 5.2.4, and
   * the URL Standard): keep such values out where others choose them.
   *
   * @throws IllegalArgumentException if a value is missing, does not fit its parameter, or has no
   *     parameter; the message does not have the value in it
   * @since 0.1.0
   */
  public String expand(Map<String, ?> params) {
    return new PathExpansion(this, params).path();
  }

  /**
   * Returns the pattern in the form that OpenAPI has for paths: parameters by their name only, and
   * optional ones as if they were required.
   *
   * @since 0.1.0
   */
  public String toOpenApi() {
    StringBuilder path = new StringBuilder();
    for (Segment segment : segments) {
      segment.appendOpenApi(path.append('/'));
    }
    return path.toString();
  }

  /**
   * Compares how specific two patterns are, the more specific being less. Segment by segment from
   * the left, a literal comes before a mixed segment (more literal characters first), before a
   * parameter with a constraint, before one without, before a catch-all. What is still equal is
   * ordered by the longer literal prefix, the longer text, and the characters of the text.
   *
   * @since 0.1.0
   */
  @Override
  public int compareTo(PathPattern other) {
    return Specificity.compare(segments, text, other.segments, other.text);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof PathPattern other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text that was parsed. */
  @Override
  public String toString() {
    return text;
  }
}
