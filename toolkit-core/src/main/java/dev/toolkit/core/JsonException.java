package dev.toolkit.core;

/**
 * Thrown for a text that is not JSON, or that is JSON of another shape than was asked for.
 *
 * <p>The message is fit for the client: it names places and expectations, and shows nothing of the
 * text.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;
  private final String pointer;

  /**
   * Creates an exception.
   *
   * @param message what is wrong, without the place
   * @param line the line, counted from 1, or 0 if it is not known
   * @param column the column, counted from 1, or 0 if it is not known
   * @param pointer the JSON Pointer (RFC 6901) to the value that does not fit; empty for the whole
   */
  public JsonException(String message, int line, int column, String pointer) {
    super(message, null, true, false);
    this.line = line;
    this.column = column;
    this.pointer = pointer;
  }

  /** Returns the line, counted from 1, or 0 if it is not known. */
  public int line() {
    return line;
  }

  /** Returns the column, counted from 1, or 0 if it is not known. */
  public int column() {
    return column;
  }

  /** Returns the JSON Pointer to the value that does not fit. */
  public String pointer() {
    return pointer;
  }
}
