package dev.toolkit.server;

import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Makes requests of what Jetty has parsed. */
final class ReceivedRequest {

  private ReceivedRequest() {}

  /**
   * Returns the request.
   *
   * @throws ProblemException with status 400 if its target or a header is not what an application
   *     is to see, and 501 if it asks for a tunnel
   */
  static Request of(
      org.eclipse.jetty.server.Request received, @Nullable BodyStream body, @Nullable String peer) {
    HttpFields fields = received.getHeaders();
    requireFraming(received.getConnectionMetaData().getHttpVersion(), fields);
    return Request.builder(method(received.getMethod()), target(received))
        .headers(isHttp2(received) ? http2Headers(fields) : headers(fields))
        .scheme(received.getConnectionMetaData().isSecure() ? "https" : "http")
        .host(host(received))
        .peer(peer)
        .body(body == null ? RequestBody.empty() : RequestBody.of(body, received.getLength()))
        .build();
  }

  /**
   * RFC 9112, sections 6.1 and 7: a coding besides {@code chunked} would have to be decoded, and in
   * HTTP/1.0, where there is no such header, a proxy may ignore it.
   */
  private static void requireFraming(HttpVersion version, HttpFields fields) {
    for (HttpField field : fields.getFields(HttpHeader.TRANSFER_ENCODING)) {
      if (version == HttpVersion.HTTP_1_0) {
        throw refused("Transfer-Encoding must not be sent in HTTP/1.0");
      }
      if (!"chunked".equalsIgnoreCase(field.getValue())) {
        throw refused("Transfer-Encoding must be chunked and nothing else");
      }
    }
  }

  /** Returns the body, or null if there is none: RFC 9112, section 6.3, RFC 9113, section 8.1. */
  static @Nullable BodyStream body(org.eclipse.jetty.server.Request received) {
    long length = received.getLength();
    if (length >= 0) {
      return length == 0 ? null : new BodyStream(received);
    }
    if (isHttp2(received)) {
      BodyStream body = new BodyStream(received);
      return body.isEmpty() ? null : body;
    }
    return received.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        ? new BodyStream(received)
        : null;
  }

  private static boolean isHttp2(org.eclipse.jetty.server.Request received) {
    return received.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  /** Of HTTP/1.1 only the header is as it came: Jetty makes an authority of it. */
  private static @Nullable String host(org.eclipse.jetty.server.Request received) {
    String authority = isHttp2(received) ? received.getHttpURI().getAuthority() : null;
    String host = authority == null ? received.getHeaders().get(HttpHeader.HOST) : authority;
    if (host != null && !isHost(host)) {
      throw refused(
          "Host must be a name, an IPv4 address or an IPv6 address in brackets,"
              + " and may have a port of digits after a colon");
    }
    return host;
  }

  /** RFC 9110, section 7.2. Jetty has looked at the rest, but not for colons and signs. */
  private static boolean isHost(String host) {
    int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
    boolean isHost = colon != 0;
    for (int i = colon + 1; colon >= 0 && i < host.length(); i++) {
      isHost &= host.charAt(i) >= '0' && host.charAt(i) <= '9';
    }
    return isHost;
  }

  private static Method method(String name) {
    if (HttpMethod.CONNECT.is(name)) {
      throw Problem.of(501).withDetail("CONNECT is not supported").exception();
    }
    try {
      return Method.of(name);
    } catch (IllegalArgumentException e) {
      throw refused("Method is not a token");
    }
  }

  /**
   * RFC 9113, section 8.2.2: what belongs to a connection of HTTP/1.1 makes a request malformed.
   */
  private static Headers http2Headers(HttpFields fields) {
    for (HttpField field : fields) {
      if (isOfConnection(field.getName())) {
        throw refused("Header must not be sent over HTTP/2");
      }
    }
    return headers(fields);
  }

  /** Returns whether HTTP/2 has no place for a header: RFC 9113, section 8.2.2. */
  static boolean isOfConnection(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" -> true;
      default -> false;
    };
  }

  private static Headers headers(HttpFields fields) {
    Headers.Builder headers = Headers.builder();
    for (HttpField field : fields) {
      String value = field.getValue();
      try {
        headers.add(field.getName(), value == null ? "" : value);
      } catch (IllegalArgumentException e) {
        throw refused("Header holds a character that is not allowed");
      }
    }
    return headers.build();
  }

  /** Returns path and query as they came, but for what no URI may hold. */
  private static String target(org.eclipse.jetty.server.Request received) {
    HttpURI uri = received.getHttpURI();
    String path = uri.getPath();
    if (path == null || !path.startsWith("/") || !isHttp(uri)) {
      throw refused("Request target must be a path or an http URI");
    }
    if (isMisdirected(received)) {
      throw Problem.of(421).withDetail("An https URI must be asked for over TLS").exception();
    }
    if (hasDotSegment(path)) {
      throw refused("Request path must not have segments \".\" or \"..\"");
    }
    String query = uri.getQuery();
    if (query == null) {
      return path;
    }
    requireVisible(query);
    return path + "?" + query;
  }

  /** Returns whether it is a path, or a URI of a scheme that is answered here. */
  private static boolean isHttp(HttpURI uri) {
    String scheme = uri.getScheme();
    return scheme == null || HttpScheme.HTTP.is(scheme) || HttpScheme.HTTPS.is(scheme);
  }

  /**
   * RFC 9110, section 7.4. In HTTP/2 every request has a scheme, and proxies that speak it behind
   * the TLS that they end send the one of their client.
   */
  private static boolean isMisdirected(org.eclipse.jetty.server.Request received) {
    return HttpScheme.HTTPS.is(received.getHttpURI().getScheme())
        && !received.getConnectionMetaData().isSecure()
        && !isHttp2(received);
  }

  /** Encoded ones are refused by Jetty, and so is what else does not belong into a path. */
  private static boolean hasDotSegment(String path) {
    int dots = path.indexOf("/.");
    while (dots >= 0) {
      int end = dots + 2;
      if (end < path.length() && path.charAt(end) == '.') {
        end++;
      }
      if (end == path.length() || path.charAt(end) == '/' || path.charAt(end) == ';') {
        return true;
      }
      dots = path.indexOf("/.", end);
    }
    return false;
  }

  private static void requireVisible(String query) {
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw refused("Query holds a character that must be percent-encoded");
      }
    }
  }

  private static ProblemException refused(String detail) {
    return Problem.of(400).withDetail(detail).exception();
  }
}
