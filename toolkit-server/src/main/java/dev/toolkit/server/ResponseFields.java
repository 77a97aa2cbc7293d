package dev.toolkit.server;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Adds headers to a response. Jetty looks a name up character by character, and encodes each field
 * anew: for what most responses have, that is done once.
 */
final class ResponseFields {

  private static final HttpField JSON = contentType("application/json");
  private static final HttpField PROBLEM = contentType("application/problem+json");
  private static final HttpField TEXT = contentType("text/plain; charset=utf-8");

  private ResponseFields() {}

  private static HttpField contentType(String value) {
    return new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, value);
  }

  static void add(HttpFields.Mutable fields, String name, String value) {
    switch (name) {
      case "Content-Type" -> fields.add(contentTypeOf(value));
      case "Location" -> fields.add(HttpHeader.LOCATION, value);
      case "Vary" -> fields.add(HttpHeader.VARY, value);
      case "ETag" -> fields.add(HttpHeader.ETAG, value);
      case "Cache-Control" -> fields.add(HttpHeader.CACHE_CONTROL, value);
      case "Set-Cookie" -> fields.add(HttpHeader.SET_COOKIE, value);
      default -> addAny(fields, name, value);
    }
  }

  private static HttpField contentTypeOf(String value) {
    return switch (value) {
      case "application/json" -> JSON;
      case "application/problem+json" -> PROBLEM;
      case "text/plain; charset=utf-8" -> TEXT;
      default -> new HttpField(HttpHeader.CONTENT_TYPE, value);
    };
  }

  /** A date of the application's replaces the one that Jetty has put there already. */
  private static void addAny(HttpFields.Mutable fields, String name, String value) {
    if (name.equalsIgnoreCase("Date")) {
      fields.put(HttpHeader.DATE, value);
    } else {
      fields.add(new HttpField(name, value));
    }
  }
}
