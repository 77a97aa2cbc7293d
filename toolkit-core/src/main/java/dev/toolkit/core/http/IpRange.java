package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3): {@code
 * 10.0.0.0/8}, {@code 2001:db8::/32}, or a single address.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class IpRange {

  private final IpAddress first;
  private final int prefixBits;

  private IpRange(IpAddress first, int prefixBits) {
    this.first = first;
    this.prefixBits = prefixBits;
  }

  /**
   * Returns the range that a text stands for.
   *
   * @throws IllegalArgumentException if it is none, or its address has bits set behind the prefix
   */
  public static IpRange parse(String text) {
    int slash = requireNonNull(text, "text").indexOf('/');
    Optional<IpAddress> address = IpAddress.find(slash < 0 ? text : text.substring(0, slash));
    int bits = address.isEmpty() ? -1 : prefixBits(text, slash, address.get().bits());
    if (bits < 0) {
      throw new IllegalArgumentException(
          "Not a range of addresses such as 10.0.0.0/8 or 2001:db8::/32: \"" + text + "\"");
    }
    IpAddress first = address.orElseThrow().prefix(bits);
    if (!first.equals(address.get())) {
      throw new IllegalArgumentException(
          "Range \"" + text + "\" has bits set behind its prefix: write " + first + "/" + bits);
    }
    return new IpRange(first, bits);
  }

  private static int prefixBits(String text, int slash, int most) {
    if (slash < 0) {
      return most;
    }
    int length = text.length() - slash - 1;
    int bits = length < 1 || length > 3 ? -1 : 0;
    for (int i = slash + 1; bits >= 0 && i < text.length(); i++) {
      char c = text.charAt(i);
      bits = c < '0' || c > '9' ? -1 : bits * 10 + (c - '0');
    }
    return bits > most ? -1 : bits;
  }

  /** Returns whether the address is in this range. Ranges of one version hold none of the other. */
  public boolean contains(IpAddress address) {
    return address.bits() == first.bits() && address.prefix(prefixBits).equals(first);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof IpRange other
        && prefixBits == other.prefixBits
        && first.equals(other.first);
  }

  @Override
  public int hashCode() {
    return 31 * first.hashCode() + prefixBits;
  }

  /** Returns the range in CIDR notation. */
  @Override
  public String toString() {
    return first + "/" + prefixBits;
  }
}
