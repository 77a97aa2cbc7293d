package dev.toolkit.core.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies that a request carries: RFC 6265bis, section 4.2. Each {@code Cookie} field is split
 * at semicolons. Quotes are kept as sent, of equal names the first wins, and what has no equals
 * sign is passed over, so that one bad cookie of another application on the host costs nothing.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Cookies {

  /** Names at even indexes, each followed by its value. */
  private final List<String> pairs;

  private Cookies(List<String> pairs) {
    this.pairs = pairs;
  }

  /** Parses the values of {@code Cookie} fields. */
  public static Cookies parse(List<String> fields) {
    List<String> pairs = new ArrayList<>();
    for (String field : fields) {
      int start = 0;
      while (start <= field.length()) {
        int semicolon = field.indexOf(';', start);
        int end = semicolon < 0 ? field.length() : semicolon;
        addPair(field.substring(start, end), pairs);
        start = end + 1;
      }
    }
    return new Cookies(pairs);
  }

  private static void addPair(String pair, List<String> pairs) {
    int equals = pair.indexOf('=');
    if (equals > 0) {
      pairs.add(pair.substring(0, equals).strip());
      pairs.add(pair.substring(equals + 1).strip());
    }
  }

  /** Returns the value of the first cookie of this name, or empty if there is none. */
  public Optional<String> first(String name) {
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i).equals(name)) {
        return Optional.of(pairs.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** Returns the number of cookies, without names or values. */
  @Override
  public String toString() {
    return "Cookies[" + pairs.size() / 2 + "]";
  }
}
