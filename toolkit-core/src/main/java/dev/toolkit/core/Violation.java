package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

/**
 * A constraint that a body breaks.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param pointer the JSON Pointer (RFC 6901) to the value, in the names of the JSON document
 * @param message what the value must be, for a person
 * @param code which constraint it is, for a program: its name, such as {@code NotBlank}
 * @since 0.1.0
 */
public record Violation(String pointer, String message, String code) {

  /** Creates a violation. */
  public Violation {
    requireNonNull(pointer, "pointer");
    requireNonNull(message, "message");
    requireNonNull(code, "code");
  }
}
