package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

/**
 * A typed name for a value: of a request ({@link Context#with}), of a route's metadata ({@link
 * RouteOption#with}), or of what an application needs from outside ({@link Env#require}).
 *
 * <p>Two keys are equal only if they are the same object, so keep a key in a constant:
 *
 * {@snippet :
 * public static final Key<User> USER = Key.of("user");
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the type of values
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter") // what makes the key typed
public final class Key<T> {

  private final String name;

  private Key(String name) {
    this.name = name;
  }

  /** Returns a new key. The name is for messages only and need not be unique. */
  public static <T> Key<T> of(String name) {
    return new Key<>(requireNonNull(name, "name"));
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
