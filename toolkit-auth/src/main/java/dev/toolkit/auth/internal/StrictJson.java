package dev.toolkit.auth.internal;

import dev.toolkit.auth.AuthException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON where two readers must not understand it differently: one object and nothing after it,
 * no name twice, UTF-8 without a byte order mark, no lone surrogate, bounded depth and numbers.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code
 * BigDecimal}, unmodifiable {@code List} and {@code Map}, and null.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class StrictJson {

  /*
   * Jackson does the grammar. It is given characters, not bytes, because it would guess UTF-16 and
   * UTF-32, skip a byte order mark and accept overlong UTF-8. What it accepts beyond that, lone
   * surrogates in escapes and exponents of any size, is refused here.
   */

  private static final int MAX_NUMBER_LENGTH = 1000;

  /** BigDecimal holds 1e1000000000 in no space, and writes it out when asked for an integer. */
  private static final int MAX_SCALE = 1000;

  private static final int MAX_NAME_LENGTH = 4096;

  private final JsonFactory factory;

  /** Makes a reader for texts that are nested no deeper than this. */
  public StrictJson(int maxDepth) {
    this.factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .build();
  }

  /**
   * Returns the members of the object, in order.
   *
   * @throws AuthException with code {@code MALFORMED} if this is not one JSON object
   */
  public Map<String, @Nullable Object> object(byte[] utf8) {
    return object(text(utf8));
  }

  /**
   * Returns the members of the object, in order.
   *
   * @throws AuthException with code {@code MALFORMED} if this is not one JSON object
   */
  public Map<String, @Nullable Object> object(String json) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("Expected a JSON object");
      }
      Map<String, @Nullable Object> members = members(parser);
      if (parser.nextToken() != null) {
        throw malformed("Expected nothing after the JSON object");
      }
      return members;
    } catch (JacksonException e) {
      // Its message quotes the text, so neither message nor cause goes on.
      throw malformed("Not valid JSON");
    }
  }

  private static String text(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("Not valid UTF-8");
    }
  }

  private static Map<String, @Nullable Object> members(JsonParser parser) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = requirePaired(parser.currentName());
      members.put(name, value(parser, parser.nextToken()));
    }
    return Collections.unmodifiableMap(members);
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> requirePaired(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      default -> throw malformed("Not valid JSON");
    };
  }

  private static List<@Nullable Object> elements(JsonParser parser) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return Collections.unmodifiableList(elements);
  }

  private static Number integer(JsonParser parser) {
    String digits = parser.getString();
    return digits.length() <= 18 ? (Number) Long.parseLong(digits) : large(new BigInteger(digits));
  }

  private static Number large(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private static BigDecimal decimal(JsonParser parser) {
    try {
      BigDecimal value = new BigDecimal(parser.getString());
      if (Math.abs((long) value.scale()) <= MAX_SCALE) {
        return value;
      }
    } catch (NumberFormatException e) {
      // An exponent beyond 32 bits: out of range like the others.
    }
    throw malformed("Number out of range");
  }

  private static String requirePaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw malformed("Half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static AuthException malformed(String message) {
    return new AuthException(AuthException.Code.MALFORMED, message);
  }
}
