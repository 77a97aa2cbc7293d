package dev.toolkit.server;

import static java.util.Objects.requireNonNull;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a server cannot take connections on its port. The message says why, and the way out.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class BindFailedException extends ServerException {

  private static final long serialVersionUID = 1;

  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private final String host;
  private final int port;

  private BindFailedException(String host, int port, String reason, Throwable cause) {
    super("Port " + port + " on " + host + " " + reason, requireNonNull(cause, "cause"));
    this.host = host;
    this.port = port;
  }

  /** Returns the exception for a failure to bind, told by the texts that operating systems give. */
  static BindFailedException of(ServerOptions options, Throwable failure) {
    int port = options.port();
    return new BindFailedException(options.host(), port, reason(port, root(failure)), failure);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  private static String reason(int port, Throwable root) {
    String text = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
    if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
      return "cannot be bound, since the host has no address: choose another with"
          + " ServerOptions.withHost(…)";
    }
    if (text.contains("in use")) {
      return "is in use: stop what listens there, or choose another port, for example any free one"
          + " with ServerOptions.withPort(0)";
    }
    if (text.contains("assign")) {
      return "cannot be bound, since this machine does not have the address: choose another with"
          + " ServerOptions.withHost(…)";
    }
    if (text.contains("denied")) {
      return "must not be bound by this process: "
          + (port < FIRST_UNPRIVILEGED_PORT
              ? "ports below 1024 need a privilege, so choose a higher one with"
                  + " ServerOptions.withPort(…)"
              : "choose another port with ServerOptions.withPort(…)");
    }
    return "cannot be bound: " + describe(root);
  }

  private static String describe(Throwable root) {
    @Nullable String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  /** Returns the host whose address was to be bound. */
  public String host() {
    return host;
  }

  /** Returns the port that was to be bound. */
  public int port() {
    return port;
  }
}
