package dev.toolkit.cache.codec;

/**
 * Turns the values of a cache into bytes and back.
 *
 * <p>Bytes must say nothing of classes: which type is read is decided by the codec, never by what
 * was stored.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @param <V> the type of values
 * @since 0.1.0
 */
public interface Codec<V> {

  /**
   * Returns a short name of the form, such as {@code json}. Entries of another form are not read.
   */
  String id();

  /**
   * Returns the value as bytes.
   *
   * @throws Exception if it cannot be written
   */
  byte[] encode(V value) throws Exception;

  /**
   * Returns the value that the bytes stand for.
   *
   * @throws Exception if they stand for none
   */
  V decode(byte[] bytes) throws Exception;

  /** Returns the codec of strings, in UTF-8. Unpaired surrogates cannot be written. */
  static Codec<String> strings() {
    return StringCodec.INSTANCE;
  }

  /** Returns the codec of bytes, which hands on the array that it is given. */
  static Codec<byte[]> bytes() {
    return BytesCodec.INSTANCE;
  }
}
