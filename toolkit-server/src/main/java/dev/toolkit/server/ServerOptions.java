package dev.toolkit.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link Server}: where it listens, and its limits.
 *
 * {@snippet :
 * ServerOptions.defaults().withHost("0.0.0.0").withPort(8080).withIdleTimeout(Duration.ofMinutes(1));
 * }
 *
 * <p>How large a body may be is not among them: the application says so, by {@code BodyLimit}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ServerOptions {

  /** The host that is listened on unless another is set: {@value}. */
  public static final String DEFAULT_HOST = "localhost";

  /** The port that is listened on unless another is set: {@value}. */
  public static final int DEFAULT_PORT = 3000;

  /** The limit of a request's line and headers unless another is set, in bytes: {@value}. */
  public static final int DEFAULT_MAX_HEADER_BYTES = 8192;

  /** The number of connections that are kept at a time unless another is set: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS = 20_000;

  /** The number of connections that may wait to be taken unless another is set: {@value}. */
  public static final int DEFAULT_BACKLOG = 4096;

  /**
   * The number of requests that may be in progress on an HTTP/2 connection unless another is set:
   * {@value}.
   */
  public static final int DEFAULT_MAX_CONCURRENT_STREAMS = 100;

  private static final ServerOptions DEFAULTS = new ServerOptions(new Fields());

  private final Fields fields;

  private ServerOptions(Fields fields) {
    this.fields = fields;
  }

  /** Returns the options that hold where nothing else is said. */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /** Returns the host, by name or address. The default is {@value #DEFAULT_HOST}. */
  public String host() {
    return fields.host;
  }

  /** Returns the port. The default is {@value #DEFAULT_PORT}. */
  public int port() {
    return fields.port;
  }

  /** Returns how long a connection may be idle. The default is 30 seconds. */
  public Duration idleTimeout() {
    return fields.idleTimeout;
  }

  /** Returns how long a request's line and headers may take. The default is 10 seconds. */
  public Duration headerTimeout() {
    return fields.headerTimeout;
  }

  /** Returns how long a stop waits for requests in progress. The default is 30 seconds. */
  public Duration stopTimeout() {
    return fields.stopTimeout;
  }

  /**
   * Returns how large a request's line and headers may be together, in bytes. The default is
   * {@value #DEFAULT_MAX_HEADER_BYTES}.
   */
  public int maxHeaderBytes() {
    return fields.maxHeaderBytes;
  }

  /**
   * Returns how many connections are kept at a time. The default is {@value
   * #DEFAULT_MAX_CONNECTIONS}.
   */
  public int maxConnections() {
    return fields.maxConnections;
  }

  /**
   * Returns how many connections may wait to be taken. The default is {@value #DEFAULT_BACKLOG}.
   */
  public int backlog() {
    return fields.backlog;
  }

  /**
   * Returns how many requests may be in progress on an HTTP/2 connection. The default is {@value
   * #DEFAULT_MAX_CONCURRENT_STREAMS}.
   */
  public int maxConcurrentStreams() {
    return fields.maxConcurrentStreams;
  }

  /** Returns certificate and key, or empty if connections are not encrypted, as is the default. */
  public Optional<Tls> tls() {
    return Optional.ofNullable(fields.tls);
  }

  /** Returns the engine. The default is {@link Engine#jetty()}. */
  public Engine engine() {
    return fields.engine;
  }

  /**
   * Returns these options with another host to listen on, by name or address: {@code "0.0.0.0"} or
   * {@code "::"} for all addresses of the machine.
   *
   * @throws IllegalArgumentException if the host is blank
   */
  public ServerOptions withHost(String host) {
    if (requireNonNull(host, "host").isBlank()) {
      throw new IllegalArgumentException(
          "Host must not be blank: \"0.0.0.0\" stands for all addresses of the machine");
    }
    Fields changed = new Fields(fields);
    changed.host = host;
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another port to listen on.
   *
   * @param port the port, or 0 for any free one, which {@link Server#port()} tells
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public ServerOptions withPort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Port must be between 0 and 65535: " + port);
    }
    Fields changed = new Fields(fields);
    changed.port = port;
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another time that a connection may be idle. Between requests, it is
   * closed then; while a body is read, the request gets 408; while a response is written, the
   * connection is cut. A handler that takes longer is not affected.
   *
   * @throws IllegalArgumentException if the time is shorter than a millisecond
   */
  public ServerOptions withIdleTimeout(Duration idleTimeout) {
    Fields changed = new Fields(fields);
    changed.idleTimeout = requirePositive("Idle time-out", idleTimeout);
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another time that a request's line and headers may take, from their
   * first byte to their last, and that a TLS handshake may take. The connection is closed then,
   * within a second.
   *
   * @throws IllegalArgumentException if the time is shorter than a millisecond
   */
  public ServerOptions withHeaderTimeout(Duration headerTimeout) {
    Fields changed = new Fields(fields);
    changed.headerTimeout = requirePositive("Header time-out", headerTimeout);
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another time that a stop waits for requests in progress. What is not
   * answered by then is cut. Zero cuts at once.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public ServerOptions withStopTimeout(Duration stopTimeout) {
    if (stopTimeout.isNegative()) {
      throw new IllegalArgumentException("Stop time-out must not be negative: " + stopTimeout);
    }
    Fields changed = new Fields(fields);
    changed.stopTimeout = stopTimeout;
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another limit of a request's line and headers together, in bytes. A
   * request line above it is answered with 414, headers with 431. Of HTTP/2, it is the size of the
   * header list, which clients are told, and a connection that exceeds it is ended.
   *
   * @throws IllegalArgumentException if the number is below 256
   */
  public ServerOptions withMaxHeaderBytes(int maxHeaderBytes) {
    if (maxHeaderBytes < 256) {
      throw new IllegalArgumentException(
          "Limit of the headers must be at least 256 bytes: " + maxHeaderBytes);
    }
    Fields changed = new Fields(fields);
    changed.maxHeaderBytes = maxHeaderBytes;
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another number of connections that are kept at a time. Above it,
   * connections wait in the backlog until others end.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public ServerOptions withMaxConnections(int maxConnections) {
    Fields changed = new Fields(fields);
    changed.maxConnections = requirePositive("Number of connections", maxConnections);
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another number of connections that may wait to be taken. Operating
   * systems have a limit of their own, which is often lower.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public ServerOptions withBacklog(int backlog) {
    Fields changed = new Fields(fields);
    changed.backlog = requirePositive("Backlog", backlog);
    return new ServerOptions(changed);
  }

  /**
   * Returns these options with another number of requests that may be in progress on an HTTP/2
   * connection. Clients are told so; one above it is refused, and may be sent again.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public ServerOptions withMaxConcurrentStreams(int maxConcurrentStreams) {
    Fields changed = new Fields(fields);
    changed.maxConcurrentStreams =
        requirePositive("Number of concurrent streams", maxConcurrentStreams);
    return new ServerOptions(changed);
  }

  /** Returns these options with TLS on all connections, by this certificate. */
  public ServerOptions withTls(Tls tls) {
    Fields changed = new Fields(fields);
    changed.tls = requireNonNull(tls, "tls");
    return new ServerOptions(changed);
  }

  /** Returns these options with another engine. */
  public ServerOptions withEngine(Engine engine) {
    Fields changed = new Fields(fields);
    changed.engine = requireNonNull(engine, "engine");
    return new ServerOptions(changed);
  }

  private static Duration requirePositive(String name, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(name + " must be at least a millisecond: " + duration);
    }
    return duration;
  }

  private static int requirePositive(String name, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + number);
    }
    return number;
  }

  /** Returns where the server listens, and its limits. */
  @Override
  public String toString() {
    return "ServerOptions[host "
        + fields.host
        + ", port "
        + fields.port
        + ", idleTimeout "
        + fields.idleTimeout
        + ", headerTimeout "
        + fields.headerTimeout
        + ", stopTimeout "
        + fields.stopTimeout
        + ", maxHeaderBytes "
        + fields.maxHeaderBytes
        + ", maxConnections "
        + fields.maxConnections
        + ", backlog "
        + fields.backlog
        + ", maxConcurrentStreams "
        + fields.maxConcurrentStreams
        + (fields.tls == null ? "" : ", tls")
        + "]";
  }

  /** The values, changed only before they are in options. */
  private static final class Fields {
    private String host = DEFAULT_HOST;
    private int port = DEFAULT_PORT;
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration headerTimeout = Duration.ofSeconds(10);
    private Duration stopTimeout = Duration.ofSeconds(30);
    private int maxHeaderBytes = DEFAULT_MAX_HEADER_BYTES;
    private int maxConnections = DEFAULT_MAX_CONNECTIONS;
    private int backlog = DEFAULT_BACKLOG;
    private int maxConcurrentStreams = DEFAULT_MAX_CONCURRENT_STREAMS;
    private @Nullable Tls tls;
    private Engine engine = Engine.jetty();

    Fields() {}

    Fields(Fields other) {
      host = other.host;
      port = other.port;
      idleTimeout = other.idleTimeout;
      headerTimeout = other.headerTimeout;
      stopTimeout = other.stopTimeout;
      maxHeaderBytes = other.maxHeaderBytes;
      maxConnections = other.maxConnections;
      backlog = other.backlog;
      maxConcurrentStreams = other.maxConcurrentStreams;
      tls = other.tls;
      engine = other.engine;
    }
  }
}
