package dev.toolkit.core.jvm;

import dev.toolkit.core.http.Body;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Makes bodies of files. A file is read while it is sent, by chunks of {@value #CHUNK_BYTES} bytes,
 * and any part of it can be sent.
 *
 * {@snippet :
 * Response.of(200).withHeader("Content-Type", "video/mp4").withBody(FileBody.of(film));
 * }
 *
 * <p>The length is that of the file when the body is made. A file that is cut or removed before it
 * is sent cuts the response; what is appended to it is not sent.
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class FileBody {

  static final int CHUNK_BYTES = 32 * 1024;

  private FileBody() {}

  /**
   * Returns the body of a file. The path is taken as it is: check paths that a client names, or use
   * {@link StaticFiles}.
   *
   * @throws NoSuchFileException if there is no regular file
   * @throws IOException if it cannot be looked at
   */
  public static Body of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(file.toString(), null, "not a regular file");
    }
    return Body.ranged(
        attributes.size(), (out, start, length) -> copy(out, start, length, open(file)));
  }

  /** Returns the body of a file whose path has no links any more, and is to have none when read. */
  static Body ofReal(Path file, long length) {
    return Body.ranged(length, (out, start, count) -> copy(out, start, count, open(file, NO_LINK)));
  }

  private static final LinkOption NO_LINK = LinkOption.NOFOLLOW_LINKS;

  private static FileChannel open(Path file, LinkOption... options) throws IOException {
    return options.length == 0
        ? FileChannel.open(file, StandardOpenOption.READ)
        : FileChannel.open(file, StandardOpenOption.READ, options[0]);
  }

  private static void copy(OutputStream out, long start, long length, FileChannel opened)
      throws IOException {
    try (FileChannel file = opened) {
      var chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, length));
      long at = start;
      long end = start + length;
      while (at < end) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
        int count = file.read(chunk, at);
        if (count < 0) {
          throw new EOFException("File ended at " + at + " instead of " + end + " bytes");
        }
        out.write(chunk.array(), 0, count);
        at += count;
      }
    }
  }
}
