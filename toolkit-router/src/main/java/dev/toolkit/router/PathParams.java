package dev.toolkit.router;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path parameters of a path that matched a pattern, decoded when they are read.
 *
 * <p>Parameters are numbered from 0 in the order of the pattern. An optional parameter that the
 * path left out keeps its number: its value is null and its offsets are -1.
 *
 * <p>Instances are immutable and safe for use by multiple threads, as long as the array that was
 * matched, if it was one, is not changed.
 *
 * @since 0.1.0
 */
public sealed interface PathParams permits Params {

  /**
   * Returns the number of parameters in the pattern, with those that the path left out.
   *
   * @since 0.1.0
   */
  int paramCount();

  /**
   * Returns the name of a parameter.
   *
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  String paramName(int index);

  /**
   * Returns the decoded value of a parameter, or null if it is optional and was left out.
   *
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  @Nullable String param(int index);

  /**
   * Returns the decoded value of a parameter, or null if it is optional and was left out.
   *
   * @throws IllegalArgumentException if the pattern has no parameter of that name
   * @since 0.1.0
   */
  @Nullable String param(String name);

  /**
   * Returns the value of a parameter as it stands in the path, or null if it is optional and was
   * left out.
   *
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  @Nullable String rawParam(int index);

  /**
   * Returns the number that a parameter spells in decimal: digits of ASCII, after a minus sign or
   * not. No String is made of it unless it has escapes.
   *
   * @throws PathNumberException if it is not a number, not in the range of {@code long}, or left
   *     out
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  long longParam(int index);

  /**
   * Returns the number that a parameter spells in decimal, like {@link #longParam(int)}.
   *
   * @throws PathNumberException if it is not a number, not in the range of {@code long}, or left
   *     out
   * @throws IllegalArgumentException if the pattern has no parameter of that name
   * @since 0.1.0
   */
  long longParam(String name);

  /**
   * Returns the number that a parameter spells in decimal, like {@link #longParam(int)}.
   *
   * @throws PathNumberException if it is not a number, not in the range of {@code int}, or left out
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  int intParam(int index);

  /**
   * Returns the number that a parameter spells in decimal, like {@link #longParam(int)}.
   *
   * @throws PathNumberException if it is not a number, not in the range of {@code int}, or left out
   * @throws IllegalArgumentException if the pattern has no parameter of that name
   * @since 0.1.0
   */
  int intParam(String name);

  /**
   * Returns where the raw value of a parameter starts in the path or array that was matched, or -1
   * if the parameter was left out.
   *
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  int start(int index);

  /**
   * Returns where the raw value of a parameter ends in the path or array that was matched, or -1 if
   * the parameter was left out.
   *
   * @throws IndexOutOfBoundsException if there is no such parameter
   * @since 0.1.0
   */
  int end(int index);

  /**
   * Returns a read-only view of the decoded parameters by name, in the order of the pattern,
   * without those that were left out. Each access decodes anew.
   *
   * @since 0.1.0
   */
  Map<String, String> params();
}
