package dev.toolkit.router.testing;

import dev.toolkit.router.Match;
import dev.toolkit.router.PathSyntaxException;
import dev.toolkit.router.RouteConflictException;
import dev.toolkit.router.Router;
import dev.toolkit.router.RouterOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One line of a case file: routes, a request, and what the router should answer. */
public record RouterCase(
    String id,
    List<String> tags,
    List<String> routes,
    @Nullable String method,
    @Nullable String path,
    RouterOptions options,
    Map<String, Object> expect) {

  @SuppressWarnings("unchecked")
  public static RouterCase parse(String line) {
    Map<String, Object> json = Json.object(line);
    return new RouterCase(
        (String) json.get("id"),
        (List<String>) json.getOrDefault("tags", List.of()),
        (List<String>) json.get("routes"),
        (String) json.get("method"),
        (String) json.get("path"),
        options((Map<String, Object>) json.get("options")),
        (Map<String, Object>) json.get("expect"));
  }

  private static RouterOptions options(@Nullable Map<String, Object> json) {
    RouterOptions options = RouterOptions.defaults();
    if (json == null) {
      return options;
    }
    for (Map.Entry<String, Object> option : json.entrySet()) {
      Object value = option.getValue();
      options =
          switch (option.getKey()) {
            case "ignoreTrailingSlash" -> options.withIgnoreTrailingSlash((Boolean) value);
            case "ignoreDuplicateSlashes" -> options.withIgnoreDuplicateSlashes((Boolean) value);
            case "caseSensitive" -> options.withCaseSensitive((Boolean) value);
            case "headAsGet" -> options.withHeadAsGet((Boolean) value);
            case "maxSegments" -> options.withMaxSegments(((Long) value).intValue());
            default -> throw new IllegalArgumentException("Unknown option: " + option.getKey());
          };
    }
    return options;
  }

  /** Returns what is wrong with the router's answer, or null if nothing is. */
  public @Nullable String failure() {
    Object actual = outcome(false);
    if (!expected().equals(actual)) {
      return "expected " + expected() + " but was " + actual;
    }
    if (path != null && StandardCharsets.US_ASCII.newEncoder().canEncode(path)) {
      Object fromBytes = outcome(true);
      return expected().equals(fromBytes)
          ? null
          : "expected " + expected() + " but was " + fromBytes + " for bytes";
    }
    return null;
  }

  /** Brings the order of methods, and parameters that are null, into one form. */
  private Map<String, Object> expected() {
    Map<String, Object> expected = new LinkedHashMap<>(expect);
    if (expected.get("allow") instanceof List<?> allow) {
      expected.put("allow", new TreeSet<>(allow));
    }
    if (expected.get("params") instanceof Map<?, ?> params) {
      Map<Object, Object> present = new LinkedHashMap<>(params);
      present.values().removeIf(value -> value == null);
      expected.put("params", present);
    }
    return expected;
  }

  private Object outcome(boolean bytes) {
    Router<String> router;
    try {
      router = router();
    } catch (PathSyntaxException e) {
      return Map.of("registration_error", "syntax");
    } catch (RouteConflictException e) {
      return Map.of("registration_error", "conflict");
    }
    if (method == null || path == null) {
      return "no registration error";
    }
    Match<String> match = bytes ? matchBytes(router) : router.match(method, path);
    return switch (match) {
      case Match.Found<String> found ->
          Map.of("route", found.target(), "params", new LinkedHashMap<>(found.params()));
      case Match.NotFound<String> missing -> Map.of("status", 404L);
      case Match.BadPath<String> bad -> Map.of("status", 400L);
      case Match.NotAllowed<String> refused -> {
        List<String> allow = new ArrayList<>(refused.allow());
        yield Map.of("status", 405L, "allow", new TreeSet<>(allow));
      }
    };
  }

  private Match<String> matchBytes(Router<String> router) {
    byte[] line = ("GET " + path + " HTTP/1.1").getBytes(StandardCharsets.US_ASCII);
    return router.match(method, line, 4, 4 + path.length());
  }

  private Router<String> router() {
    Router.Builder<String> builder = Router.builder(options);
    for (String route : routes) {
      int space = route.indexOf(' ');
      builder.add(route.substring(0, space), route.substring(space + 1), route);
    }
    return builder.build();
  }
}
