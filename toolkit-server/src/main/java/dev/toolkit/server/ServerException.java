package dev.toolkit.server;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a server cannot do what it is configured to do. The message says why, and the way
 * out.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public abstract sealed class ServerException extends RuntimeException
    permits BindFailedException, TlsFileException {

  private static final long serialVersionUID = 1;

  ServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
