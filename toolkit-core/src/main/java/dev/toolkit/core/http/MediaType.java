package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A media type such as {@code text/html; charset=utf-8}: RFC 9110, section 8.3.1.
 *
 * <p>Type, subtype and parameter names are case-insensitive and kept in lower case.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MediaType {

  private final String type;
  private final String subtype;

  /** Names at even indexes, each followed by its value. */
  private final List<String> parameters;

  private MediaType(String type, String subtype, List<String> parameters) {
    this.type = type;
    this.subtype = subtype;
    this.parameters = parameters;
  }

  /**
   * Parses a media type.
   *
   * @throws IllegalArgumentException if the text is not a media type, naming the place
   */
  public static MediaType parse(String text) {
    return new Parser(requireNonNull(text, "text")).mediaType();
  }

  /** Returns the media type, or empty if the text is none. */
  static Optional<MediaType> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the type, for example {@code text}. */
  public String type() {
    return type;
  }

  /** Returns the subtype, for example {@code html}. */
  public String subtype() {
    return subtype;
  }

  /** Returns the value of a parameter, or empty if there is none. */
  public Optional<String> parameter(String name) {
    for (int i = 0; i < parameters.size(); i += 2) {
      if (Tokens.sameIgnoringCase(parameters.get(i), name)) {
        return Optional.of(parameters.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** Returns whether this has all parameters of the other; values compare without case. */
  boolean hasParametersOf(MediaType other) {
    for (int i = 0; i < other.parameters.size(); i += 2) {
      String value = parameter(other.parameters.get(i)).orElse(null);
      if (value == null || !Tokens.sameIgnoringCase(value, other.parameters.get(i + 1))) {
        return false;
      }
    }
    return true;
  }

  int parameterCount() {
    return parameters.size() / 2;
  }

  boolean isForm() {
    return type.equals("application") && subtype.equals("x-www-form-urlencoded");
  }

  /** Returns whether this is {@code application/json} or has the suffix {@code +json}. */
  public boolean isJson() {
    return (type.equals("application") && subtype.equals("json")) || subtype.endsWith("+json");
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof MediaType other
        && type.equals(other.type)
        && subtype.equals(other.subtype)
        && parameters.equals(other.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + subtype.hashCode()) + parameters.hashCode();
  }

  /** Returns the media type in the form of a header value. */
  @Override
  public String toString() {
    var text = new StringBuilder(type).append('/').append(subtype);
    for (int i = 0; i < parameters.size(); i += 2) {
      text.append("; ").append(parameters.get(i)).append('=');
      appendValue(parameters.get(i + 1), text);
    }
    return text.toString();
  }

  private static void appendValue(String value, StringBuilder text) {
    if (Tokens.isToken(value, 0, value.length())) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
    }
    text.append('"');
  }

  /** {@code type "/" subtype *( OWS ";" OWS [ name "=" ( token / quoted-string ) ] )}. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    MediaType mediaType() {
      skipSpace();
      String type = token();
      expect('/');
      String subtype = token();
      List<String> parameters = new ArrayList<>(2);
      skipSpace();
      while (at < text.length()) {
        expect(';');
        skipSpace();
        if (at < text.length() && text.charAt(at) != ';') {
          parameters.add(newName(parameters));
          expect('=');
          parameters.add(at < text.length() && text.charAt(at) == '"' ? quoted() : value());
          skipSpace();
        }
      }
      return new MediaType(type, subtype, List.copyOf(parameters));
    }

    /**
     * RFC 6838, section 4.3: none is given twice, since who reads the other one sees another type.
     */
    private String newName(List<String> parameters) {
      String name = token();
      for (int i = 0; i < parameters.size(); i += 2) {
        if (parameters.get(i).equals(name)) {
          throw malformed();
        }
      }
      return name;
    }

    private String token() {
      return Tokens.lowerCase(value());
    }

    private String value() {
      int start = at;
      while (at < text.length() && Tokens.isTokenChar(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw malformed();
      }
      return text.substring(start, at);
    }

    private String quoted() {
      var value = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\' && ++at == text.length()) {
          throw malformed();
        }
        value.append(text.charAt(at));
      }
      expect('"');
      return value.toString();
    }

    private void expect(char c) {
      if (at == text.length() || text.charAt(at) != c) {
        throw malformed();
      }
      at++;
    }

    private void skipSpace() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
        at++;
      }
    }

    private IllegalArgumentException malformed() {
      return new IllegalArgumentException("Media type is malformed at index " + at);
    }
  }
}
