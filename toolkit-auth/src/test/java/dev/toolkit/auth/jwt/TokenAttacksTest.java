package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySet;
import dev.toolkit.auth.key.KeySource;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.key.VerificationKey;
import dev.toolkit.auth.testing.RawTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that have worked against token libraries, each under its name. */
class TokenAttacksTest {

  private static final String CLAIMS =
      "{\"iss\":\"me\",\"aud\":\"you\",\"sub\":\"admin\",\"exp\":9999999999}";

  private static JwtVerifier verifier(KeySource keys, Algorithm... allowed) {
    return JwtVerifier.builder(keys, allowed).issuer("me").audience("you").build();
  }

  private static JwtVerifier verifier(SigningKey key) {
    return verifier(key.verificationKey(), key.algorithm());
  }

  private static @Nullable Code code(TokenResult result) {
    return result instanceof TokenResult.Rejected rejected ? rejected.code() : null;
  }

  private static String unsigned(String header) {
    return RawTokens.base64(header.getBytes(UTF_8))
        + "."
        + RawTokens.base64(CLAIMS.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
  void algNone_anyCase(String name) {
    JwtVerifier verifier = verifier(SigningKey.generate(Algorithm.HS256));
    String token = unsigned("{\"alg\":\"" + name + "\"}");

    assertThat(code(verifier.tryVerify(token + "."))).isEqualTo(Code.ALGORITHM);
    assertThat(code(verifier.tryVerify(token))).isEqualTo(Code.ALGORITHM);
    assertThat(code(verifier.tryVerify(token + ".AAAA"))).isEqualTo(Code.ALGORITHM);
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "ES256", "EdDSA"})
  void confusion_publicKeyAsSecret(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    String jwk = key.verificationKey().toJwk();
    JwtVerifier verifier = verifier(key.verificationKey(), algorithm, Algorithm.HS256);
    JwtVerifier ofSet = verifier(KeySet.of(key.verificationKey()), algorithm, Algorithm.HS256);

    for (byte[] secret : List.of(jwk.getBytes(UTF_8), new byte[32])) {
      SigningKey forged = SigningKey.secret(Algorithm.HS256, secret).withKid(key.kid());
      String token = RawTokens.of(forged, RawTokens.header(forged), CLAIMS);
      assertThat(code(verifier.tryVerify(token))).isEqualTo(Code.KEY);
      assertThat(code(ofSet.tryVerify(token))).isEqualTo(Code.KEY);
    }
  }

  @Test
  void headerAlgorithm_ofTheSameKey() {
    SigningKey rs256 = SigningKey.generate(Algorithm.RS256);
    String asPs256 = RawTokens.of(rs256, "{\"alg\":\"PS256\"}", CLAIMS);

    assertThat(code(verifier(rs256).tryVerify(asPs256))).isEqualTo(Code.ALGORITHM);
    assertThat(
            code(
                verifier(rs256.verificationKey(), Algorithm.RS256, Algorithm.PS256)
                    .tryVerify(asPs256)))
        .isEqualTo(Code.KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../dev/null",
        "x' UNION SELECT 'secret",
        "http://127.0.0.1/key",
        "",
        "K1",
        "k1 ",
        "k1\u0000"
      })
  void kid_isOnlyCompared(String kid) {
    SigningKey key = SigningKey.generate(Algorithm.HS256).withKid("k1");
    JwtVerifier verifier = verifier(KeySet.of(key.verificationKey()), Algorithm.HS256);
    String header = "{\"alg\":\"HS256\",\"kid\":\"" + kid.replace("\u0000", "\\u0000") + "\"}";

    assertThat(code(verifier.tryVerify(RawTokens.of(key, header, CLAIMS)))).isEqualTo(Code.KEY);
  }

  /** A socket must see no connection, whatever the header says: CVE-2018-0114 and its kin. */
  @ParameterizedTest
  @CsvSource({"jku,http", "jku,https", "x5u,http", "x5u,https"})
  void headerUrl_isNeverConnectedTo(String parameter, String scheme) throws IOException {
    SigningKey ours = SigningKey.generate(Algorithm.ES256);
    SigningKey theirs = SigningKey.generate(Algorithm.ES256);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.configureBlocking(false);
      String url = scheme + "://127.0.0.1:" + server.socket().getLocalPort() + "/keys";
      String header = "{\"alg\":\"ES256\",\"" + parameter + "\":\"" + url + "\"}";

      assertThat(code(verifier(ours).tryVerify(RawTokens.of(theirs, header, CLAIMS))))
          .isEqualTo(Code.SIGNATURE);
      assertThat(code(verifier(ours).tryVerify(RawTokens.of(ours, header, CLAIMS)))).isNull();
      // Whoever had connected would be in the queue of the system by now.
      assertThat(server.accept()).isNull();
    }
  }

  @Test
  void headerKey_isNeverUsed() {
    SigningKey ours = SigningKey.generate(Algorithm.EdDSA);
    SigningKey theirs = SigningKey.generate(Algorithm.EdDSA);
    String header = "{\"alg\":\"EdDSA\",\"jwk\":" + theirs.verificationKey().toJwk() + "}";

    assertThat(code(verifier(ours).tryVerify(RawTokens.of(theirs, header, CLAIMS))))
        .isEqualTo(Code.SIGNATURE);
  }

  /** CVE-2022-21449. */
  @ParameterizedTest
  @CsvSource({"ES256,64", "ES384,96", "ES512,132"})
  void psychicSignature(Algorithm algorithm, int length) {
    SigningKey key = SigningKey.generate(algorithm);
    String token = unsigned(RawTokens.header(key)) + "." + RawTokens.base64(new byte[length]);

    assertThat(code(verifier(key).tryVerify(token))).isEqualTo(Code.SIGNATURE);
  }

  @Test
  void derSignature_inPlaceOfBothHalves() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    SigningKey key = SigningKey.of(Algorithm.ES256, pair);
    String text = unsigned(RawTokens.header(key));
    Signature der = Signature.getInstance("SHA256withECDSA");
    der.initSign(pair.getPrivate());
    der.update(text.getBytes(UTF_8));

    assertThat(code(verifier(key).tryVerify(text + "." + RawTokens.base64(der.sign()))))
        .isEqualTo(Code.SIGNATURE);
  }

  @Test
  void base64_otherTextForTheSameBytes() {
    SigningKey key = SigningKey.generate(Algorithm.HS256);
    String token = RawTokens.of(key, RawTokens.header(key), CLAIMS);
    byte[] signature = Base64Url.decode(token.substring(token.lastIndexOf('.') + 1));
    int accepted = 0;
    for (char last :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      String other = token.substring(0, token.length() - 1) + last;
      accepted += code(verifier(key).tryVerify(other)) == null ? 1 : 0;
    }

    assertThat(signature).hasSize(32);
    assertThat(accepted).isEqualTo(1);
    assertThat(code(verifier(key).tryVerify(token + "="))).isNotNull();
  }

  @Test
  void nestedToken_isNotUnwrapped() {
    SigningKey key = SigningKey.generate(Algorithm.HS256);
    String inner = RawTokens.of(key, RawTokens.header(key), CLAIMS);
    String header = "{\"alg\":\"HS256\",\"cty\":\"JWT\"}";

    assertThat(code(verifier(key).tryVerify(RawTokens.of(key, header, inner))))
        .isEqualTo(Code.TYPE);
    assertThat(code(verifier(key).tryVerify(RawTokens.of(key, RawTokens.header(key), inner))))
        .isEqualTo(Code.MALFORMED);
  }

  @Test
  void encryptedToken_isRefused() {
    SigningKey key = SigningKey.generate(Algorithm.HS256);
    String header = "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647}";

    assertThat(code(verifier(key).tryVerify(unsigned(header) + ".AA.AA.AA")))
        .isEqualTo(Code.ALGORITHM);
  }

  @Test
  void resources_answerInBoundedTime() {
    SigningKey key = SigningKey.generate(Algorithm.HS256);
    JwtVerifier verifier = verifier(key);
    String deep = "{\"alg\":\"HS256\",\"a\":" + "[".repeat(2500) + "]".repeat(100) + "}";
    List<String> tokens =
        List.of(
            ".".repeat(100_000),
            "a".repeat(10_000_000),
            RawTokens.base64(deep.getBytes(UTF_8)) + ".e30.AA",
            RawTokens.of(key, RawTokens.header(key), "{\"exp\":1e1000000000}"),
            RawTokens.of(key, RawTokens.header(key), "{\"exp\":" + "9".repeat(9000) + "}"),
            RawTokens.of(key, RawTokens.header(key), "{\"a\":" + "[".repeat(9000)));

    for (String token : tokens) {
      verifier.tryVerify(token);
      long start = System.nanoTime();
      assertThat(code(verifier.tryVerify(token))).isNotNull();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(100));
    }
  }

  /** A verifier that answered a bad token must answer a good one as before. */
  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"HS256", "RS256", "PS256", "ES256", "EdDSA"})
  void poison_badSignaturesBeforeAGoodOne(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    VerificationKey verification = key.verificationKey();
    byte[] content = CLAIMS.getBytes(UTF_8);
    byte[] good = key.sign(content);
    var random = new Random(7);

    for (int i = 0; i < 60; i++) {
      byte[] bad = good.clone();
      switch (i % 4) {
        case 0 -> bad[random.nextInt(bad.length)] ^= 1;
        case 1 -> Arrays.fill(bad, bad.length / 2, bad.length, (byte) 0xff);
        case 2 -> Arrays.fill(bad, (byte) 0);
        default -> bad = new byte[random.nextInt(bad.length)];
      }
      assertThat(verification.verify(content, bad)).isFalse();
      assertThat(verification.verify(content, good)).isTrue();
    }
  }

  /** Good, changed and poisonous tokens, one virtual thread each. */
  @ParameterizedTest
  @CsvSource({"HS256,200000", "ES256,400", "EdDSA,400", "RS256,2000"})
  void concurrency_mixedTokens(Algorithm algorithm, int count) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);
    JwtVerifier verifier = verifier(key);
    String good = RawTokens.of(key, RawTokens.header(key), CLAIMS);
    String text = good.substring(0, good.lastIndexOf('.') + 1);
    byte[] signature = Base64Url.decode(good.substring(text.length()));
    byte[] poison = signature.clone();
    Arrays.fill(poison, poison.length / 2, poison.length, (byte) 0xff);
    signature[0] ^= 1;
    String changed = text + RawTokens.base64(signature);
    String poisonous = text + RawTokens.base64(poison);
    int wrong = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int done = 0; done < count; ) {
        List<Future<Boolean>> right = new ArrayList<>();
        for (int i = 0; i < 1000 && done < count; i++, done++) {
          String token = done % 3 == 0 ? good : done % 3 == 1 ? changed : poisonous;
          boolean isGood = done % 3 == 0;
          Callable<Boolean> check = () -> (code(verifier.tryVerify(token)) == null) == isGood;
          right.add(threads.submit(check));
        }
        for (Future<Boolean> one : right) {
          wrong += one.get(60, TimeUnit.SECONDS) ? 0 : 1;
        }
      }
    }

    assertThat(wrong).isZero();
  }

  /** Signers write into buffers that are used again; no token may have parts of another. */
  @Test
  void concurrency_signedTokens() throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.HS256);
    JwtSigner signer = JwtSigner.builder(key, "me").audience("you").build();
    JwtVerifier verifier = verifier(key);
    List<Future<Boolean>> right = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20_000; i++) {
        String subject = "user-" + i + "x".repeat(i % 50);
        right.add(
            threads.submit(() ->
                verifier
                    .verify(signer.sign(t -> t.subject(subject)))
                    .requireSubject()
                    .equals(subject)));
      }
      for (Future<Boolean> one : right) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void privateKey_whereTokensAreVerified() {
    String jwk = SigningKey.generate(Algorithm.ES256).toPrivateJwk();

    assertThatThrownBy(() -> VerificationKey.jwk(jwk))
        .isInstanceOf(AuthException.class)
        .hasMessage("Key is a private one, which does not belong where tokens are verified");
  }
}
