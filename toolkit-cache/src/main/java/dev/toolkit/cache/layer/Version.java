package dev.toolkit.cache.layer;

/**
 * When a value came to be, in an order that all nodes agree on: the stamp of a hybrid logical clock
 * (Kulkarni and others, <a href="https://cse.buffalo.edu/tech-reports/2014-04.pdf">Logical Physical
 * Clocks</a>, 2014), and the node that decides between equal stamps.
 *
 * <p>The version of a loaded value is taken when its load starts, so whatever is removed or
 * invalidated while it runs is newer.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param stamp milliseconds since 1970 in the upper 48 bits and a counter in the lower 16
 * @param node the node that made it, a random number
 * @since 0.1.0
 */
public record Version(long stamp, long node) implements Comparable<Version> {

  /** The length of every text of a version: {@value} characters. */
  public static final int TEXT_LENGTH = 32;

  private static final int HEX = 16;
  private static final String DIGITS = "0123456789abcdef";

  /**
   * Checks the stamp.
   *
   * @throws IllegalArgumentException if the stamp is negative
   */
  public Version {
    if (stamp < 0) {
      throw new IllegalArgumentException("Stamp of a version must not be negative: " + stamp);
    }
  }

  /** Returns whether this version is newer than the other. */
  public boolean isNewerThan(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(stamp, other.stamp);
    return order != 0 ? order : Long.compareUnsigned(node, other.node);
  }

  /**
   * Returns the version as {@value #TEXT_LENGTH} hexadecimal digits. The order of texts is the
   * order of versions, so that a store may compare them as strings: as numbers, scripts of Redis
   * would take neighbours for equal.
   */
  public String text() {
    var text = new StringBuilder(TEXT_LENGTH);
    append(text, stamp);
    append(text, node);
    return text.toString();
  }

  private static void append(StringBuilder text, long number) {
    for (int shift = 60; shift >= 0; shift -= 4) {
      text.append(DIGITS.charAt((int) (number >>> shift) & 0xf));
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is not {@value #TEXT_LENGTH} lower-case
   *     hexadecimal digits, or its stamp is negative
   */
  public static Version parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "Version must have " + TEXT_LENGTH + " characters: found " + text.length());
    }
    return new Version(number(text, 0), number(text, HEX));
  }

  private static long number(String text, int start) {
    long number = 0;
    for (int i = start; i < start + HEX; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException(
            "Version must consist of lower-case hexadecimal digits: found 0x"
                + Integer.toHexString(text.charAt(i))
                + " at index "
                + i);
      }
      number = (number << 4) | digit;
    }
    return number;
  }
}
