package dev.toolkit.cache;

import dev.toolkit.cache.internal.PercentEscapes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The keys of a cache in its layers: {@code prefix:name:v1:key}. */
final class LayerKeys {

  /*
   * Prefix and name are escaped so that the colons behind them are the only ones; the key comes
   * last and keeps its own. Kinds (v for values, t for tags, c for the whole cache) keep what users
   * name apart from what the cache names. Escaped are the percent sign, controls, unpaired
   * surrogates, which have no UTF-8, and braces, by which a user of the application could pick the
   * node of a cluster. An escape is a percent sign and the four digits of a char, so different texts
   * stay different. A text beyond 200 bytes is replaced by its SHA-256 behind a number sign; one
   * that starts with a number sign has it escaped.
   */

  private static final int MAX_BYTES = 200;

  /** Leaves room for the rest of the 1,024 bytes that layers take. */
  private static final int MAX_BASE_BYTES = 800;

  private final String base;

  LayerKeys(String prefix, String name) {
    this.base = escapeName(prefix) + ":" + escapeName(name);
    int length = base.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BASE_BYTES) {
      throw new IllegalArgumentException(
          "Prefix and name of a cache must have at most "
              + MAX_BASE_BYTES
              + " bytes together: found "
              + length);
    }
  }

  /** Returns the name under which nodes talk of this cache. */
  String cache() {
    return base;
  }

  String entry(String key) {
    return base + ":v1:" + shorten(key);
  }

  String tag(String tag) {
    return base + ":t1:" + shorten(tag);
  }

  String cleared() {
    return base + ":c1:";
  }

  private static String shorten(String text) {
    String escaped = PercentEscapes.escape(text, "%{}");
    if (escaped.length() > MAX_BYTES
        || escaped.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "#" + sha256(text);
    }
    return escaped.startsWith("#") ? "%0023" + escaped.substring(1) : escaped;
  }

  private static String escapeName(String name) {
    return PercentEscapes.escape(name, "%{}:");
  }

  /** Hashes the chars, since texts with unpaired surrogates may share their UTF-8. */
  private static String sha256(String text) {
    try {
      byte[] chars = text.getBytes(StandardCharsets.UTF_16BE);
      for (int i = 0; i < text.length(); i++) {
        chars[2 * i] = (byte) (text.charAt(i) >> 8);
        chars[2 * i + 1] = (byte) text.charAt(i);
      }
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chars));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
