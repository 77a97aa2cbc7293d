package dev.toolkit.db;

import dev.toolkit.db.sql.UnexpectedNullException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a row yields for a value that may be null. */
enum Reading {
  /** The value; a null is an error. */
  REQUIRED,
  /** The value or empty. */
  OPTIONAL,
  /** The value or null. */
  NULLABLE;

  /** Callers pair each constant with the result type that it makes. */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  <R> R of(@Nullable Object value, int position) {
    return (R)
        switch (this) {
          case REQUIRED -> {
            if (value == null) {
              throw new UnexpectedNullException(position);
            }
            yield value;
          }
          case OPTIONAL -> Optional.ofNullable(value);
          case NULLABLE -> value;
        };
  }
}
