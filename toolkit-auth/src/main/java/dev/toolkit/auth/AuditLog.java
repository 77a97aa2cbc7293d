package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Log;
import dev.toolkit.core.LogEvent;

/**
 * Takes the {@linkplain SecurityEvent events} that an audit is made from: refused credentials and
 * permissions, logins, sessions and keys that begin and end.
 *
 * <p>Middleware records to the log that the environment has under {@link #KEY}, and else to the log
 * of the environment:
 *
 * {@snippet :
 * Env env = JvmEnv.builder().bind(AuditLog.KEY, event -> audit.insert(event)).build();
 * }
 *
 * <p>Implementations must be safe for use by multiple threads. What they throw fails the request.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuditLog {

  /** The key under which an environment has an audit log of its own. */
  Key<AuditLog> KEY = Key.of("audit log");

  /** Records an event. */
  void record(SecurityEvent event);

  /** Returns the audit log for requests of this context. */
  static AuditLog of(Context c) {
    return c.env().find(KEY).orElseGet(() -> to(c.env().log()));
  }

  /** Returns an audit log that drops everything. */
  static AuditLog none() {
    return event -> {};
  }

  /**
   * Returns an audit log that writes to a log, with the type of the event as {@code security} and
   * its details as further fields. What was refused is a warning, what could not be decided an
   * error, the rest information.
   */
  static AuditLog to(Log log) {
    requireNonNull(log, "log");
    return event -> {
      LogEvent line =
          LogEvent.of(levelOf(event.type()), "security").with("security", event.type().name());
      event.details().forEach(line::with);
      log.write(line);
    };
  }

  private static LogEvent.Level levelOf(SecurityEvent.Type type) {
    if (type == SecurityEvent.Type.CREDENTIALS_UNDECIDED) {
      return LogEvent.Level.ERROR;
    }
    return type.isRefusal() ? LogEvent.Level.WARN : LogEvent.Level.INFO;
  }
}
