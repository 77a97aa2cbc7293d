package dev.toolkit.core.http;

import dev.toolkit.core.http.PercentEncoding.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The decoded parameters of a query, or of a form in the same encoding ({@code
 * application/x-www-form-urlencoded}, URL Standard, section 5).
 *
 * <p>The text is split at {@code &}, then at the first {@code =}, then decoded; a plus is a space.
 * Names and values may be empty, and a name may occur several times: order is kept.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Query {

  /** How many fields a form may have: {@value}. A body of 1 MiB could hold half a million. */
  public static final int MAX_FORM_FIELDS = 1000;

  private static final Query EMPTY = new Query(List.of());

  /** Names at even indexes, each followed by its value. */
  private final List<String> pairs;

  private Query(List<String> pairs) {
    this.pairs = pairs;
  }

  /**
   * Parses the text after the question mark.
   *
   * @throws ProblemException with status 400 if an escape is malformed or is not UTF-8
   */
  public static Query parse(String text) {
    return parse(text, "query parameter ", Integer.MAX_VALUE);
  }

  static Query parseForm(String text) {
    return parse(text, "form field ", MAX_FORM_FIELDS);
  }

  private static Query parse(String text, String what, int maxPairs) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    List<String> pairs = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int end = indexOrEnd(text, '&', start, text.length());
      if (end > start) {
        if (pairs.size() / 2 == maxPairs) {
          throw Problem.of(413)
              .withDetail("Form has more than " + maxPairs + " fields")
              .exception();
        }
        addPair(text, start, end, what, pairs);
      }
      start = end + 1;
    }
    return new Query(pairs);
  }

  private static void addPair(String text, int start, int end, String what, List<String> pairs) {
    int equals = indexOrEnd(text, '=', start, end);
    try {
      String name = PercentEncoding.decodeForm(text, start, equals);
      String value = equals == end ? "" : PercentEncoding.decodeForm(text, equals + 1, end);
      pairs.add(name);
      pairs.add(value);
    } catch (MalformedException e) {
      throw Problem.of(400)
          .withDetail("Malformed percent-encoding in " + what + (pairs.size() / 2 + 1))
          .exception();
    }
  }

  private static int indexOrEnd(String text, char c, int start, int end) {
    int i = text.indexOf(c, start);
    return i < 0 || i > end ? end : i;
  }

  /** Returns the first value of the name, or empty if there is none. */
  public Optional<String> first(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return Optional.of(pairs.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** Returns all values of the name, in order. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(2);
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        values.add(pairs.get(i + 1));
      }
    }
    return List.copyOf(values);
  }

  /** Returns the names, each once, in order of their first occurrence. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      names.add(pairs.get(i));
    }
    return names;
  }

  /** Returns the names and the number of parameters, without the values. */
  @Override
  public String toString() {
    return "Query" + names() + ", " + pairs.size() / 2 + " parameters";
  }
}
