package dev.toolkit.core.middleware;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page may load and do: the value of {@code Content-Security-Policy} (CSP Level 3, section
 * 2.2).
 *
 * {@snippet :
 * ContentSecurityPolicy.empty()
 *     .with("default-src", "'self'")
 *     .with("script-src", "'self'", ContentSecurityPolicy.NONCE)
 *     .with("object-src", "'none'");
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ContentSecurityPolicy {

  /**
   * Stands for the nonce of the response, which is another one each time: {@value}. Pages write it
   * into the {@code nonce} attribute of their scripts, from {@link SecureHeaders#NONCE}.
   */
  public static final String NONCE = "'nonce'";

  private static final ContentSecurityPolicy EMPTY = new ContentSecurityPolicy("");

  private final String text;

  private ContentSecurityPolicy(String text) {
    this.text = text;
  }

  /** Returns the policy without directives, which allows everything. */
  public static ContentSecurityPolicy empty() {
    return EMPTY;
  }

  /**
   * Returns the policy that lets a page load everything from its own origin and nothing from
   * others, no plug-ins and no frames around it: {@code default-src 'self'; base-uri 'self';
   * form-action 'self'; frame-ancestors 'self'; object-src 'none'}. Scripts and styles that stand
   * in the page itself are not allowed by it.
   */
  public static ContentSecurityPolicy sameOrigin() {
    return EMPTY
        .with("default-src", "'self'")
        .with("base-uri", "'self'")
        .with("form-action", "'self'")
        .with("frame-ancestors", "'self'")
        .with("object-src", "'none'");
  }

  /**
   * Returns this policy with a further directive.
   *
   * @param directive the name, such as {@code script-src}
   * @param values source expressions with their own quotes, such as {@code 'self'}; may be none
   * @throws IllegalArgumentException if the directive is there already, its name is not one, or a
   *     value holds what would end it: a space, a comma, a semicolon, or what is not visible ASCII
   */
  public ContentSecurityPolicy with(String directive, String... values) {
    requireDirective(directive);
    var extended = new StringBuilder(text);
    extended.append(text.isEmpty() ? "" : "; ").append(directive);
    for (String value : values) {
      requireValue(directive, value);
      extended.append(' ').append(value);
    }
    return new ContentSecurityPolicy(extended.toString());
  }

  private void requireDirective(String directive) {
    for (int i = 0; i < directive.length(); i++) {
      char c = directive.charAt(i);
      boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!isLetterOrDigit && c != '-') {
        throw new IllegalArgumentException(
            "Directive must have lower-case letters, digits and hyphens: \"" + directive + "\"");
      }
    }
    String padded = "; " + text;
    if (directive.isEmpty()
        || padded.contains("; " + directive + " ")
        || padded.endsWith("; " + directive)
        || padded.contains("; " + directive + ";")) {
      throw new IllegalArgumentException(
          "Directive must not be empty or there already: \"" + directive + "\"");
    }
  }

  private static void requireValue(String directive, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ';' || c == ',') {
        throw new IllegalArgumentException(
            "Value of "
                + directive
                + " must not hold 0x"
                + Integer.toHexString(c)
                + ": \""
                + value
                + "\"");
      }
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("Value of " + directive + " must not be empty");
    }
  }

  boolean hasNonce() {
    return text.contains(NONCE);
  }

  /** Returns the value of the field, or empty if there are no directives. */
  Optional<String> headerValue(@Nullable String nonce) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(nonce == null ? text : text.replace(NONCE, "'nonce-" + nonce + "'"));
  }

  /** Returns the policy as it was written, with {@value #NONCE} for nonces. */
  @Override
  public String toString() {
    return text;
  }
}
