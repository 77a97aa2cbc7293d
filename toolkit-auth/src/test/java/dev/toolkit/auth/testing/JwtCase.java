package dev.toolkit.auth.testing;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.jwt.JwsVerifier;
import dev.toolkit.auth.jwt.JwtVerifier;
import dev.toolkit.auth.jwt.TokenResult;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySet;
import dev.toolkit.auth.key.KeySource;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.key.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a case file: a key, options, a token, and whether it should be accepted. */
public record JwtCase(JsonNode json) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> OPTIONS = Set.of("iss", "aud", "now", "leeway", "typ");
  private static final long TIME_LIMIT_NANOS = Duration.ofMillis(100).toNanos();

  public static JwtCase parse(String line) {
    return new JwtCase(MAPPER.readTree(line));
  }

  public String id() {
    return json.get("id").asString();
  }

  public String kind() {
    return json.path("class").asString("other");
  }

  public String description() {
    return "%s [%s] %s".formatted(id(), kind(), json.path("why").asString(""));
  }

  /** Returns what is wrong with the verifier's answer, or null if nothing is. */
  public @Nullable String failure() {
    boolean shouldAccept = json.get("expect").asString().equals("accept");
    String refusal = refusal();
    if (shouldAccept != (refusal == null)) {
      return refusal == null ? "accepted" : "refused: " + refusal;
    }
    return kind().equals("dos") ? slowness() : null;
  }

  /** Measured on the second run, so that it is not the time of loading classes. */
  private @Nullable String slowness() {
    long start = System.nanoTime();
    refusal();
    long nanos = System.nanoTime() - start;
    return nanos > TIME_LIMIT_NANOS ? "took " + nanos / 1_000_000 + " ms" : null;
  }

  /** Returns why key, configuration or token are refused, or null if the token is accepted. */
  private @Nullable String refusal() {
    try {
      Algorithm[] algorithms = algorithms();
      KeySource keys = keys(json.get("key"), algorithms);
      String token = json.get("token").asString();
      return isOfContent()
          ? refusalOfContent(keys, algorithms, token)
          : refusal(verifier(keys, algorithms), token);
    } catch (AuthException e) {
      return e.code() + ", " + e.getMessage();
    }
  }

  /** Who demands neither issuer nor audience nor type verifies signed content, not a token. */
  private boolean isOfContent() {
    JsonNode options = json.path("opts");
    return !options.hasNonNull("iss") && !options.hasNonNull("aud") && !options.hasNonNull("typ");
  }

  /** If there is a time, it counts for content that says until when it is valid. */
  private @Nullable String refusalOfContent(KeySource keys, Algorithm[] algorithms, String token) {
    byte[] content = JwsVerifier.of(keys, algorithms).verify(token);
    return json.path("opts").hasNonNull("now") && isObject(content)
        ? refusal(verifierBuilder(keys, algorithms).noExpiry().build(), token)
        : null;
  }

  private static boolean isObject(byte[] content) {
    return content.length > 0 && content[0] == '{';
  }

  private static @Nullable String refusal(JwtVerifier verifier, String token) {
    return switch (verifier.tryVerify(token)) {
      case TokenResult.Valid valid -> null;
      case TokenResult.Rejected rejected -> rejected.code() + ", " + rejected.reason();
    };
  }

  private Algorithm[] algorithms() {
    List<Algorithm> algorithms = new ArrayList<>();
    json.get("algs").forEach(name -> algorithms.add(Algorithm.parse(name.asString())));
    return algorithms.toArray(Algorithm[]::new);
  }

  private static KeySource keys(JsonNode key, Algorithm[] algorithms) {
    String text = key.isString() ? key.asString() : key.toString();
    if (text.startsWith("-----BEGIN")) {
      return pem(text, algorithms);
    }
    // What is read here only tells the kind: duplicate names, for one, are for the library to see.
    JsonNode shape = MAPPER.readTree(text);
    if (shape.has("keys")) {
      return KeySet.parse(text, algorithms);
    }
    if (shape.has("d")) {
      return SigningKey.jwk(text, algorithms).verificationKey();
    }
    KeySet single = KeySet.parse("{\"keys\":[" + text + "]}", algorithms);
    // A single key is the one to verify with, whatever the token's kid.
    return (kid, algorithm) -> single.find(null, algorithm);
  }

  private static KeySource pem(String pem, Algorithm[] algorithms) {
    Map<Algorithm, VerificationKey> keys = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : algorithms) {
      keys.put(algorithm, VerificationKey.pem(algorithm, pem));
    }
    return (kid, algorithm) -> Optional.ofNullable(keys.get(algorithm));
  }

  private JwtVerifier verifier(KeySource keys, Algorithm[] algorithms) {
    return verifierBuilder(keys, algorithms).build();
  }

  private JwtVerifier.Builder verifierBuilder(KeySource keys, Algorithm[] algorithms) {
    JsonNode options = json.get("opts");
    for (String name : options.propertyNames()) {
      if (!OPTIONS.contains(name)) {
        throw new IllegalArgumentException("Unknown option " + name);
      }
    }
    JwtVerifier.Builder builder = JwtVerifier.builder(keys, algorithms);
    if (options.hasNonNull("iss")) {
      builder.issuer(options.get("iss").asString());
    } else {
      builder.anyIssuer();
    }
    if (options.hasNonNull("aud")) {
      builder.audience(strings(options.get("aud")));
    } else {
      builder.anyAudience();
    }
    if (options.hasNonNull("now")) {
      builder.clock(InstantSource.fixed(Instant.ofEpochSecond(options.get("now").asLong())));
    }
    if (options.hasNonNull("leeway")) {
      builder.leeway(Duration.ofSeconds(options.get("leeway").asLong()));
    }
    if (options.hasNonNull("typ")) {
      builder.type(options.get("typ").asString());
    }
    return builder;
  }

  private static String[] strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> strings.add(element.asString()));
    } else {
      strings.add(node.asString());
    }
    return strings.toArray(String[]::new);
  }
}
