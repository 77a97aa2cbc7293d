package dev.toolkit.core.http;

import org.jspecify.annotations.Nullable;

/** The headers of a part that mean something in a form: RFC 7578, section 4.2 to 4.8. */
final class PartHeaders {

  private @Nullable String name;
  private @Nullable String filename;
  private @Nullable String contentType;

  /** Takes a line; throws if it is no header, or one that is there already. */
  void add(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || !Tokens.isToken(line, 0, colon)) {
      throw new IllegalArgumentException();
    }
    String value = line.substring(colon + 1).strip();
    requirePlain(value);
    String header = line.substring(0, colon);
    if (Tokens.sameIgnoringCase(header, "Content-Disposition")) {
      requireFirst(name);
      readDisposition(value);
    } else if (Tokens.sameIgnoringCase(header, "Content-Type")) {
      requireFirst(contentType);
      contentType = value;
    }
  }

  private static void requireFirst(@Nullable String value) {
    if (value != null) {
      throw new IllegalArgumentException();
    }
  }

  private static void requirePlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IllegalArgumentException();
      }
    }
  }

  /**
   * {@code form-data; name="…"; filename="…"}. The extended form {@code filename*} is passed over,
   * since RFC 7578 forbids it here, and a checker that does not know it would see another name.
   */
  private void readDisposition(String value) {
    int at = Weighted.end(value, 0, value.length(), ';');
    if (!Tokens.sameIgnoringCase(value.substring(0, at).strip(), "form-data")) {
      throw new IllegalArgumentException();
    }
    while (at < value.length()) {
      int next = Weighted.end(value, at + 1, value.length(), ';');
      readParameter(value.substring(at + 1, next).strip());
      at = next;
    }
  }

  private void readParameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (parameter.isEmpty()) {
      return;
    }
    if (equals < 0) {
      throw new IllegalArgumentException();
    }
    String key = parameter.substring(0, equals).strip();
    String value = unquoted(parameter.substring(equals + 1).strip());
    if (Tokens.sameIgnoringCase(key, "name")) {
      requireFirst(name);
      name = value;
    } else if (Tokens.sameIgnoringCase(key, "filename")) {
      requireFirst(filename);
      filename = value;
    }
  }

  /**
   * Browsers write a quote as {@code %22}, others as {@code \"}. A backslash before anything else
   * is one: some clients send {@code C:\folder\file}.
   */
  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      if (!Tokens.isToken(value, 0, value.length())) {
        throw new IllegalArgumentException();
      }
      return value;
    }
    if (value.length() < 2 || !value.endsWith("\"")) {
      throw new IllegalArgumentException();
    }
    var text = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      if (c == '"') {
        throw new IllegalArgumentException();
      }
      boolean isEscape = c == '\\' && i + 1 < value.length() - 1 && isEscaped(value.charAt(i + 1));
      text.append(isEscape ? value.charAt(++i) : c);
    }
    return text.toString().replace("%22", "\"");
  }

  private static boolean isEscaped(char c) {
    return c == '"' || c == '\\';
  }

  @Nullable String name() {
    return name;
  }

  @Nullable String filename() {
    return filename;
  }

  @Nullable String contentType() {
    return contentType;
  }
}
