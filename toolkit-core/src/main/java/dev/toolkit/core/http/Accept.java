package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The media types that a client accepts, as said in {@code Accept}: RFC 9110, section 12.5.1.
 *
 * <p>Of the ranges that match a media type the most specific decides: {@code text/html;level=1}
 * before {@code text/html}, before {@code text/*}, before {@code *}{@code /*}. A type that no range
 * matches is not accepted. Without a field, or with an empty one, every type is.
 *
 * {@snippet :
 * Accept.parse("text/*;q=0.3, text/html;q=0.7").weight(MediaType.parse("text/html")); // 0.7
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Accept {

  private static final Accept ANY = new Accept(List.of());

  private final List<Range> ranges;

  /** A range with its weight in thousandths; a wildcard is an asterisk. */
  private record Range(MediaType type, int weight) {

    /** Returns how specific the range is if it matches the type, and -1 otherwise. */
    int specificity(MediaType offered) {
      if (type.type().equals("*")) {
        return 0;
      }
      if (!type.type().equals(offered.type())) {
        return -1;
      }
      if (type.subtype().equals("*")) {
        return 1;
      }
      boolean matches = type.subtype().equals(offered.subtype()) && offered.hasParametersOf(type);
      return matches ? 2 + type.parameterCount() : -1;
    }
  }

  private Accept(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** Parses the value of the field. Elements that are malformed are passed over. */
  public static Accept parse(String field) {
    if (requireNonNull(field, "field").isBlank()) {
      return ANY;
    }
    List<Range> ranges = new ArrayList<>();
    for (Weighted.Element element : Weighted.parse(field)) {
      Optional<MediaType> type = MediaType.find(element.text());
      boolean isRange = type.isPresent() && isRange(type.get());
      if (isRange) {
        ranges.add(new Range(type.get(), element.weight()));
      }
    }
    return new Accept(List.copyOf(ranges));
  }

  /** A wildcard type has a wildcard subtype. */
  private static boolean isRange(MediaType type) {
    return !type.type().equals("*") || type.subtype().equals("*");
  }

  /** Returns how much the client wants the media type, from 0 (not at all) to 1. */
  public double weight(MediaType type) {
    return thousandths(type) / 1000.0;
  }

  private int thousandths(MediaType offered) {
    if (this == ANY) {
      return Weighted.MOST;
    }
    int weight = 0;
    int most = -1;
    for (Range range : ranges) {
      int specificity = range.specificity(offered);
      if (specificity > most) {
        most = specificity;
        weight = range.weight;
      } else if (specificity >= 0 && specificity == most) {
        weight = Math.max(weight, range.weight);
      }
    }
    return weight;
  }

  /**
   * Returns the offer that the client wants most, the first one of equals, or empty if it accepts
   * none of them.
   */
  public Optional<MediaType> preferred(List<MediaType> offers) {
    Optional<MediaType> preferred = Optional.empty();
    int most = 0;
    for (MediaType offer : offers) {
      int weight = thousandths(offer);
      if (weight > most) {
        most = weight;
        preferred = Optional.of(offer);
      }
    }
    return preferred;
  }

  /** Returns the number of ranges. */
  @Override
  public String toString() {
    return "Accept[" + ranges.size() + " ranges]";
  }
}
