package com.example.consumer.closed;

import jakarta.validation.constraints.NotBlank;

/** Hands out a record whose package is not open to reflection. */
public final class Secluded {

  private Secluded() {}

  record User(@NotBlank String name) {}

  /** Returns a value that breaks a constraint. */
  public static Object create() {
    return new User("");
  }

  /** Returns the type of the value. */
  public static Class<?> type() {
    return User.class;
  }
}
