package dev.toolkit.router.testing;

import dev.toolkit.router.RouterOptions;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The rules of the router, word by word and as slow as they come: expand optional parameters, try
 * every route, sort by specificity. The oracle that random routes and paths are checked against.
 */
public final class NaiveRouter {

  /** The answer: a route and its parameters, or a status, or a status and methods. */
  public record Answer(int status, String route, Map<String, String> params, Set<String> allow) {}

  /** Thrown for routes that cannot be told apart. */
  public static final class Conflict extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private record Part(String literal, String name, Pattern constraint, String constraintText) {
    boolean isLiteral() {
      return name == null;
    }
  }

  private record Segment(List<Part> parts, boolean optional, boolean rest) {
    int kind() {
      if (rest) {
        return 4;
      }
      if (parts.size() == 1 && !parts.get(0).isLiteral()) {
        return parts.get(0).constraint == null ? 3 : 2;
      }
      return isStatic() ? 0 : 1;
    }

    boolean isStatic() {
      return parts.stream().allMatch(Part::isLiteral);
    }

    boolean isEmpty() {
      return parts.isEmpty();
    }

    int literals() {
      return parts.stream().filter(Part::isLiteral).mapToInt(p -> p.literal.length()).sum();
    }

    String shape(boolean caseSensitive) {
      StringBuilder shape = new StringBuilder();
      for (Part part : parts) {
        if (part.isLiteral()) {
          shape.append('"').append(caseSensitive ? part.literal : fold(part.literal)).append('"');
        } else {
          shape.append('<').append(part.constraintText).append(rest ? "*>" : ">");
        }
      }
      return shape.toString();
    }
  }

  private record Candidate(String route, String method, String text, List<Segment> segments) {
    int literalPrefix() {
      int length = 0;
      for (Segment segment : segments) {
        length++;
        for (Part part : segment.parts) {
          if (!part.isLiteral()) {
            return length;
          }
          length += part.literal.length();
        }
      }
      return length;
    }
  }

  private static final Comparator<Candidate> SPECIFICITY =
      ((Comparator<Candidate>) NaiveRouter::compareSegments)
          .thenComparing(Comparator.comparingInt(Candidate::literalPrefix).reversed())
          .thenComparing(Comparator.comparingInt((Candidate c) -> c.text.length()).reversed())
          .thenComparing(Candidate::text);

  private final RouterOptions options;
  private final List<Candidate> candidates = new ArrayList<>();

  /** Takes routes such as {@code GET /users/{id}}. */
  public NaiveRouter(List<String> routes, RouterOptions options) throws Conflict {
    this.options = options;
    Set<String> shapes = new TreeSet<>();
    for (String route : routes) {
      String method = route.substring(0, route.indexOf(' '));
      String text = route.substring(route.indexOf(' ') + 1);
      for (List<Segment> segments : expansions(parse(text))) {
        List<Segment> kept = normalized(segments);
        String shape = method;
        for (Segment segment : kept) {
          shape += "/" + segment.shape(options.caseSensitive());
        }
        if (!shapes.add(shape)) {
          throw new Conflict();
        }
        candidates.add(new Candidate(route, method, text, kept));
      }
    }
  }

  /** Returns what the rules say. */
  public Answer match(String method, String rawPath) {
    int query = rawPath.indexOf('?');
    String path = query < 0 ? rawPath : rawPath.substring(0, query);
    if (decode(path) == null) {
      return new Answer(400, null, null, null);
    }
    if (!path.startsWith("/")) {
      return notFound();
    }
    if (options.ignoreDuplicateSlashes()) {
      path = path.replaceAll("/+", "/");
    }
    if (options.ignoreTrailingSlash() && path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String[] segments = path.substring(1).split("/", -1);
    if (segments.length > options.maxSegments()) {
      return notFound();
    }
    return best(method, segments);
  }

  private Answer best(String method, String[] path) {
    Map<Candidate, Map<String, String>> matching = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      Map<String, String> params = params(candidate.segments, path);
      if (params != null) {
        matching.put(candidate, params);
      }
    }
    Candidate best = null;
    for (Candidate candidate : matching.keySet()) {
      if (rank(candidate, method) == 0) {
        continue;
      }
      int order = best == null ? -1 : comparePath(candidate, best);
      if (order < 0 || (order == 0 && rank(candidate, method) > rank(best, method))) {
        best = candidate;
      }
    }
    if (best != null) {
      return new Answer(200, best.route, matching.get(best), null);
    }
    if (matching.isEmpty()) {
      return notFound();
    }
    Set<String> allow = new TreeSet<>();
    for (Candidate candidate : matching.keySet()) {
      allow.add(candidate.method);
      if (options.headAsGet() && candidate.method.equals("GET")) {
        allow.add("HEAD");
      }
    }
    return new Answer(405, null, null, allow);
  }

  private static Answer notFound() {
    return new Answer(404, null, null, null);
  }

  /** Routes of the same shape are on one path, whatever the names of their parameters. */
  private int comparePath(Candidate a, Candidate b) {
    return shape(a).equals(shape(b)) ? 0 : SPECIFICITY.compare(a, b);
  }

  private String shape(Candidate candidate) {
    StringBuilder shape = new StringBuilder();
    candidate.segments.forEach(s -> shape.append('/').append(s.shape(options.caseSensitive())));
    return shape.toString();
  }

  private int rank(Candidate candidate, String method) {
    if (candidate.method.equals(method)) {
      return 3;
    }
    if (options.headAsGet() && method.equals("HEAD") && candidate.method.equals("GET")) {
      return 2;
    }
    return candidate.method.equals("*") ? 1 : 0;
  }

  private static int compareSegments(Candidate a, Candidate b) {
    for (int i = 0; i < Math.max(a.segments.size(), b.segments.size()); i++) {
      // A pattern that ends comes after one that goes on, but before a catch-all.
      double kindA = i < a.segments.size() ? a.segments.get(i).kind() : 3.5;
      double kindB = i < b.segments.size() ? b.segments.get(i).kind() : 3.5;
      if (kindA != kindB) {
        return Double.compare(kindA, kindB);
      }
      if (kindA == 1 && a.segments.get(i).literals() != b.segments.get(i).literals()) {
        return b.segments.get(i).literals() - a.segments.get(i).literals();
      }
    }
    return 0;
  }

  private Map<String, String> params(List<Segment> pattern, String[] path) {
    Map<String, String> params = new TreeMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      Segment segment = pattern.get(i);
      if (segment.rest) {
        boolean there = i < path.length || (options.ignoreTrailingSlash() && i == path.length);
        if (!there) {
          return null;
        }
        String rest = String.join("/", List.of(path).subList(i, path.length));
        params.put(segment.parts.get(0).name, decode(rest));
        return params;
      }
      if (i >= path.length || !fits(segment.parts, 0, decode(path[i]), params)) {
        return null;
      }
    }
    return path.length == pattern.size() ? params : null;
  }

  private boolean fits(List<Part> parts, int part, String text, Map<String, String> params) {
    if (part == parts.size()) {
      return text.isEmpty();
    }
    Part next = parts.get(part);
    if (next.isLiteral()) {
      int length = next.literal.length();
      return text.regionMatches(!options.caseSensitive(), 0, next.literal, 0, length)
          && fits(parts, part + 1, text.substring(length), params);
    }
    for (int end = text.length(); end > 0; end--) {
      String value = text.substring(0, end);
      boolean matches = next.constraint == null || next.constraint.matcher(value).matches();
      if (matches && fits(parts, part + 1, text.substring(end), params)) {
        params.put(next.name, value);
        return true;
      }
    }
    return false;
  }

  private List<Segment> normalized(List<Segment> segments) {
    List<Segment> kept = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      boolean last = i == segments.size() - 1;
      if (last || !segments.get(i).isEmpty() || !options.ignoreDuplicateSlashes()) {
        kept.add(segments.get(i));
      }
    }
    if (options.ignoreTrailingSlash() && kept.size() > 1 && kept.get(kept.size() - 1).isEmpty()) {
      kept.remove(kept.size() - 1);
    }
    return kept;
  }

  private static List<List<Segment>> expansions(List<Segment> segments) {
    List<List<Segment>> expansions = new ArrayList<>();
    List<Segment> left = new ArrayList<>(segments);
    expansions.add(List.copyOf(left));
    while (!left.isEmpty() && left.get(left.size() - 1).optional) {
      left.remove(left.size() - 1);
      boolean none = left.isEmpty();
      expansions.add(none ? List.of(new Segment(List.of(), false, false)) : List.copyOf(left));
    }
    return expansions;
  }

  /** Reads a pattern that is known to be right and has no slash in a constraint. */
  private static List<Segment> parse(String pattern) {
    List<Segment> segments = new ArrayList<>();
    for (String text : pattern.substring(1).split("/", -1)) {
      segments.add(segment(text));
    }
    return segments;
  }

  private static Segment segment(String text) {
    List<Part> parts = new ArrayList<>();
    boolean optional = false;
    boolean rest = false;
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open != at) {
        int end = open < 0 ? text.length() : open;
        parts.add(new Part(decode(text.substring(at, end)), null, null, null));
        at = end;
        continue;
      }
      int close = open;
      for (int depth = 0; ; close++) {
        depth += text.charAt(close) == '{' ? 1 : text.charAt(close) == '}' ? -1 : 0;
        if (depth == 0) {
          break;
        }
      }
      String inside = text.substring(open + 1, close);
      rest |= inside.startsWith("*");
      optional |= inside.endsWith("?") && !inside.contains(":");
      int colon = inside.indexOf(':');
      String name = (colon < 0 ? inside : inside.substring(0, colon)).replaceAll("[*?]", "");
      String constraint = colon < 0 ? null : inside.substring(colon + 1);
      parts.add(
          new Part(
              null, name, constraint == null ? null : Pattern.compile(constraint), constraint));
      at = close + 1;
    }
    return new Segment(parts, optional, rest);
  }

  /** Returns the decoded text, or null if it has an escape that is not one of UTF-8. */
  private static String decode(String text) {
    StringBuilder decoded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) == '%') {
        if (!text.substring(end).matches("(?s)%[0-9a-fA-F]{2}.*")) {
          return null;
        }
        end += 3;
      }
      if (end == at) {
        decoded.append(text.charAt(at++));
        continue;
      }
      String octets = URLDecoder.decode(text.substring(at, end), StandardCharsets.ISO_8859_1);
      try {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        decoded.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
      } catch (CharacterCodingException e) {
        return null;
      }
      at = end;
    }
    return decoded.toString();
  }

  private static String fold(String text) {
    StringBuilder folded = new StringBuilder();
    text.chars()
        .forEach(c -> folded.append((char) Character.toLowerCase(Character.toUpperCase(c))));
    return folded.toString();
  }
}
