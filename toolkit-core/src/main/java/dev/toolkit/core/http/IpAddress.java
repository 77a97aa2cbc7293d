package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address of IP version 4 or 6, read from text and compared without asking any name service.
 *
 * <p>Version 4 is four decimal numbers without leading zeros; version 6 is as RFC 4291, section 2.2
 * says, in brackets or not. An address of version 4 that is written as one of version 6 ({@code
 * ::ffff:192.0.2.1}) is the one of version 4, and a zone ({@code %eth0}) is passed over.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class IpAddress {

  private static final String HEX = "0123456789abcdef";

  /** 4 or 16 bytes. */
  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the address that a text stands for, or empty if it is none. */
  public static Optional<IpAddress> find(String text) {
    String plain = requireNonNull(text, "text");
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    int zone = plain.indexOf('%');
    if (zone >= 0 && plain.indexOf(':') >= 0) {
      plain = plain.substring(0, zone);
    }
    byte[] bytes = plain.indexOf(':') < 0 ? version4(plain) : version6(plain);
    return bytes == null ? Optional.empty() : Optional.of(new IpAddress(unmapped(bytes)));
  }

  /**
   * Returns the address that a text stands for.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static IpAddress parse(String text) {
    return find(text)
        .orElseThrow(
            () -> new IllegalArgumentException("Not an IPv4 or IPv6 address: \"" + text + "\""));
  }

  private static byte @Nullable [] version4(String text) {
    byte[] bytes = new byte[4];
    return readVersion4(text, 0, bytes, 0) ? bytes : null;
  }

  private static boolean readVersion4(String text, int from, byte[] target, int offset) {
    int at = from;
    for (int i = 0; i < 4; i++) {
      int start = at;
      int number = 0;
      while (at < text.length() && at < start + 3 && isDigit(text.charAt(at))) {
        number = number * 10 + (text.charAt(at++) - '0');
      }
      boolean hasLeadingZero = at - start > 1 && text.charAt(start) == '0';
      boolean isEndFit =
          i == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (at == start || number > 255 || hasLeadingZero || !isEndFit) {
        return false;
      }
      target[offset + i] = (byte) number;
      at++;
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static byte @Nullable [] version6(String text) {
    byte[] bytes = new byte[16];
    int written = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      int stop = end < 0 ? text.length() : end;
      if (end < 0 && text.indexOf('.', at) >= 0) {
        if (written > 12 || !readVersion4(text, at, bytes, written)) {
          return null;
        }
        written += 4;
        break;
      }
      int group = group(text, at, stop);
      if (group < 0 || written == 16) {
        return null;
      }
      bytes[written++] = (byte) (group >> 8);
      bytes[written++] = (byte) group;
      at = stop + 1;
      if (end >= 0 && at < text.length() && text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = written;
        at++;
      } else if (end >= 0 && at == text.length()) {
        return null;
      }
    }
    return spread(bytes, written, gap);
  }

  /** Moves what was written behind the gap to the end. */
  private static byte @Nullable [] spread(byte[] bytes, int written, int gap) {
    if (gap < 0 || written == 16) {
      return gap < 0 && written == 16 ? bytes : null;
    }
    byte[] spread = Arrays.copyOf(bytes, 16);
    Arrays.fill(spread, gap, 16, (byte) 0);
    System.arraycopy(bytes, gap, spread, 16 - (written - gap), written - gap);
    return spread;
  }

  private static int group(String text, int start, int end) {
    if (start == end || end - start > 4) {
      return -1;
    }
    int group = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      group = group << 4 | digit;
    }
    return group;
  }

  private static byte[] unmapped(byte[] bytes) {
    if (bytes.length == 4) {
      return bytes;
    }
    for (int i = 0; i < 12; i++) {
      if (bytes[i] != (byte) (i < 10 ? 0 : 0xff)) {
        return bytes;
      }
    }
    return Arrays.copyOfRange(bytes, 12, 16);
  }

  /** Returns whether this is an address of version 6. */
  public boolean isVersion6() {
    return bytes.length == 16;
  }

  /** Returns the number of bits: 32 or 128. */
  int bits() {
    return bytes.length * 8;
  }

  /** Returns this address with all bits after the first ones cleared. */
  public IpAddress prefix(int bits) {
    if (bits < 0 || bits > bits()) {
      throw new IllegalArgumentException(
          "Prefix of " + this + " must have 0 to " + bits() + " bits: " + bits);
    }
    byte[] prefix = new byte[bytes.length];
    int whole = bits / 8;
    System.arraycopy(bytes, 0, prefix, 0, whole);
    if (bits % 8 != 0) {
      prefix[whole] = (byte) (bytes[whole] & (0xff00 >> (bits % 8)));
    }
    return new IpAddress(prefix);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof IpAddress other && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the address as text, of version 6 in the form of RFC 5952. */
  @Override
  public String toString() {
    var text = new StringBuilder(40);
    if (bytes.length == 4) {
      for (int i = 0; i < 4; i++) {
        text.append(i == 0 ? "" : ".").append(bytes[i] & 0xff);
      }
      return text.toString();
    }
    int gap = longestGap();
    int gapEnd = gap < 0 ? -1 : gap + zerosAt(gap);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i = gapEnd - 1;
        continue;
      }
      text.append(i == 0 || i == gapEnd ? "" : ":");
      appendHex(text, groupAt(i));
    }
    return text.toString();
  }

  /**
   * Returns where the longest run of two or more zero groups starts, the first of equals, or -1.
   */
  private int longestGap() {
    int longest = 1;
    int gap = -1;
    for (int i = 0; i < 8; i++) {
      int zeros = zerosAt(i);
      if (zeros > longest) {
        longest = zeros;
        gap = i;
      }
    }
    return gap;
  }

  private int zerosAt(int start) {
    int i = start;
    while (i < 8 && groupAt(i) == 0) {
      i++;
    }
    return i - start;
  }

  private int groupAt(int i) {
    return (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
  }

  private static void appendHex(StringBuilder text, int group) {
    boolean started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = (group >> shift) & 0xf;
      started |= digit != 0 || shift == 0;
      if (started) {
        text.append(HEX.charAt(digit));
      }
    }
  }
}
