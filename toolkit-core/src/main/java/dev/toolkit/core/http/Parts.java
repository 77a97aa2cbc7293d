package dev.toolkit.core.http;

/** Parts of a whole, by start and length. */
final class Parts {

  private Parts() {}

  static void require(long start, long length, long whole) {
    if (start < 0 || length < 0 || start > whole - length) {
      throw new IndexOutOfBoundsException(
          "Part of " + length + " bytes at " + start + " is not inside of " + whole + " bytes");
    }
  }
}
