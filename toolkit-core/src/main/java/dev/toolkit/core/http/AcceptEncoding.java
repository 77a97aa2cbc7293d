package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The content codings that a client accepts, as said in {@code Accept-Encoding}: RFC 9110, section
 * 12.5.3. Without the field no coding is taken for accepted, since old clients do not send it.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class AcceptEncoding {

  private static final int NOT_NAMED = -1;

  private final List<Weighted.Element> elements;

  private AcceptEncoding(List<Weighted.Element> elements) {
    this.elements = elements;
  }

  /** Parses the value of the field. Elements that are malformed are passed over. */
  public static AcceptEncoding parse(String field) {
    return new AcceptEncoding(Weighted.parse(requireNonNull(field, "field")));
  }

  /** Returns what the request accepts. */
  public static AcceptEncoding of(Request request) {
    return parse(request.headers().joined("Accept-Encoding").orElse(""));
  }

  /**
   * Returns the coding that the client wants most, the first one of equals, or empty if it wants
   * the content as it is.
   *
   * @param codings names in lower case, such as {@code gzip}, without {@code identity}
   */
  public Optional<String> preferred(List<String> codings) {
    String preferred = null;
    int most = 0;
    for (String coding : codings) {
      int weight = weight(coding);
      if (weight > most) {
        most = weight;
        preferred = coding;
      }
    }
    return named("identity") > most ? Optional.empty() : Optional.ofNullable(preferred);
  }

  private int weight(String coding) {
    int named = named(coding);
    if (named == NOT_NAMED && coding.equals("gzip")) {
      // RFC 9110, section 8.4.1.3: the older name means the same.
      named = named("x-gzip");
    }
    return named == NOT_NAMED ? Math.max(0, named("*")) : named;
  }

  private int named(String coding) {
    int weight = NOT_NAMED;
    for (Weighted.Element element : elements) {
      if (Tokens.sameIgnoringCase(element.text(), coding)) {
        weight = Math.max(weight, element.weight());
      }
    }
    return weight;
  }

  /** Returns the number of elements. */
  @Override
  public String toString() {
    return "AcceptEncoding[" + elements.size() + " codings]";
  }
}
