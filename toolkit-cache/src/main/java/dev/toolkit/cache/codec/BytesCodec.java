package dev.toolkit.cache.codec;

/** Bytes as they are. */
enum BytesCodec implements Codec<byte[]> {
  INSTANCE;

  @Override
  public String id() {
    return "bytes";
  }

  @Override
  public byte[] encode(byte[] value) {
    return value;
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return bytes;
  }
}
