package dev.toolkit.benchmarks.auth;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A library that signs and verifies tokens, set up for one key. All of them check the signature,
 * issuer, audience and expiry, and all sign the same claims.
 */
interface TokenLibrary {

  String ISSUER = "https://issuer.example.com";
  String AUDIENCE = "https://api.example.com";
  String KID = "2026-11";
  String SCOPE = "orders:read orders:write";

  /** Returns a token about the subject, with an identifier and a scope, valid for an hour. */
  String sign(String subject, String id) throws Exception;

  /** Returns what the token says, or throws. */
  Object verify(String token) throws Exception;

  /** Makes the library of a name for a key. */
  static TokenLibrary of(String name, TokenKeys keys) throws Exception {
    return switch (name) {
      case "floor" -> new FloorTokens(keys);
      case "toolkit" -> new ToolkitTokens(keys);
      case "nimbus" -> new NimbusTokens(keys);
      case "jjwt" -> new JjwtTokens(keys);
      case "javaJwt" -> new JavaJwtTokens(keys);
      case "jose4j" -> new Jose4jTokens(keys);
      default -> throw new IllegalArgumentException("Unknown library " + name);
    };
  }

  /** Returns tokens that differ in subject and identifier. */
  static String[] tokens(TokenLibrary library, int count) throws Exception {
    String[] tokens = new String[count];
    for (int i = 0; i < count; i++) {
      tokens[i] =
          library.sign("user-" + i, Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }
    return tokens;
  }
}
