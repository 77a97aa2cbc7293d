package dev.toolkit.auth.password;

import dev.toolkit.auth.AuthException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hashed password with all that is needed to check it, in the PHC string format:
 *
 * <pre>{@code
 * $pbkdf2-sha256$i=600000,l=32$<salt>$<hash>
 * $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>
 * }</pre>
 *
 * <p>Salt and hash are in base64 without padding. Messages never show them.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and only passed on within the package
record PhcString(Kdf kdf, byte[] salt, byte[] hash) {

  private static final int MAX_LENGTH = 512;
  private static final String VERSION = "v=19";

  /**
   * Parses a stored string.
   *
   * @throws AuthException with code MALFORMED if it is not such a string
   */
  static PhcString parse(String text) {
    if (text.length() > MAX_LENGTH || !text.startsWith("$")) {
      throw malformed("it does not start with $ or is too long", null);
    }
    String[] fields = text.substring(1).split("\\$", -1);
    try {
      return fields[0].equals(Kdf.Argon2id.ID) ? argon2id(fields) : pbkdf2(fields);
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private static PhcString pbkdf2(String[] fields) {
    String hash =
        switch (fields[0]) {
          case "pbkdf2-sha256" -> Kdf.Pbkdf2.SHA256;
          case "pbkdf2-sha512" -> Kdf.Pbkdf2.SHA512;
          default ->
              throw new IllegalArgumentException(
                  "its algorithm is none of pbkdf2-sha256, pbkdf2-sha512 and argon2id");
        };
    requireFields(fields, 4);
    Map<String, Integer> parameters = parameters(fields[1]);
    byte[] bytes = decode(fields[3]);
    Integer length = parameters.remove("l");
    if (length != null && length != bytes.length) {
      throw new IllegalArgumentException("its parameter l is not the length of its hash");
    }
    return new PhcString(
        new Kdf.Pbkdf2(hash, only(parameters, "i")[0]).checked(), decode(fields[2]), bytes);
  }

  private static PhcString argon2id(String[] fields) {
    requireFields(fields, 5);
    if (!fields[1].equals(VERSION)) {
      throw new IllegalArgumentException("its version of Argon2 is not 19");
    }
    int[] cost = only(parameters(fields[2]), "m", "t", "p");
    return new PhcString(
        new Kdf.Argon2id(cost[0], cost[1], cost[2]).checked(),
        decode(fields[3]),
        decode(fields[4]));
  }

  private static void requireFields(String[] fields, int count) {
    if (fields.length != count) {
      throw new IllegalArgumentException("it has " + fields.length + " fields instead of " + count);
    }
  }

  private static Map<String, Integer> parameters(String text) {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    for (String parameter : text.split(",", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (equals < 0 || parameters.put(name, number(parameter.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("its parameters are not name=number, each once");
      }
    }
    return parameters;
  }

  private static int number(String text) {
    boolean isPlain =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isPlain) {
      throw new IllegalArgumentException("one of its parameters is not a number of 1 to 9 digits");
    }
    return Integer.parseInt(text);
  }

  private static int[] only(Map<String, Integer> parameters, String... names) {
    int[] values = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      Integer value = parameters.remove(names[i]);
      if (value == null) {
        throw new IllegalArgumentException("its parameter " + names[i] + " is missing");
      }
      values[i] = value;
    }
    if (!parameters.isEmpty()) {
      throw new IllegalArgumentException("it has parameters that are not known");
    }
    return values;
  }

  private static byte[] decode(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length < 8 || bytes.length > 64) {
      throw new IllegalArgumentException("its salt or hash is not between 8 and 64 bytes");
    }
    return bytes;
  }

  private static AuthException malformed(String why, @Nullable Exception cause) {
    return new AuthException(
        AuthException.Code.MALFORMED, "Stored password hash cannot be read: " + why, cause);
  }

  @Override
  public String toString() {
    var base64 = Base64.getEncoder().withoutPadding();
    String parameters =
        switch (kdf) {
          case Kdf.Pbkdf2 pbkdf2 -> pbkdf2.parameters() + ",l=" + hash.length;
          case Kdf.Argon2id argon2id -> VERSION + "$" + argon2id.parameters();
        };
    return "$"
        + kdf.id()
        + "$"
        + parameters
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
