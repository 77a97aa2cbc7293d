package dev.toolkit.cache;

import dev.toolkit.cache.codec.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The head of an entry in a layer: what is known of the value, and how to read the body.
 *
 * @param form the codec's name
 * @param schema the version of the values' schema
 * @param flags whether the value is absent, compressed, encrypted
 * @param rawLength the length of the encoded value before compression
 * @param keyName the name of the encryption key, or empty
 * @param bodyCheck a checksum of the body
 * @param lifeNanos from the start of the load to the expiry, or {@link Nanos#NEVER}
 * @param eagerNanos from the moment of the eager refresh to the expiry
 * @param staleNanos from the expiry to the end
 */
record Envelope(
    String form,
    int schema,
    int flags,
    int rawLength,
    String keyName,
    int bodyCheck,
    long lifeNanos,
    long eagerNanos,
    long staleNanos,
    Entry.Details details) {

  /*
   * All times are lengths, none a point in time: the layer says how much of an entry's life is left,
   * and everything else is counted back from its end. So nodes need not agree on what time it is.
   *
   * The last four bytes are a checksum of those before. Together with that of the body it tells
   * what other programs or broken ones wrote from what this class did, not what an attacker wrote:
   * for that there is encryption.
   */

  static final int ABSENT = 1;
  static final int COMPRESSED = 2;
  static final int ENCRYPTED = 4;

  private static final int FORMAT = 1;
  private static final int MAX_TAGS = 10_000;

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  byte[] toBytes() throws IOException {
    var bytes = new ByteArrayOutputStream(64);
    var out = new DataOutputStream(bytes);
    out.writeByte(FORMAT);
    out.writeByte(flags);
    out.writeUTF(form);
    out.writeInt(schema);
    out.writeInt(rawLength);
    out.writeUTF(keyName);
    out.writeInt(bodyCheck);
    out.writeLong(lifeNanos);
    out.writeLong(eagerNanos);
    out.writeLong(staleNanos);
    writeDetails(out);
    out.writeInt(checksum(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  private void writeDetails(DataOutputStream out) throws IOException {
    if (details.tags().size() > MAX_TAGS) {
      throw new IOException("Entry has more than " + MAX_TAGS + " tags");
    }
    out.writeShort(details.tags().size());
    for (String tag : details.tags()) {
      out.writeUTF(tag);
    }
    out.writeBoolean(details.etag() != null);
    if (details.etag() != null) {
      out.writeUTF(details.etag());
    }
    @Nullable Instant lastModified = details.lastModified();
    out.writeBoolean(lastModified != null);
    if (lastModified != null) {
      out.writeLong(lastModified.getEpochSecond());
      out.writeInt(lastModified.getNano());
    }
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if the bytes are anything else
   */
  static Envelope parse(byte[] bytes) throws IOException {
    if (bytes.length < Integer.BYTES || bytes[0] != FORMAT) {
      throw new IOException("Head of an entry must have format " + FORMAT);
    }
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    in.skipNBytes(bytes.length - Integer.BYTES);
    if (in.readInt() != checksum(bytes, bytes.length - Integer.BYTES)) {
      throw new IOException("Head of an entry is damaged");
    }
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static Envelope read(DataInputStream in) throws IOException {
    in.skipNBytes(1);
    int flags = in.readByte();
    return new Envelope(
        in.readUTF(),
        in.readInt(),
        flags,
        in.readInt(),
        in.readUTF(),
        in.readInt(),
        notNegative(in.readLong()),
        notNegative(in.readLong()),
        notNegative(in.readLong()),
        readDetails(in));
  }

  private static long notNegative(long number) throws IOException {
    if (number < 0) {
      throw new IOException("Length of time in an entry must not be negative");
    }
    return number;
  }

  private static Entry.Details readDetails(DataInputStream in) throws IOException {
    Set<String> tags = new LinkedHashSet<>();
    for (int count = in.readShort(); count > 0; count--) {
      tags.add(in.readUTF());
    }
    @Nullable String etag = in.readBoolean() ? in.readUTF() : null;
    @Nullable Instant lastModified =
        in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    return tags.isEmpty() && etag == null && lastModified == null
        ? Entry.Details.NONE
        : new Entry.Details(Set.copyOf(tags), etag, lastModified);
  }

  static int checksum(byte[] bytes) {
    return checksum(bytes, bytes.length);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** Returns whether a codec of a schema wrote the body. */
  boolean isBy(Codec<?> codec, int expected) {
    return form.equals(codec.id()) && schema == expected;
  }
}
