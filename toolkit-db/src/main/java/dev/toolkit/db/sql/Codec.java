package dev.toolkit.db.sql;

import java.util.function.Function;

/**
 * Turns values of an application's type into values that a database type holds, and back.
 *
 * <p>Nulls never reach a codec. {@code decode(encode(x))} must equal {@code x}. Implementations
 * must be safe for use by multiple threads.
 *
 * @param <J> the type in the application
 * @param <D> the type of the column
 * @since 0.1.0
 */
public interface Codec<J, D> {

  /** Returns the value to store. */
  D encode(J value);

  /** Returns the value that was stored. */
  J decode(D stored);

  /** Returns a codec of two functions. */
  static <J, D> Codec<J, D> of(
      Function<? super J, ? extends D> encode, Function<? super D, ? extends J> decode) {
    return new Codec<>() {
      @Override
      public D encode(J value) {
        return encode.apply(value);
      }

      @Override
      public J decode(D stored) {
        return decode.apply(stored);
      }
    };
  }
}
