package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an application needs from outside, in one object: codec, validator, clock, randomness,
 * cryptography, log, and its own bindings and configuration under typed keys.
 *
 * <p>On the JVM, {@code JvmEnv} makes one. Other platforms and tests build their own:
 *
 * {@snippet :
 * Env env = JvmEnv.builder().bind(USERS, new UserStore()).build();
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class Env {

  private final @Nullable JsonCodec json;
  private final @Nullable BodyValidator validator;
  private final Clock clock;
  private final RandomSource random;
  private final Crypto crypto;
  private final Log log;
  private final @Nullable Bindings bindings;
  private final String validatorHint;

  private Env(Builder builder) {
    this.json = builder.json;
    this.validator = builder.validator;
    this.clock = builder.clock;
    this.random = builder.random;
    this.crypto = builder.crypto;
    this.log = builder.log;
    this.bindings = builder.bindings;
    this.validatorHint = builder.validatorHint;
  }

  /**
   * Returns a builder with neither codec nor validator. What an application must have wherever it
   * runs is given here.
   */
  public static Builder builder(Clock clock, RandomSource random, Crypto crypto, Log log) {
    return new Builder(clock, random, crypto, log);
  }

  /**
   * Returns the codec.
   *
   * @throws IllegalStateException if there is none
   */
  public JsonCodec json() {
    if (json == null) {
      throw new IllegalStateException("This Env has no JSON codec: add one with json(codec)");
    }
    return json;
  }

  /**
   * Returns the validator.
   *
   * @throws IllegalStateException if there is none, saying how to add one
   */
  public BodyValidator validator() {
    if (validator == null) {
      throw new IllegalStateException("Bodies cannot be validated: " + validatorHint);
    }
    return validator;
  }

  /** Returns the clock. */
  public Clock clock() {
    return clock;
  }

  /** Returns the source of random bytes. */
  public RandomSource random() {
    return random;
  }

  /** Returns the cryptographic primitives. */
  public Crypto crypto() {
    return crypto;
  }

  /** Returns the log. */
  public Log log() {
    return log;
  }

  /** Returns the value bound to the key, or empty if there is none. */
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(Bindings.find(bindings, key));
  }

  /**
   * Returns the value bound to the key.
   *
   * @throws IllegalStateException if there is none
   */
  public <T> T require(Key<T> key) {
    T value = Bindings.find(bindings, key);
    if (value == null) {
      throw new IllegalStateException(
          "This Env has no value for the key \"" + key + "\": add one with bind(key, value)");
    }
    return value;
  }

  boolean hasJson() {
    return json != null;
  }

  boolean hasValidator() {
    return validator != null;
  }

  String validatorHint() {
    return validatorHint;
  }

  /**
   * Builds an {@link Env}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Clock clock;
    private RandomSource random;
    private Crypto crypto;
    private @Nullable JsonCodec json;
    private @Nullable BodyValidator validator;
    private Log log;
    private @Nullable Bindings bindings;
    private String validatorHint = "this Env has no validator: add one with validator(validator)";

    private Builder(Clock clock, RandomSource random, Crypto crypto, Log log) {
      this.clock = requireNonNull(clock, "clock");
      this.random = requireNonNull(random, "random");
      this.crypto = requireNonNull(crypto, "crypto");
      this.log = requireNonNull(log, "log");
    }

    /** Sets the codec. */
    public Builder json(JsonCodec json) {
      this.json = requireNonNull(json, "json");
      return this;
    }

    /** Sets the validator. */
    public Builder validator(BodyValidator validator) {
      this.validator = requireNonNull(validator, "validator");
      return this;
    }

    /**
     * Sets what the error says where a validator is missing: how to get one on this platform, as
     * the end of a sentence.
     */
    public Builder validatorHint(String hint) {
      this.validatorHint = requireNonNull(hint, "hint");
      return this;
    }

    /** Replaces the clock. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Replaces the source of random bytes. */
    public Builder random(RandomSource random) {
      this.random = requireNonNull(random, "random");
      return this;
    }

    /** Replaces the cryptographic primitives. */
    public Builder crypto(Crypto crypto) {
      this.crypto = requireNonNull(crypto, "crypto");
      return this;
    }

    /** Replaces the log. */
    public Builder log(Log log) {
      this.log = requireNonNull(log, "log");
      return this;
    }

    /** Binds a value to a key, in place of what was bound to it before. */
    public <T> Builder bind(Key<T> key, T value) {
      bindings =
          Bindings.with(bindings, requireNonNull(key, "key"), requireNonNull(value, "value"));
      return this;
    }

    /** Returns the environment described by this builder. */
    public Env build() {
      return new Env(this);
    }
  }
}
