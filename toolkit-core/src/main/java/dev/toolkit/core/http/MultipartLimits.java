package dev.toolkit.core.http;

/**
 * How much a form of several parts may hold. All of it together is bounded by the limit of the
 * request's body ({@link RequestBody#limit}).
 *
 * <p>The defaults: {@value #DEFAULT_PARTS} parts, {@value #DEFAULT_FIELD_BYTES} bytes in a part
 * that is read as text, no limit of its own for a part that is read as a stream, {@value
 * #DEFAULT_HEADER_BYTES} bytes of headers in a part, and names of {@value #DEFAULT_NAME_LENGTH}
 * characters. More than that is answered with 413.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MultipartLimits {

  /** The number of parts by default: {@value}. */
  public static final int DEFAULT_PARTS = 100;

  /** The number of bytes in a part that is read as text by default: {@value}. */
  public static final int DEFAULT_FIELD_BYTES = 65_536;

  /** The number of bytes of headers in a part by default: {@value}. */
  public static final int DEFAULT_HEADER_BYTES = 4096;

  /** The number of characters in the name of a part by default: {@value}. */
  public static final int DEFAULT_NAME_LENGTH = 128;

  private static final MultipartLimits DEFAULTS =
      new MultipartLimits(
          DEFAULT_PARTS,
          DEFAULT_FIELD_BYTES,
          Long.MAX_VALUE,
          DEFAULT_HEADER_BYTES,
          DEFAULT_NAME_LENGTH);

  final int maxParts;
  final int maxFieldBytes;
  final long maxPartBytes;
  final int maxHeaderBytes;
  final int maxNameLength;

  private MultipartLimits(
      int maxParts, int maxFieldBytes, long maxPartBytes, int maxHeaderBytes, int maxNameLength) {
    this.maxParts = maxParts;
    this.maxFieldBytes = maxFieldBytes;
    this.maxPartBytes = maxPartBytes;
    this.maxHeaderBytes = maxHeaderBytes;
    this.maxNameLength = maxNameLength;
  }

  /** Returns the default limits. */
  public static MultipartLimits defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these limits with another number of parts.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public MultipartLimits withMaxParts(int maxParts) {
    return new MultipartLimits(
        (int) require(maxParts, "maxParts"),
        maxFieldBytes,
        maxPartBytes,
        maxHeaderBytes,
        maxNameLength);
  }

  /**
   * Returns these limits with another number of bytes in a part that is read as text.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public MultipartLimits withMaxFieldBytes(int maxFieldBytes) {
    return new MultipartLimits(
        maxParts,
        (int) require(maxFieldBytes, "maxFieldBytes"),
        maxPartBytes,
        maxHeaderBytes,
        maxNameLength);
  }

  /**
   * Returns these limits with another number of bytes in any part.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public MultipartLimits withMaxPartBytes(long maxPartBytes) {
    return new MultipartLimits(
        maxParts,
        maxFieldBytes,
        require(maxPartBytes, "maxPartBytes"),
        maxHeaderBytes,
        maxNameLength);
  }

  /**
   * Returns these limits with another number of bytes of headers in a part.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public MultipartLimits withMaxHeaderBytes(int maxHeaderBytes) {
    return new MultipartLimits(
        maxParts,
        maxFieldBytes,
        maxPartBytes,
        (int) require(maxHeaderBytes, "maxHeaderBytes"),
        maxNameLength);
  }

  /**
   * Returns these limits with another number of characters in the name of a part.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public MultipartLimits withMaxNameLength(int maxNameLength) {
    return new MultipartLimits(
        maxParts,
        maxFieldBytes,
        maxPartBytes,
        maxHeaderBytes,
        (int) require(maxNameLength, "maxNameLength"));
  }

  private static long require(long limit, String name) {
    if (limit <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + limit);
    }
    return limit;
  }

  /** Returns the limits. */
  @Override
  public String toString() {
    return "MultipartLimits[parts "
        + maxParts
        + ", field "
        + maxFieldBytes
        + ", header "
        + maxHeaderBytes
        + ", name "
        + maxNameLength
        + "]";
  }
}
