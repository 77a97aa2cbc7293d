package dev.toolkit.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a file does not hold the certificates or the private key that {@link Tls} needs. The
 * message names the file and says what is wrong with it; it never holds any of a key.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TlsFileException extends ServerException {

  private static final long serialVersionUID = 1;

  private final String file;

  private TlsFileException(Path file, String reason, @Nullable Throwable cause) {
    super(file + " " + reason, cause);
    this.file = file.toString();
  }

  static TlsFileException of(Path file, String reason) {
    return new TlsFileException(file, reason, null);
  }

  static TlsFileException of(Path file, String reason, Throwable cause) {
    return new TlsFileException(file, reason, cause);
  }

  /** Returns the file. */
  public Path file() {
    return Path.of(file);
  }
}
