package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeyRing;
import dev.toolkit.auth.key.KeySet;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.testing.RawTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

  private static final long NOW = 1_750_000_000;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));
  private static final String CLAIMS = "{\"iss\":\"me\",\"aud\":\"you\",\"sub\":\"ada\",\"exp\":";
  private static final SigningKey KEY = SigningKey.generate(Algorithm.HS256).withKid("k");

  private final JwtVerifier verifier = builder().build();

  private static JwtVerifier.Builder builder() {
    return JwtVerifier.builder(KEY.verificationKey()).issuer("me").audience("you").clock(CLOCK);
  }

  private static String token(String payload) {
    return RawTokens.of(KEY, RawTokens.header(KEY), payload);
  }

  private static String tokenOfType(String typ) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"" + typ + "\"}";
    return RawTokens.of(KEY, header, CLAIMS + (NOW + 60) + "}");
  }

  private Code codeOf(String payload) {
    return code(verifier.tryVerify(token(payload)));
  }

  /** Returns the code of a refusal, or null if the token is valid. */
  private static Code code(TokenResult result) {
    return result instanceof TokenResult.Rejected rejected ? rejected.code() : null;
  }

  // All algorithms

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void verify_everyAlgorithm(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    JwtSigner signer = JwtSigner.builder(key, "me").audience("you").clock(CLOCK).build();
    JwtVerifier own =
        JwtVerifier.builder(key.verificationKey())
            .issuer("me")
            .audience("you")
            .clock(CLOCK)
            .build();
    String token = signer.sign(t -> t.subject("ada"));

    for (int i = 0; i < 3; i++) {
      assertThat(own.verify(token).subject()).contains("ada");
      assertThat(code(own.tryVerify(flipLastBit(token)))).isEqualTo(Code.SIGNATURE);
    }
  }

  /** Changes the signature, not only its text: the first character after the last dot. */
  private static String flipLastBit(String token) {
    int at = token.lastIndexOf('.') + 1;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  @Test
  void verify_Ed25519AsOtherName() {
    SigningKey key = SigningKey.generate(Algorithm.EdDSA);
    JwtVerifier own =
        JwtVerifier.builder(key.verificationKey())
            .issuer("me")
            .audience("you")
            .clock(CLOCK)
            .build();

    String token = RawTokens.of(key, "{\"alg\":\"Ed25519\"}", CLAIMS + (NOW + 60) + "}");

    assertThat(own.verify(token).subject()).contains("ada");
  }

  // Times

  @ParameterizedTest
  @CsvSource({"0,EXPIRED", "1,", "-1,EXPIRED"})
  void tryVerify_expiry(long secondsFromNow, Code expected) {
    JwtVerifier strict = builder().leeway(Duration.ZERO).build();

    String token = token(CLAIMS + (NOW + secondsFromNow) + "}");

    assertThat(code(strict.tryVerify(token))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"-29,", "-30,EXPIRED", "-31,EXPIRED"})
  void tryVerify_expiryWithinLeeway(long secondsFromNow, Code expected) {
    assertThat(codeOf(CLAIMS + (NOW + secondsFromNow) + "}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"nbf,0,", "nbf,30,", "nbf,31,NOT_YET_VALID", "iat,30,", "iat,31,NOT_YET_VALID"})
  void tryVerify_timesAhead(String claim, long secondsFromNow, Code expected) {
    String times = (NOW + 600) + ",\"" + claim + "\":" + (NOW + secondsFromNow);

    assertThat(codeOf(CLAIMS + times + "}")).isEqualTo(expected);
  }

  @Test
  void tryVerify_expiredSaysHowLongAgo() {
    assertThat(verifier.tryVerify(token(CLAIMS + (NOW - 41) + "}")))
        .isEqualTo(
            new TokenResult.Rejected(Code.EXPIRED, "expired 41 s ago (clock skew allowed: 30 s)"));
  }

  @Test
  void tryVerify_fractionsOfSeconds() {
    JwtVerifier strict = builder().leeway(Duration.ZERO).build();

    assertThat(code(strict.tryVerify(token(CLAIMS + NOW + ".5}")))).isNull();
    assertThat(strict.verify(token(CLAIMS + NOW + ".5}")).expiresAt())
        .contains(Instant.ofEpochMilli(NOW * 1000 + 500));
    assertThat(code(strict.tryVerify(token(CLAIMS + "1.75e9}")))).isEqualTo(Code.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"1750000060\"",
        "{}",
        "[]",
        "true",
        "-1",
        "253402300800",
        "1e400",
        "1e12",
        "99999999999999999999",
        "[1750000060]"
      })
  void tryVerify_timeOfWrongType(String value) {
    assertThat(codeOf(CLAIMS + value + "}")).isIn(Code.CLAIM, Code.MALFORMED);
    assertThat(codeOf(CLAIMS + (NOW + 60) + ",\"nbf\":" + value + "}")).isNotNull();
    assertThat(codeOf(CLAIMS + (NOW + 60) + ",\"iat\":" + value + "}")).isNotNull();
  }

  @Test
  void tryVerify_hugeExponentAtOnce() {
    assertThat(codeOf(CLAIMS + "1e1000000000}")).isEqualTo(Code.MALFORMED);
  }

  @Test
  void tryVerify_maxAge() {
    JwtVerifier fresh = builder().maxAge(Duration.ofMinutes(5)).build();
    String claims = CLAIMS + (NOW + 600) + ",\"iat\":";

    assertThat(code(fresh.tryVerify(token(claims + (NOW - 330) + "}")))).isNull();
    assertThat(code(fresh.tryVerify(token(claims + (NOW - 331) + "}")))).isEqualTo(Code.EXPIRED);
    assertThat(code(fresh.tryVerify(token(CLAIMS + (NOW + 600) + "}")))).isEqualTo(Code.CLAIM);
  }

  // Parties and required claims

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'iss':'me','aud':'you','exp':9999999999}|",
        "{'iss':'me','aud':['x','you'],'exp':9999999999}|",
        "{'aud':'you','exp':9999999999}|ISSUER",
        "{'iss':'me/','aud':'you','exp':9999999999}|ISSUER",
        "{'iss':['me'],'aud':'you','exp':9999999999}|CLAIM",
        "{'iss':'me','exp':9999999999}|AUDIENCE",
        "{'iss':'me','aud':'your','exp':9999999999}|AUDIENCE",
        "{'iss':'me','aud':[],'exp':9999999999}|CLAIM",
        "{'iss':'me','aud':['you',1],'exp':9999999999}|CLAIM",
        "{'iss':'me','aud':null,'exp':9999999999}|CLAIM",
        "{'iss':'me','aud':'you'}|CLAIM",
        "{'iss':'me','aud':'you','exp':9999999999,'sub':1}|CLAIM",
        "{'iss':'me','aud':'you','exp':9999999999,'jti':{}}|CLAIM",
      },
      quoteCharacter = '`')
  void tryVerify_parties(String payload, Code expected) {
    assertThat(codeOf(payload.replace('\'', '"'))).isEqualTo(expected);
  }

  @Test
  void tryVerify_givenUpByName() {
    JwtVerifier open =
        JwtVerifier.builder(KEY.verificationKey()).anyIssuer().anyAudience().noExpiry().build();

    assertThat(code(open.tryVerify(token("{}")))).isNull();
    assertThat(code(open.tryVerify(token("{\"aud\":[1]}")))).isEqualTo(Code.CLAIM);
  }

  @Test
  void tryVerify_requiredClaims() {
    JwtVerifier demanding = builder().require("tenant").build();
    String claims = CLAIMS + (NOW + 60);

    assertThat(code(demanding.tryVerify(token(claims + "}")))).isEqualTo(Code.CLAIM);
    assertThat(code(demanding.tryVerify(token(claims + ",\"tenant\":\"t\"}")))).isNull();
    assertThat(code(demanding.tryVerify(token(claims + ",\"tenant\":{\"a\":1}}")))).isNull();
  }

  @Test
  void build_withoutIssuerOrAudience() {
    assertThatIllegalStateException()
        .isThrownBy(() -> JwtVerifier.builder(KEY.verificationKey()).audience("you").build())
        .withMessageStartingWith("JwtVerifier needs issuer(");
    assertThatIllegalStateException()
        .isThrownBy(() -> JwtVerifier.builder(KEY.verificationKey()).issuer("me").build())
        .withMessageStartingWith("JwtVerifier needs audience(");
    assertThatIllegalStateException().isThrownBy(() -> builder().anyIssuer().build());
    assertThatIllegalStateException().isThrownBy(() -> builder().anyAudience().build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().leeway(Duration.ofSeconds(121)))
        .withMessage("Leeway must be between 0 and 120 s: PT2M1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifier.builder(KeySet.of(KEY.verificationKey())));
  }

  @Test
  void algorithm_noneCannotBeAllowed() {
    for (String name : List.of("none", "None", "NONE", "", "hs256", "HS256\u0000", "ES256K")) {
      assertThatThrownBy(() -> Algorithm.parse(name))
          .isInstanceOfSatisfying(
              AuthException.class, e -> assertThat(e.code()).isEqualTo(Code.ALGORITHM));
    }
  }

  // Types

  @ParameterizedTest
  @CsvSource({
    "JWT,",
    "jwt,",
    "application/jwt,",
    "at+jwt,",
    "JOSE,",
    "logout+jwt,TYPE",
    "application/logout+jwt,TYPE",
    "dpop+jwt,TYPE",
    "secevent+jwt,TYPE"
  })
  void tryVerify_typeWhenNoneIsDemanded(String typ, Code expected) {
    assertThat(code(verifier.tryVerify(tokenOfType(typ)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "at+jwt,",
    "AT+JWT,",
    "application/at+jwt,",
    "JWT,TYPE",
    "at+jwt2,TYPE",
    "x/at+jwt,TYPE"
  })
  void tryVerify_demandedType(String typ, Code expected) {
    JwtVerifier typed = builder().type("at+jwt").build();

    assertThat(code(typed.tryVerify(tokenOfType(typ)))).isEqualTo(expected);
    assertThat(code(typed.tryVerify(token(CLAIMS + (NOW + 60) + "}")))).isEqualTo(Code.TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'alg':'HS256','typ':7}|TYPE",
        "{'alg':'HS256','typ':null}|TYPE",
        "{'alg':'HS256','cty':'JWT'}|TYPE",
        "{'alg':'HS256','kid':7}|KEY",
        "{'alg':'HS256','kid':null}|KEY",
        "{'alg':'HS256','crit':[]}|CRITICAL",
        "{'alg':'HS256','crit':['exp'],'exp':1}|CRITICAL",
        "{'alg':'HS256','b64':false}|CRITICAL",
        "{'alg':'HS256','b64':true}|CRITICAL",
        "{'typ':'JWT'}|ALGORITHM",
        "{'alg':'none'}|ALGORITHM",
        "{'alg':'HS384'}|ALGORITHM",
        "{'alg':['HS256']}|ALGORITHM",
        "{'alg':'HS256','alg':'HS256'}|MALFORMED",
        "{'alg':'HS256'}x|MALFORMED",
        "[]|MALFORMED",
      })
  void tryVerify_header(String header, Code expected) {
    String token = RawTokens.of(KEY, header.replace('\'', '"'), CLAIMS + (NOW + 60) + "}");

    assertThat(code(verifier.tryVerify(token))).isEqualTo(expected);
  }

  @Test
  void tryVerify_longKid() {
    String header = "{\"alg\":\"HS256\",\"kid\":\"" + "k".repeat(257) + "\"}";

    assertThat(code(verifier.tryVerify(RawTokens.of(KEY, header, CLAIMS + (NOW + 60) + "}"))))
        .isEqualTo(Code.KEY);
  }

  // Shape and size

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a.b.c", "a", "a.b", "a.b.c.d", ". .", "Bearer x.y.z"})
  void tryVerify_notAToken(String token) {
    assertThat(code(verifier.tryVerify(token))).isNotNull();
  }

  @Test
  void tryVerify_charactersOfOtherAlphabets() {
    String token = token(CLAIMS + (NOW + 60) + "}");

    for (String insert :
        List.of(" ", "=", "+", "/", "\n", "\u00e9", "\u20ac", "\ud83d\ude00", ".")) {
      for (int at : new int[] {0, 5, token.indexOf('.') + 3, token.length() - 3, token.length()}) {
        String changed = token.substring(0, at) + insert + token.substring(at);
        assertThat(code(verifier.tryVerify(changed))).as(insert + " at " + at).isNotNull();
      }
    }
  }

  @Test
  void tryVerify_signedDotInPayload() {
    String payload = RawTokens.base64((CLAIMS + (NOW + 60) + "}").getBytes(UTF_8));
    String header = RawTokens.base64(RawTokens.header(KEY).getBytes(UTF_8));

    assertThat(code(verifier.tryVerify(RawTokens.signed(KEY, header + "." + payload + "."))))
        .isEqualTo(Code.MALFORMED);
    assertThat(code(verifier.tryVerify(RawTokens.signed(KEY, header + "." + payload + "="))))
        .isEqualTo(Code.MALFORMED);
  }

  @Test
  void tryVerify_sizes() {
    String padding = ",\"p\":\"" + "x".repeat(13_000) + "\"}";
    String large = token(CLAIMS + (NOW + 60) + padding);
    String header = "{\"alg\":\"HS256\",\"p\":\"" + "x".repeat(4000) + "\"}";

    assertThat(code(verifier.tryVerify(large))).isEqualTo(Code.TOO_LARGE);
    assertThat(code(builder().maxTokenBytes(20_000).build().tryVerify(large))).isNull();
    assertThat(code(verifier.tryVerify(RawTokens.of(KEY, header, "{}")))).isEqualTo(Code.TOO_LARGE);
    assertThatIllegalArgumentException().isThrownBy(() -> builder().maxTokenBytes(255));
  }

  @Test
  void tryVerify_depth() {
    String deep = CLAIMS + (NOW + 60) + ",\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
    String deeper = CLAIMS + (NOW + 60) + ",\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";

    assertThat(codeOf(deep)).isNull();
    assertThat(codeOf(deeper)).isEqualTo(Code.MALFORMED);
    assertThat(code(builder().maxDepth(40).build().tryVerify(token(deeper)))).isNull();
  }

  @Test
  void verify_messageHasNothingOfTheToken() {
    String token = token("{\"iss\":\"secret-issuer\",\"aud\":\"you\",\"exp\":9999999999}");

    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(AuthException.class)
        .hasMessage("Token rejected: issued by somebody else than me")
        .hasNoCause();
  }

  // Keys

  @Test
  void tryVerify_keyOfTheRing() {
    SigningKey old = SigningKey.generate(Algorithm.ES256);
    SigningKey next = SigningKey.generate(Algorithm.ES256);
    KeyRing ring = KeyRing.of(old);
    JwtSigner signer = JwtSigner.builder(ring, "me").audience("you").clock(CLOCK).build();
    JwtVerifier own =
        JwtVerifier.builder(ring, Algorithm.ES256)
            .issuer("me")
            .audience("you")
            .clock(CLOCK)
            .build();
    String first = signer.sign(t -> t.subject("ada"));

    ring.announce(next);
    ring.activate(next.kid());
    String second = signer.sign(t -> t.subject("ada"));
    assertThat(code(own.tryVerify(first))).isNull();
    assertThat(code(own.tryVerify(second))).isNull();

    ring.retire(old.kid());
    assertThat(code(own.tryVerify(first))).isEqualTo(Code.KEY);
    assertThat(code(own.tryVerify(second))).isNull();
  }

  @Test
  void tryVerify_tokenWithoutKid() {
    SigningKey ec = SigningKey.generate(Algorithm.ES256);
    SigningKey ed = SigningKey.generate(Algorithm.EdDSA);
    SigningKey otherEd = SigningKey.generate(Algorithm.EdDSA);
    KeySet keys = KeySet.of(ec.verificationKey(), ed.verificationKey(), otherEd.verificationKey());
    JwtVerifier own =
        JwtVerifier.builder(keys, Algorithm.ES256, Algorithm.EdDSA)
            .issuer("me")
            .audience("you")
            .clock(CLOCK)
            .build();
    String payload = CLAIMS + (NOW + 60) + "}";

    assertThat(code(own.tryVerify(RawTokens.of(ec, "{\"alg\":\"ES256\"}", payload)))).isNull();
    assertThat(code(own.tryVerify(RawTokens.of(ed, "{\"alg\":\"EdDSA\"}", payload))))
        .isEqualTo(Code.KEY);
  }

  @Test
  void ofIssuers_eachItsOwn() {
    SigningKey other = SigningKey.generate(Algorithm.ES256);
    JwtVerifier second =
        JwtVerifier.builder(other.verificationKey())
            .issuer("second")
            .audience("you")
            .clock(CLOCK)
            .build();
    TokenVerifier both = JwtVerifier.ofIssuers(verifier, second);
    String payload = CLAIMS + (NOW + 60) + "}";
    String ofSecond = payload.replace("\"me\"", "\"second\"");

    assertThat(code(both.tryVerify(token(payload)))).isNull();
    assertThat(code(both.tryVerify(RawTokens.of(other, RawTokens.header(other), ofSecond))))
        .isNull();
    // The key of one issuer does not sign for another.
    assertThat(code(both.tryVerify(token(ofSecond)))).isEqualTo(Code.ALGORITHM);
    assertThat(code(both.tryVerify(token(payload.replace("\"me\"", "\"third\"")))))
        .isEqualTo(Code.ISSUER);
    assertThat(code(both.tryVerify("x.y"))).isEqualTo(Code.MALFORMED);
    assertThat(code(both.tryVerify("x".repeat(20_000)))).isEqualTo(Code.TOO_LARGE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifier.ofIssuers(verifier, verifier))
        .withMessage("Two verifiers are for the issuer \"me\"");
  }

  @Test
  void ofIssuers_limitsOfTheLargest() {
    JwtVerifier large =
        JwtVerifier.builder(KEY.verificationKey())
            .issuer("me")
            .audience("you")
            .maxTokenBytes(100_000)
            .clock(CLOCK)
            .build();
    String token = token(CLAIMS + (NOW + 60) + ",\"x\":\"" + "x".repeat(30_000) + "\"}");

    assertThat(code(JwtVerifier.ofIssuers(large).tryVerify(token))).isNull();
    assertThat(code(JwtVerifier.ofIssuers(large).tryVerify("x".repeat(100_001))))
        .isEqualTo(Code.TOO_LARGE);
  }

  // Claims

  @Test
  void claims_read() {
    Claims claims =
        verifier.verify(
            token(
                CLAIMS
                    + (NOW + 60)
                    + ",\"scope\":\"a  b\",\"roles\":[\"x\",\"y\"],\"one\":\"z\",\"n\":12,"
                    + "\"big\":9007199254740993,\"b\":true,\"o\":{\"k\":[1,null]}}"));

    assertThat(claims.issuer()).contains("me");
    assertThat(claims.requireSubject()).isEqualTo("ada");
    assertThat(claims.audience()).containsExactly("you");
    assertThat(claims.expiresAt()).contains(Instant.ofEpochSecond(NOW + 60));
    assertThat(claims.notBefore()).isEmpty();
    assertThat(claims.scopes()).isEqualTo(Set.of("a", "b"));
    assertThat(claims.strings("roles")).containsExactly("x", "y");
    assertThat(claims.strings("one")).containsExactly("z");
    assertThat(claims.strings("n")).isEmpty();
    assertThat(claims.number("big")).hasValue(9007199254740993L);
    assertThat(claims.bool("b")).contains(true);
    assertThat(claims.string("n")).isEmpty();
    assertThat(claims.all().get("o")).asString().isEqualTo("{k=[1, null]}");
    assertThat(claims.contains("o")).isTrue();
    assertThat(claims.contains("absent")).isFalse();
  }

  record Custom(String sub, int n) {}

  @Test
  void claims_asRecord() {
    Claims claims = verifier.verify(token(CLAIMS + (NOW + 60) + ",\"n\":12}"));

    assertThat(claims.as(Custom.class)).isEqualTo(new Custom("ada", 12));
    assertThatThrownBy(() -> claims.as(Map.Entry.class))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(Code.CLAIM));
  }

  @Test
  void claims_toStringShowsNone() {
    assertThat(verifier.verify(token(CLAIMS + (NOW + 60) + "}")).toString())
        .matches("Claims\\[\\d+ bytes]");
  }
}
