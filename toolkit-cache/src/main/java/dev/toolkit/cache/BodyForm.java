package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a cache are written into bodies: by a codec, compressed if that helps,
 * encrypted if there are keys.
 *
 * @param schema the version that is written
 * @param older codecs of older versions, which are read
 * @param compressOver from how many bytes on a value is compressed
 * @param maxBytes how long an encoded value may be
 */
record BodyForm<V>(
    Codec<V> codec,
    int schema,
    Map<Integer, Codec<V>> older,
    int compressOver,
    int maxBytes,
    @Nullable EncryptionKeys keys) {

  private static final int BUFFER = 8192;

  /** Thrown if an encoded value is longer than a layer is to keep. */
  static final class TooLargeException extends Exception {

    private static final long serialVersionUID = 1;

    TooLargeException(int length, int limit) {
      super("Value of " + length + " bytes exceeds " + limit + " bytes (maxLayerBytes)");
    }
  }

  /** What is written: the body, and what its head must say. */
  static final class Written {
    final byte[] body;
    final int flags;
    final int rawLength;

    Written(byte[] body, int flags, int rawLength) {
      this.body = body;
      this.flags = flags;
      this.rawLength = rawLength;
    }
  }

  /**
   * Returns the value as a body.
   *
   * @param value the value, or null if there is none
   */
  Written write(@Nullable V value) throws Exception {
    byte[] raw = value == null ? new byte[0] : codec.encode(value);
    if (raw.length > maxBytes) {
      throw new TooLargeException(raw.length, maxBytes);
    }
    int flags = value == null ? Envelope.ABSENT : 0;
    byte[] body = raw;
    if (raw.length >= compressOver) {
      byte[] compressed = deflate(raw);
      if (compressed.length < raw.length) {
        body = compressed;
        flags |= Envelope.COMPRESSED;
      }
    }
    if (keys != null) {
      flags |= Envelope.ENCRYPTED;
    }
    return new Written(body, flags, raw.length);
  }

  /** Returns the body sealed together with its head, or as it is if there are no keys. */
  byte[] seal(byte[] body, byte[] head, String place) throws GeneralSecurityException {
    return keys == null ? body : keys.encrypt(body, context(head, place));
  }

  /**
   * Returns the value of a body, or null if it is absent.
   *
   * @throws Exception if the body is not of this form, damaged, or larger than it may be
   */
  @Nullable V read(Envelope envelope, byte[] head, byte[] body, String place) throws Exception {
    byte[] opened = open(envelope, head, body, place);
    if (envelope.is(Envelope.ABSENT)) {
      return null;
    }
    byte[] raw = envelope.is(Envelope.COMPRESSED) ? inflate(opened, envelope.rawLength()) : opened;
    // Null would mean that the key has no value.
    return requireNonNull(codecOf(envelope).decode(raw), "value of a codec");
  }

  private byte[] open(Envelope envelope, byte[] head, byte[] body, String place)
      throws IOException, GeneralSecurityException {
    if (keys != null) {
      // An entry in the clear may have been written by anyone who can reach the layer.
      if (!envelope.is(Envelope.ENCRYPTED)) {
        throw new GeneralSecurityException("Entry is not encrypted");
      }
      return keys.decrypt(envelope.keyName(), body, context(head, place));
    }
    if (envelope.is(Envelope.ENCRYPTED)) {
      throw new GeneralSecurityException("Entry is encrypted, and the cache has no keys");
    }
    if (Envelope.checksum(body) != envelope.bodyCheck()) {
      throw new IOException("Body of an entry is damaged");
    }
    return body;
  }

  private Codec<V> codecOf(Envelope envelope) throws IOException {
    if (envelope.isBy(codec, schema)) {
      return codec;
    }
    Codec<V> old = older.get(envelope.schema());
    if (old == null || !envelope.isBy(old, envelope.schema())) {
      throw new IOException(
          "Entry has form "
              + envelope.form()
              + " and schema "
              + envelope.schema()
              + ", which this cache does not read");
    }
    return old;
  }

  private static byte[] context(byte[] head, String place) {
    byte[] key = place.getBytes(StandardCharsets.UTF_8);
    byte[] context = new byte[head.length + key.length];
    System.arraycopy(head, 0, context, 0, head.length);
    System.arraycopy(key, 0, context, head.length, key.length);
    return context;
  }

  private static byte[] deflate(byte[] raw) {
    var deflater = new Deflater();
    try {
      deflater.setInput(raw);
      deflater.finish();
      var out = new ByteArrayOutputStream(raw.length / 4);
      byte[] buffer = new byte[BUFFER];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** The length that the head claims is checked before it is believed, and again when it is not. */
  private byte[] inflate(byte[] compressed, int rawLength) throws IOException, DataFormatException {
    if (rawLength < 0 || rawLength > maxBytes) {
      throw new IOException("Compressed entry claims a length beyond " + maxBytes + " bytes");
    }
    var inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] raw = new byte[rawLength];
      int length = 0;
      while (length < rawLength) {
        int more = inflater.inflate(raw, length, rawLength - length);
        if (more == 0) {
          throw new IOException("Compressed entry is shorter than it claims");
        }
        length += more;
      }
      if (inflater.inflate(new byte[1]) != 0) {
        throw new IOException("Compressed entry is longer than it claims");
      }
      return raw;
    } finally {
      inflater.end();
    }
  }
}
