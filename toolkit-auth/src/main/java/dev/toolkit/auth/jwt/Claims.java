package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.StrictJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a valid token says (RFC 7519, section 4). There is no other way to get one than from a
 * verifier, so claims are always verified ones.
 *
 * {@snippet :
 * String user = claims.requireSubject();
 * List<String> groups = claims.strings("groups");
 * }
 *
 * <p>The seven registered claims have been read; others are read when they are asked for.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Claims {

  /** Stands for a time that the token does not have. */
  static final long ABSENT = Long.MIN_VALUE;

  /** The end of the year 9999, the last second that all readers of times agree on. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private final @Nullable String issuer;
  private final @Nullable String subject;
  private final List<String> audience;
  private final long expiresAt;
  private final long notBefore;
  private final long issuedAt;
  private final @Nullable String id;
  private final byte[] payload;
  private final StrictJson json;
  private final PlainClaims.@Nullable Names names;
  private volatile @Nullable Map<String, @Nullable Object> members;

  Claims(PlainClaims plain, byte[] payload, StrictJson json) {
    this.issuer = plain.issuer;
    this.subject = plain.subject;
    this.audience = plain.audience;
    this.expiresAt = millis(plain.expiresAt);
    this.notBefore = millis(plain.notBefore);
    this.issuedAt = millis(plain.issuedAt);
    this.id = plain.id;
    this.payload = payload;
    this.json = json;
    this.names = plain.names;
  }

  private static long millis(long seconds) {
    return seconds == ABSENT ? ABSENT : seconds * 1000;
  }

  private Claims(Map<String, @Nullable Object> members, byte[] payload, StrictJson json) {
    this.issuer = string(members, "iss");
    this.subject = string(members, "sub");
    this.audience = audience(members);
    this.expiresAt = time(members, "exp");
    this.notBefore = time(members, "nbf");
    this.issuedAt = time(members, "iat");
    this.id = string(members, "jti");
    this.payload = payload;
    this.json = json;
    this.names = null;
    this.members = members;
  }

  /**
   * Reads the payload of a token.
   *
   * @param expected values that are likely, to be used in place of new Strings
   * @throws AuthException if it is not one JSON object, or a registered claim is not of its type
   */
  static Claims parse(byte[] payload, PlainClaims.Expected expected, StrictJson json) {
    PlainClaims plain = PlainClaims.read(payload, expected);
    return plain == null
        ? new Claims(json.object(payload), payload, json)
        : new Claims(plain, payload, json);
  }

  private static @Nullable String string(Map<String, @Nullable Object> members, String name) {
    if (!members.containsKey(name)) {
      return null;
    }
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw wrongType(name, "a string");
  }

  private static List<String> audience(Map<String, @Nullable Object> members) {
    if (!members.containsKey("aud")) {
      return List.of();
    }
    Object value = members.get("aud");
    if (value instanceof String text) {
      return List.of(text);
    }
    List<String> strings = value instanceof List<?> list ? onlyStrings(list) : List.of();
    if (strings.isEmpty()) {
      throw wrongType("aud", "a string or an array of strings");
    }
    return strings;
  }

  /** Returns the elements if all of them are strings, and nothing otherwise. */
  private static List<String> onlyStrings(List<?> list) {
    boolean areStrings = list.stream().allMatch(String.class::isInstance);
    return areStrings ? list.stream().map(String.class::cast).toList() : List.of();
  }

  /** Reads a NumericDate in milliseconds, rounded down. */
  private static long time(Map<String, @Nullable Object> members, String name) {
    if (!members.containsKey(name)) {
      return ABSENT;
    }
    BigDecimal seconds =
        switch (members.get(name)) {
          case Long number -> BigDecimal.valueOf(number);
          case BigDecimal number -> number;
          case null, default -> throw wrongType(name, "a number of seconds until the year 9999");
        };
    if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0) {
      throw wrongType(name, "a number of seconds until the year 9999");
    }
    return seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static AuthException wrongType(String name, String expected) {
    return new AuthException(Code.CLAIM, "claim " + name + " is not " + expected);
  }

  // Registered claims

  /** Returns who issued the token ({@code iss}). */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /** Returns whom the token is about ({@code sub}). */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /**
   * Returns whom the token is about ({@code sub}).
   *
   * @throws AuthException with code {@code CLAIM} if it does not say
   */
  public String requireSubject() {
    if (subject == null) {
      throw new AuthException(Code.CLAIM, "Token has no claim sub");
    }
    return subject;
  }

  /** Returns whom the token is meant for ({@code aud}), or nothing if it does not say. */
  public List<String> audience() {
    return audience;
  }

  /** Returns when the token expires ({@code exp}). */
  public Optional<Instant> expiresAt() {
    return instant(expiresAt);
  }

  /** Returns before when the token is not valid ({@code nbf}). */
  public Optional<Instant> notBefore() {
    return instant(notBefore);
  }

  /** Returns when the token was issued ({@code iat}). */
  public Optional<Instant> issuedAt() {
    return instant(issuedAt);
  }

  /** Returns the identifier of the token ({@code jti}). */
  public Optional<String> id() {
    return Optional.ofNullable(id);
  }

  private static Optional<Instant> instant(long millis) {
    return millis == ABSENT ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  long expiresAtMillis() {
    return expiresAt;
  }

  long notBeforeMillis() {
    return notBefore;
  }

  long issuedAtMillis() {
    return issuedAt;
  }

  @Nullable String issuerOrNull() {
    return issuer;
  }

  // All claims

  /** Returns whether there is a claim of this name, whatever its value. */
  public boolean contains(String name) {
    return switch (name) {
      case "iss" -> issuer != null;
      case "sub" -> subject != null;
      case "aud" -> !audience.isEmpty();
      case "exp" -> expiresAt != ABSENT;
      case "nbf" -> notBefore != ABSENT;
      case "iat" -> issuedAt != ABSENT;
      case "jti" -> id != null;
      default -> names == null ? all().containsKey(name) : names.contains(payload, name);
    };
  }

  /** Returns a claim that is a string, or empty if it is absent or something else. */
  public Optional<String> string(String name) {
    return all().get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /**
   * Returns a claim that is an array of strings or a single string, or nothing if it is absent or
   * something else.
   */
  public List<String> strings(String name) {
    return switch (all().get(name)) {
      case String text -> List.of(text);
      case List<?> list -> onlyStrings(list);
      case null, default -> List.of();
    };
  }

  /** Returns a claim that is an integer of 64 bits, or empty if it is absent or something else. */
  public OptionalLong number(String name) {
    return all().get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** Returns a claim that is true or false, or empty if it is absent or something else. */
  public Optional<Boolean> bool(String name) {
    return all().get(name) instanceof Boolean bool ? Optional.of(bool) : Optional.empty();
  }

  /**
   * Returns what the token was issued for: the words of the claim {@code scope} (RFC 8693, section
   * 4.2), or nothing if it is absent or something else.
   */
  public Set<String> scopes() {
    Set<String> scopes = new LinkedHashSet<>();
    for (String scope : string("scope").orElse("").split(" ", -1)) {
      if (!scope.isEmpty()) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  /**
   * Returns all claims, in order. Values are {@code String}, {@code Boolean}, {@code Long}, {@code
   * BigInteger}, {@code BigDecimal}, unmodifiable {@code List} and {@code Map}, and null.
   */
  public Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> known = members;
    if (known == null) {
      known = json.object(payload);
      members = known;
    }
    return known;
  }

  /**
   * Returns all claims as a value of a type of your own, made by Jackson; claims that the type does
   * not have are ignored.
   *
   * @throws AuthException with code {@code CLAIM} if they do not fit the type
   */
  public <T> T as(Class<T> type) {
    try {
      return Mapper.INSTANCE.readValue(payload, requireNonNull(type, "type"));
    } catch (JacksonException e) {
      // Its message may quote a claim.
      throw new AuthException(Code.CLAIM, "Claims do not fit " + type.getName());
    }
  }

  /** Made when it is first needed, which in most applications is never. */
  private static final class Mapper {
    static final JsonMapper INSTANCE =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  /** Returns the number of bytes, and no claim. */
  @Override
  public String toString() {
    return "Claims[" + payload.length + " bytes]";
  }

  /** Returns the JSON text of the claims, as it was signed. */
  public String toJson() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
