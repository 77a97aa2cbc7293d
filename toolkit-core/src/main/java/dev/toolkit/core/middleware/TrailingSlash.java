package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;

/**
 * Redirects GET and HEAD of a path that no route has to the same path without its trailing slash,
 * or with one: 301 (Moved Permanently), the query kept. Requests that a route matches are let pass,
 * whatever their path.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TrailingSlash implements Middleware {

  private enum Form {
    WITHOUT,
    WITH
  }

  private static final TrailingSlash TRIMMING = new TrailingSlash(Form.WITHOUT);
  private static final TrailingSlash APPENDING = new TrailingSlash(Form.WITH);

  private final Form form;

  private TrailingSlash(Form form) {
    this.form = form;
  }

  /** Returns the middleware that redirects to paths without a trailing slash. */
  public static TrailingSlash trimming() {
    return TRIMMING;
  }

  /** Returns the middleware that redirects to paths with a trailing slash. */
  public static TrailingSlash appending() {
    return APPENDING;
  }

  @Override
  public Response handle(Context c, Next next) {
    Response response = next.handle(c);
    Request request = c.request();
    boolean isRead = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    if (response.status() != 404 || c.route().isPresent() || !isRead) {
      return response;
    }
    String path = changed(request.path());
    if (path.equals(request.path())) {
      return response;
    }
    String query = request.rawQuery().map(text -> "?" + text).orElse("");
    return Response.redirect(301, path + query);
  }

  private String changed(String path) {
    return switch (form) {
      case WITHOUT -> path.length() > 1 && path.endsWith("/") ? local(trimmed(path)) : path;
      case WITH -> path.endsWith("/") ? path : local(path + "/");
    };
  }

  private static String trimmed(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** A location that starts with two slashes, or what browsers take for such, is another host's. */
  private static String local(String path) {
    int start = 0;
    while (start < path.length() && (path.charAt(start) == '/' || path.charAt(start) == '\\')) {
      start++;
    }
    return "/" + path.substring(start);
  }
}
