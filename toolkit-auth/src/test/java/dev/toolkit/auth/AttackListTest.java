package dev.toolkit.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.jwt.Claims;
import dev.toolkit.auth.jwt.JwtVerifier;
import dev.toolkit.auth.jwt.TokenResult;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySet;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.key.VerificationKey;
import dev.toolkit.auth.testing.RawTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks of the list in docs/security.md that no test elsewhere has the name of. Those on single
 * parts are with the tests of the part.
 */
class AttackListTest {

  private static final long NOW = 1_750_000_000;
  private static final SigningKey KEY = SigningKey.generate(Algorithm.HS256);
  private static final String CLAIMS =
      "{\"iss\":\"me\",\"aud\":\"you\",\"sub\":\"ada\",\"exp\":" + (NOW + 60) + "}";

  private static JwtVerifier.Builder verifier(SigningKey key) {
    return JwtVerifier.builder(key.verificationKey())
        .issuer("me")
        .audience("you")
        .leeway(Duration.ZERO)
        .clock(InstantSource.fixed(Instant.ofEpochSecond(NOW)));
  }

  private static @Nullable Code codeOf(JwtVerifier verifier, String token) {
    return verifier.tryVerify(token) instanceof TokenResult.Rejected rejected
        ? rejected.code()
        : null;
  }

  private static @Nullable Code codeOf(String header, String payload) {
    return codeOf(verifier(KEY).build(), RawTokens.of(KEY, header, payload));
  }

  private static @Nullable Code codeOf(byte[] header, byte[] payload) {
    return codeOf(verifier(KEY).build(), RawTokens.of(KEY, header, payload));
  }

  private static final String HEADER = "{\"alg\":\"HS256\"}";

  /** CVE-2026-22818: the key does not say its algorithm, so the token would. */
  @Test
  void jwkWithoutAlg_headerChoosesNothing() {
    SigningKey rsa = SigningKey.generate(Algorithm.RS256);
    String jwk = rsa.verificationKey().toJwk().replace("\"alg\":\"RS256\",", "");
    KeySet keys = KeySet.parse("{\"keys\":[" + jwk + "]}", Algorithm.RS256);
    JwtVerifier verifier =
        JwtVerifier.builder(keys, Algorithm.RS256).issuer("me").audience("you").build();

    for (String algorithm : List.of("HS256", "PS256", "RS384", "none")) {
      String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + rsa.kid() + "\"}";
      assertThat(codeOf(verifier, RawTokens.of(rsa, header, CLAIMS))).isEqualTo(Code.ALGORITHM);
    }
  }

  /** ECDSA has two signatures for each; a second one of Ed25519, and of base64, is refused. */
  @Test
  void malleability_onlyWhatTheStandardAllows() {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    SigningKey ec = SigningKey.generate(Algorithm.ES256);
    byte[] signature = ec.sign(CLAIMS.getBytes(UTF_8));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] other = signature.clone();
    putBigEndian(order.subtract(s), other, 32);
    assertThat(ec.verificationKey().verify(CLAIMS.getBytes(UTF_8), other)).isTrue();

    BigInteger groupOrder =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    SigningKey ed = SigningKey.generate(Algorithm.EdDSA);
    byte[] edSignature = ed.sign(CLAIMS.getBytes(UTF_8));
    byte[] scalar = new byte[32];
    putBigEndian(littleEndian(edSignature).add(groupOrder), scalar, 0);
    for (int i = 0; i < 32; i++) {
      edSignature[32 + i] = scalar[31 - i];
    }
    assertThat(ed.verificationKey().verify(CLAIMS.getBytes(UTF_8), edSignature)).isFalse();
  }

  private static BigInteger littleEndian(byte[] signature) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = signature[63 - i];
    }
    return new BigInteger(1, bytes);
  }

  private static void putBigEndian(BigInteger value, byte[] target, int start) {
    byte[] bytes = value.toByteArray();
    Arrays.fill(target, start, start + 32, (byte) 0);
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, target, start + 32 - length, length);
  }

  /** CVE-2026-32597, CVE-2025-59420. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"crit\":null",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"b64\":false",
        "\"b64\":true",
        "\"crit\":[\"x\"],\"x\":1"
      })
  void critAndB64_refused(String members) {
    assertThat(codeOf("{\"alg\":\"HS256\"," + members + "}", CLAIMS)).isEqualTo(Code.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'alg':'HS256','alg':'HS256'} | {'sub':'a'}",
        "{'alg':'HS256','\\u0061lg':'none'} | {'sub':'a'}",
        "{'alg':'HS256'} | {'sub':'a','sub':'b'}",
        "{'alg':'HS256'} | {'sub':'a','s\\u0075b':'b'}",
        "{'alg':'HS256'} | {'x':{'y':1,'y':2}}"
      })
  void duplicateNames_refused(String header, String payload) {
    assertThat(codeOf(header.replace('\'', '"'), payload.replace('\'', '"')))
        .isEqualTo(Code.MALFORMED);
  }

  @Test
  void trailingText_bom_otherEncodings_refused() {
    byte[] header = HEADER.getBytes(UTF_8);
    byte[] overlong = CLAIMS.replace("ada", "a..").getBytes(UTF_8);
    int dots = CLAIMS.indexOf("ada") + 1;
    overlong[dots] = (byte) 0xc0;
    overlong[dots + 1] = (byte) 0xaf;

    for (byte[] payload :
        List.of(
            (CLAIMS + "{}").getBytes(UTF_8),
            (CLAIMS + "x").getBytes(UTF_8),
            ("\ufeff" + CLAIMS).getBytes(UTF_8),
            CLAIMS.getBytes(StandardCharsets.UTF_16LE),
            CLAIMS.getBytes(StandardCharsets.UTF_16BE),
            overlong)) {
      assertThat(codeOf(header, payload)).isEqualTo(Code.MALFORMED);
    }
    assertThat(codeOf((HEADER + " x").getBytes(UTF_8), CLAIMS.getBytes(UTF_8)))
        .isEqualTo(Code.MALFORMED);
    assertThat(codeOf(header, CLAIMS.getBytes(UTF_8))).isNull();
  }

  /** A token that no reader could tell the end of would be valid for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "\"1750000060\"", "true", "-1", "1e400"})
  void expOfAnotherType_refused(String value) {
    assertThat(codeOf(HEADER, "{\"iss\":\"me\",\"aud\":\"you\",\"exp\":" + value + "}"))
        .isIn(Code.CLAIM, Code.MALFORMED);
  }

  @Test
  void expIsNow_refused_nbfIsNow_accepted() {
    String parties = "{\"iss\":\"me\",\"aud\":\"you\",";

    assertThat(codeOf(HEADER, parties + "\"exp\":" + NOW + "}")).isEqualTo(Code.EXPIRED);
    assertThat(codeOf(HEADER, parties + "\"exp\":" + (NOW + 1) + ",\"nbf\":" + NOW + "}")).isNull();
    assertThat(codeOf(HEADER, parties + "\"exp\":" + (NOW + 9) + ",\"nbf\":" + (NOW + 1) + "}"))
        .isEqualTo(Code.NOT_YET_VALID);
  }

  @Test
  void tokenSubstitution_anotherKindOrParty_refused() {
    JwtVerifier access = verifier(KEY).accessToken().build();
    String full = CLAIMS.replace("}", ",\"client_id\":\"c\",\"iat\":" + NOW + ",\"jti\":\"1\"}");

    assertThat(codeOf(access, RawTokens.of(KEY, HEADER, full))).isEqualTo(Code.TYPE);
    assertThat(codeOf(access, RawTokens.of(KEY, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", full)))
        .isEqualTo(Code.TYPE);
    assertThat(codeOf(access, RawTokens.of(KEY, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", full)))
        .isNull();
    assertThat(codeOf(HEADER, CLAIMS.replace("\"you\"", "\"another\""))).isEqualTo(Code.AUDIENCE);
    assertThat(codeOf(HEADER, CLAIMS.replace("\"me\"", "\"another\""))).isEqualTo(Code.ISSUER);
  }

  /** CVE-2026-29000: what is inside of another token was never verified. */
  @Test
  void tokenInsideAnother_isNoResult() {
    String none = "{\"alg\":\"none\"}";
    String inner =
        RawTokens.base64(none.getBytes(UTF_8)) + "." + RawTokens.base64(CLAIMS.getBytes(UTF_8));

    assertThat(codeOf("{\"alg\":\"HS256\",\"cty\":\"JWT\"}", inner + ".")).isEqualTo(Code.TYPE);
    assertThat(codeOf(HEADER, inner + ".")).isEqualTo(Code.MALFORMED);
    assertThat(Claims.class.getConstructors()).as("ways to get claims but to verify").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty':'oct','alg':'HS256','k':'c2hvcnQ'}",
        "{'kty':'EC','crv':'P-256','alg':'ES256',"
            + "'x':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
            + "'y':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}",
        "{'kty':'OKP','crv':'Ed25519','alg':'EdDSA',"
            + "'x':'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}",
        "{'kty':'RSA','alg':'RS256','n':'AQAB','e':'AQAB'}"
      })
  void weakKeys_refusedWhenLoaded(String jwk) {
    Throwable refusal = catchThrowable(() -> VerificationKey.jwk(jwk.replace('\'', '"')));

    assertThat(refusal).isInstanceOf(AuthException.class);
    assertThat(((AuthException) refusal).code()).isEqualTo(Code.KEY);
  }

  /**
   * Whoever compares secrets does it in constant time: with {@code MessageDigest.isEqual}. Other
   * comparisons of bytes are of what is not secret, in the files that are named here.
   */
  @Test
  void timing_secretsAreComparedInConstantTime() throws IOException {
    List<String> notSecret =
        List.of("HeaderCache.java", "PlainClaims.java", "StoredApiKey.java", "Hmac.java");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> offenders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !notSecret.contains(file.getFileName().toString()))
              .filter(file -> read(file).contains("Arrays.equals("))
              .toList();

      assertThat(offenders).isEmpty();
    }
    for (String file :
        List.of(
            "key/VerificationKey",
            "apikey/ApiKeys",
            "session/CsrfTokens",
            "password/PasswordHasher",
            "totp/Totp")) {
      assertThat(read(Path.of("src/main/java/dev/toolkit/auth/" + file + ".java")))
          .contains("MessageDigest.isEqual(");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text that decodes to the same bytes by lenient decoders is another token, and refused. */
  @ParameterizedTest
  @ValueSource(strings = {"=", "==", "%3D", " ", "\n", "."})
  void base64_paddingAndJunk_refused(String end) {
    String token = RawTokens.of(KEY, HEADER, CLAIMS);

    assertThat(codeOf(verifier(KEY).build(), token)).isNull();
    assertThat(codeOf(verifier(KEY).build(), token + end)).isNotNull();
    String padded = Base64.getUrlEncoder().encodeToString(HEADER.getBytes(UTF_8)) + end;
    String signed = RawTokens.signed(KEY, padded + "." + RawTokens.base64(CLAIMS.getBytes(UTF_8)));
    assertThat(codeOf(verifier(KEY).build(), signed)).isNotNull();
  }
}
