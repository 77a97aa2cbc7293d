package dev.toolkit.core.middleware;

import dev.toolkit.core.http.IpAddress;
import dev.toolkit.core.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What proxies say of the client of a request: one element for each hop, the nearest one last.
 *
 * @param hops who came before each proxy
 */
record Forwarding(List<Hop> hops) {

  /**
   * What a proxy says of whom it took the request from.
   *
   * @param address null if it is hidden, unknown, or malformed
   * @param scheme {@code http} or {@code https}, or null
   * @param host null if it is not said, or malformed
   */
  record Hop(@Nullable IpAddress address, @Nullable String scheme, @Nullable String host) {}

  /** Reads {@code Forwarded}: RFC 7239, section 4. */
  static Forwarding standard(Request request) {
    List<Hop> hops = new ArrayList<>(2);
    for (String element : split(request.headers().joined("Forwarded").orElse(""), ',')) {
      IpAddress address = null;
      String scheme = null;
      String host = null;
      for (String pair : split(element, ';')) {
        int equals = pair.indexOf('=');
        String value = equals < 0 ? "" : unquoted(pair.substring(equals + 1).strip());
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        if (name.equalsIgnoreCase("for")) {
          address = address(value).orElse(null);
        } else if (name.equalsIgnoreCase("proto")) {
          scheme = scheme(value);
        } else if (name.equalsIgnoreCase("host")) {
          host = host(value);
        }
      }
      hops.add(new Hop(address, scheme, host));
    }
    return new Forwarding(hops);
  }

  /**
   * Reads {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. Nobody says which proxy set
   * scheme and host, so that the last value counts: that of the nearest proxy, which is trusted.
   */
  static Forwarding conventional(Request request) {
    String scheme = scheme(last(request, "X-Forwarded-Proto"));
    String host = host(last(request, "X-Forwarded-Host"));
    List<Hop> hops = new ArrayList<>(2);
    for (String value : splitPlain(request.headers().joined("X-Forwarded-For").orElse(""))) {
      hops.add(new Hop(address(value).orElse(null), scheme, host));
    }
    if (hops.isEmpty() && (scheme != null || host != null)) {
      // Nobody says that it is anyone but the proxy's own request.
      IpAddress peer = request.peer().flatMap(IpAddress::find).orElse(null);
      hops.add(new Hop(peer, scheme, host));
    }
    return new Forwarding(hops);
  }

  private static String last(Request request, String name) {
    List<String> values = splitPlain(request.headers().joined(name).orElse(""));
    return values.isEmpty() ? "" : values.getLast();
  }

  /**
   * Splits outside of quoted strings, from the end: whatever a client has written, with quotes that
   * nothing closes, cannot swallow what a proxy has appended. An empty text has no elements.
   */
  private static List<String> split(String text, char separator) {
    List<String> elements = new ArrayList<>(2);
    boolean quoted = false;
    int end = text.length();
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        elements.addFirst(text.substring(i + 1, end));
        end = i;
      }
    }
    if (!text.isBlank()) {
      elements.addFirst(text.substring(0, end));
    }
    return elements;
  }

  /** Without quotes, which mean nothing in these fields. */
  private static List<String> splitPlain(String text) {
    List<String> elements = new ArrayList<>(2);
    int start = 0;
    while (!text.isBlank() && start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      elements.add(text.substring(start, end).strip());
      start = end + 1;
    }
    return elements;
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    var text = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      text.append(c == '\\' && i + 1 < value.length() - 1 ? value.charAt(++i) : c);
    }
    return text.toString();
  }

  /** Returns the address of a node, with a port or without: {@code [2001:db8::1]:4711}. */
  private static Optional<IpAddress> address(String node) {
    int bracket = node.lastIndexOf(']');
    int colon = node.lastIndexOf(':');
    boolean hasPort = colon > bracket && (bracket > 0 || node.indexOf(':') == colon);
    if (hasPort && isPort(node, colon + 1)) {
      return IpAddress.find(node.substring(0, colon));
    }
    return IpAddress.find(node);
  }

  /** Digits, or a name for a port that is hidden: RFC 7239, section 6. */
  private static boolean isPort(String node, int start) {
    for (int i = start; i < node.length(); i++) {
      char c = node.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (!isDigit && node.charAt(start) != '_') {
        return false;
      }
    }
    return start < node.length();
  }

  private static @Nullable String scheme(String value) {
    if (value.equalsIgnoreCase("https")) {
      return "https";
    }
    return value.equalsIgnoreCase("http") ? "http" : null;
  }

  /** RFC 9110, section 7.2, without what no host has that a request was ever routed to. */
  private static @Nullable String host(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLetterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isLetterOrDigit && "-._~:[]".indexOf(c) < 0) {
        return null;
      }
    }
    return value.isEmpty() || value.length() > 259 ? null : value;
  }
}
