package dev.toolkit.auth.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.Base64Url;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private static void assertRefused(Code code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(AuthException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static KeyPair pair(Algorithm algorithm) throws Exception {
    KeyPairGenerator generator =
        switch (algorithm) {
          case ES256, ES384, ES512 -> KeyPairGenerator.getInstance("EC");
          case EdDSA -> KeyPairGenerator.getInstance("Ed25519");
          default -> KeyPairGenerator.getInstance("RSA");
        };
    switch (algorithm) {
      case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      case ES512 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
      case EdDSA -> {}
      default -> generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }

  // What comes in goes out

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void jwk_roundTrip(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm).withKid("k");

    SigningKey read = SigningKey.jwk(key.toPrivateJwk());

    assertThat(read.kid()).isEqualTo("k");
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(key.verificationKey().verify(CONTENT, read.sign(CONTENT))).isTrue();
    if (algorithm.family() != Algorithm.Family.HMAC) {
      VerificationKey published = VerificationKey.jwk(key.verificationKey().toJwk());
      assertThat(published.thumbprint()).isEqualTo(key.verificationKey().thumbprint());
      assertThat(published.verify(CONTENT, read.sign(CONTENT))).isTrue();
      assertThat(key.verificationKey().toJwk()).doesNotContain("\"d\"");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
  void pem_roundTrip(Algorithm algorithm) throws Exception {
    KeyPair pair = pair(algorithm);

    SigningKey signing =
        SigningKey.pem(algorithm, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    VerificationKey verification =
        VerificationKey.pem(algorithm, pem("PUBLIC KEY", pair.getPublic().getEncoded()));

    assertThat(verification.verify(CONTENT, signing.sign(CONTENT))).isTrue();
    assertThat(verification.kid()).isEqualTo(signing.kid()).isEqualTo(verification.thumbprint());
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void verify_otherContentAndSignatures(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    VerificationKey verification = key.verificationKey();
    byte[] signature = key.sign(CONTENT);

    assertThat(signature).hasSize(verification.signatureLength());
    assertThat(verification.verify("other".getBytes(UTF_8), signature)).isFalse();
    assertThat(verification.verify(CONTENT, new byte[0])).isFalse();
    assertThat(verification.verify(CONTENT, new byte[signature.length])).isFalse();
    byte[] ones = new byte[signature.length];
    Arrays.fill(ones, (byte) 0xff);
    assertThat(verification.verify(CONTENT, ones)).isFalse();
    assertThat(verification.verify(CONTENT, Arrays.copyOf(signature, signature.length + 1)))
        .isFalse();
    assertThat(verification.verify(CONTENT, signature)).as("after all of these").isTrue();
  }

  @Test
  void sign_partOfAnArray() {
    SigningKey key = SigningKey.generate(Algorithm.HS384);
    byte[] array = "..content..".getBytes(UTF_8);

    assertThat(key.sign(array, 2, 7)).isEqualTo(key.sign(CONTENT));
    assertThat(key.verificationKey().verify(array, 2, 7, key.sign(CONTENT))).isTrue();
    assertThatThrownBy(() -> key.sign(array, 8, 7)).isInstanceOf(IllegalArgumentException.class);
    assertThat(key.sign(array, 2, 7)).as("after one that threw").isEqualTo(key.sign(CONTENT));
  }

  // Weak and damaged keys

  @ParameterizedTest
  @CsvSource({"HS256,31", "HS384,47", "HS512,63", "HS256,0"})
  void secret_tooShort(Algorithm algorithm, int length) {
    assertRefused(Code.KEY, () -> VerificationKey.secret(algorithm, new byte[length]));
    assertRefused(Code.KEY, () -> SigningKey.secret(algorithm, new byte[length]));
    assertThat(VerificationKey.secret(algorithm, new byte[length + 64]).isSecret()).isTrue();
  }

  @Test
  void secret_isCopied() {
    byte[] secret = new byte[32];
    SigningKey key = SigningKey.secret(Algorithm.HS256, secret);
    byte[] before = key.sign(CONTENT);

    secret[0] = 1;

    assertThat(key.sign(CONTENT)).isEqualTo(before);
    assertThat(key.verificationKey().verify(CONTENT, before)).isTrue();
  }

  private static PublicKey rsa(BigInteger modulus, BigInteger exponent) throws Exception {
    return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
  }

  @Test
  void rsa_weak() throws Exception {
    BigInteger modulus = ((RSAPublicKey) pair(Algorithm.RS256).getPublic()).getModulus();
    BigInteger f4 = BigInteger.valueOf(65537);
    PublicKey small = rsa(modulus.shiftRight(1).setBit(0), f4);
    PublicKey even = rsa(modulus.clearBit(0), f4);
    PublicKey huge = rsa(BigInteger.ONE.shiftLeft(8192).setBit(0), f4);

    for (PublicKey key : List.of(small, even, huge)) {
      assertRefused(Code.KEY, () -> VerificationKey.of(Algorithm.RS256, key));
    }
    assertThat(VerificationKey.of(Algorithm.RS256, rsa(modulus, BigInteger.valueOf(3))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AQ", "Ag", "AQAA", "AQAAAAAAAAAAAQ"})
  void rsa_exponent(String e) {
    String n =
        Base64Url.encode(new BigInteger(2048, new Random(7)).setBit(2047).setBit(0).toByteArray());
    String jwk = "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"n\":\"" + n + "\",\"e\":\"" + e + "\"}";

    assertRefused(Code.KEY, () -> VerificationKey.jwk(jwk));
  }

  /** Products of primes of the form k * M + (65537^a mod M): CVE-2017-15361. */
  @Test
  void rsa_rocaFingerprint() {
    BigInteger primorial = BigInteger.ONE;
    for (int prime = 2; prime <= 701; prime++) {
      if (BigInteger.valueOf(prime).isProbablePrime(50)) {
        primorial = primorial.multiply(BigInteger.valueOf(prime));
      }
    }
    BigInteger power = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(1234567), primorial);
    BigInteger p = primorial.multiply(BigInteger.ONE.shiftLeft(60)).add(power);
    BigInteger q =
        primorial
            .multiply(BigInteger.ONE.shiftLeft(61))
            .add(power.modPow(BigInteger.TWO, primorial));

    assertThat(RsaKeys.hasRocaFingerprint(p.multiply(q))).isTrue();
    var random = new Random(42);
    for (int i = 0; i < 1000; i++) {
      assertThat(RsaKeys.hasRocaFingerprint(new BigInteger(2048, random).setBit(0))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void ec_arithmetic(Curve curve) {
    var random = new Random(7);
    for (int i = 0; i < 5; i++) {
      BigInteger scalar =
          new BigInteger(curve.order().bitLength(), random).mod(curve.order()).max(BigInteger.ONE);
      ECPoint point = curve.publicPoint(scalar);
      curve.requireOnCurve(point);
      BigInteger negated = curve.order().subtract(scalar);
      assertThat(curve.publicPoint(negated).getAffineX()).isEqualTo(point.getAffineX());
      assertThat(curve.publicPoint(negated)).isNotEqualTo(point);
    }
    assertThat(curve.publicPoint(BigInteger.ONE)).isEqualTo(curve.parameters().getGenerator());
    assertThat(curve.publicPoint(curve.order())).isEqualTo(ECPoint.POINT_INFINITY);
  }

  @Test
  void ec_offTheCurve() throws Exception {
    ECPoint generator = Curve.P256.parameters().getGenerator();
    ECPoint off = new ECPoint(generator.getAffineX(), generator.getAffineY().add(BigInteger.ONE));

    assertRefused(Code.KEY, () -> Curve.P256.requireOnCurve(off));
    assertRefused(Code.KEY, () -> Curve.P256.requireOnCurve(ECPoint.POINT_INFINITY));
    assertRefused(
        Code.KEY, () -> Curve.P256.requireOnCurve(new ECPoint(BigInteger.ZERO, BigInteger.ZERO)));
    PublicKey p384 = pair(Algorithm.ES384).getPublic();
    assertRefused(Code.KEY, () -> VerificationKey.of(Algorithm.ES256, p384));
    PublicKey p256 =
        KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(generator, Curve.P256.parameters()));
    assertThat(VerificationKey.of(Algorithm.ES256, p256).isSecret()).isFalse();
  }

  /** CVE-2022-21449, and every other half that is out of range. */
  @Test
  void ecdsa_halvesOutOfRange() {
    SigningKey key = SigningKey.generate(Algorithm.ES256);
    byte[] good = key.sign(CONTENT);
    byte[] order = Base64Url.decode(KeyMaterial.encode(Curve.P256.order(), 32));

    for (byte[] bad : List.of(new byte[32], order)) {
      byte[] badR = good.clone();
      System.arraycopy(bad, 0, badR, 0, 32);
      byte[] badS = good.clone();
      System.arraycopy(bad, 0, badS, 32, 32);
      assertThat(key.verificationKey().verify(CONTENT, badR)).isFalse();
      assertThat(key.verificationKey().verify(CONTENT, badS)).isFalse();
      assertThat(Curve.P256.hasHalvesInRange(badR)).isFalse();
      assertThat(Curve.P256.hasHalvesInRange(badS)).isFalse();
    }
    assertThat(Curve.P256.hasHalvesInRange(good)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Points of order 1, 2, 4, 4, 8, 8, and encodings of y that are not reduced.
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        // Not on the curve.
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void ed25519_badPoint(String hex) {
    byte[] encoded = HexFormat.of().parseHex(hex);

    assertRefused(Code.KEY, () -> Ed25519.publicKey(encoded));
  }

  @Test
  void ed25519_scalarNotReduced() {
    SigningKey key = SigningKey.generate(Algorithm.EdDSA);
    byte[] good = key.sign(CONTENT);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] malleable = good.clone();
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = good[63 - i];
    }
    byte[] sum = new BigInteger(1, bigEndian).add(order).toByteArray();
    for (int i = 0; i < 32; i++) {
      malleable[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
    }

    assertThat(key.verificationKey().verify(CONTENT, malleable)).isFalse();
    assertThat(Ed25519.hasReducedScalar(malleable)).isFalse();
    assertThat(key.verificationKey().verify(CONTENT, good)).isTrue();
  }

  @Test
  void pair_thatDoesNotBelongTogether() throws Exception {
    for (Algorithm algorithm : List.of(Algorithm.RS256, Algorithm.ES256, Algorithm.EdDSA)) {
      KeyPair mixed = new KeyPair(pair(algorithm).getPublic(), pair(algorithm).getPrivate());
      assertRefused(Code.KEY, () -> SigningKey.of(algorithm, mixed));
    }
    KeyPair ec = pair(Algorithm.ES256);
    assertRefused(Code.KEY, () -> SigningKey.of(Algorithm.RS256, ec));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(Algorithm.HS256, ec));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.of(Algorithm.HS256, ec.getPublic()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.secret(Algorithm.RS256, new byte[32]));
  }

  // JSON Web Keys

  private static final String EC =
      "'kty':'EC','crv':'P-256','x':'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',"
          + "'y':'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        EC,
        EC + ",'alg':'ES256'",
        EC + ",'use':'sig'",
        EC + ",'key_ops':['verify']",
        EC + ",'use':'sig','key_ops':['verify','sign']",
        EC + ",'kid':'k','x5c':['ignored'],'ext':true"
      })
  void jwk_forVerifying(String members) {
    assertThat(VerificationKey.jwk(("{" + members + "}").replace('\'', '"'), Algorithm.ES256))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        EC + ",'use':'enc'|KEY",
        EC + ",'use':7|KEY",
        EC + ",'key_ops':['deriveKey']|KEY",
        EC + ",'key_ops':'verify'|KEY",
        EC + ",'key_ops':[]|KEY",
        EC + ",'use':'sig','key_ops':['verify','deriveKey']|KEY",
        EC + ",'alg':'ES384'|KEY",
        EC + ",'alg':'HS256'|KEY",
        EC + ",'alg':'ECDH-ES'|ALGORITHM",
        EC + ",'alg':7|KEY",
        EC + ",'kid':7|KEY",
        EC + ",'kid':''|KEY",
        EC + ",'d':'AA'|KEY",
        EC + ",'kty':'EC'|MALFORMED",
        "'kty':'EC','crv':'P-384','x':'AA','y':'AA'|ALGORITHM",
        "'kty':'EC','crv':'P-256','x':'AA','y':'AA'|KEY",
        "'kty':'EC','crv':'secp256k1'|ALGORITHM",
        "'kty':'RSA','n':'AQAB','e':'AQAB'|ALGORITHM",
        "'kty':'oct','alg':'HS256','k':'AA'|KEY",
        "'kty':'oct','alg':'HS256'|KEY",
        "'kty':'oct','alg':'HS256','k':'A==='|KEY",
        "'kty':'OKP','crv':'X25519','x':'AA'|ALGORITHM",
        "'kty':7|ALGORITHM",
        "|ALGORITHM",
      })
  void jwk_notForVerifying(String members, Code expected) {
    String jwk = "{" + (members == null ? "" : members.replace('\'', '"')) + "}";

    assertRefused(expected, () -> VerificationKey.jwk(jwk, Algorithm.ES256, Algorithm.HS256));
  }

  @Test
  void jwk_algorithmMustBeClear() {
    String rsa = SigningKey.generate(Algorithm.RS256).verificationKey().toJwk();
    String without = rsa.replace("\"alg\":\"RS256\",", "");

    assertThat(VerificationKey.jwk(rsa).algorithm()).isEqualTo(Algorithm.RS256);
    assertThat(VerificationKey.jwk(without, Algorithm.PS256).algorithm())
        .isEqualTo(Algorithm.PS256);
    assertRefused(Code.ALGORITHM, () -> VerificationKey.jwk(rsa, Algorithm.PS256));
    assertRefused(Code.ALGORITHM, () -> VerificationKey.jwk(without));
    assertRefused(
        Code.ALGORITHM, () -> VerificationKey.jwk(without, Algorithm.RS256, Algorithm.PS256));
  }

  @Test
  void jwk_privateDamaged() {
    String rsa = SigningKey.generate(Algorithm.RS256).toPrivateJwk();
    String ec = SigningKey.generate(Algorithm.ES256).toPrivateJwk();
    String otherEc = SigningKey.generate(Algorithm.ES256).toPrivateJwk();

    assertRefused(Code.KEY, () -> SigningKey.jwk(rsa.replaceAll("\"p\":\"..", "\"p\":\"AB")));
    assertRefused(Code.KEY, () -> SigningKey.jwk(rsa.replaceAll("\"dp\":\"..", "\"dp\":\"AB")));
    assertRefused(
        Code.KEY,
        () ->
            SigningKey.jwk(
                ec.replaceAll(
                    "\"d\":\"[^\"]*\"", "\"d\":\"" + Base64Url.encode(new byte[32]) + "\"")));
    String d = otherEc.replaceAll(".*(\"d\":\"[^\"]*\").*", "$1");
    assertRefused(Code.KEY, () -> SigningKey.jwk(ec.replaceAll("\"d\":\"[^\"]*\"", d)));
    assertRefused(Code.KEY, () -> SigningKey.jwk(ec.replaceAll(",\"d\":\"[^\"]*\"", "")));
  }

  // PEM

  @ParameterizedTest
  @CsvSource({
    "RSA PUBLIC KEY,openssl rsa",
    "CERTIFICATE,openssl x509",
    "PRIVATE KEY,does not belong where tokens are verified",
    "X,another label"
  })
  void pem_otherLabel(String label, String hint) {
    assertThatThrownBy(() -> VerificationKey.pem(Algorithm.RS256, pem(label, new byte[10])))
        .isInstanceOf(AuthException.class)
        .hasMessageContaining(hint);
  }

  @Test
  void pem_damaged() throws Exception {
    String good = pem("PUBLIC KEY", pair(Algorithm.ES256).getPublic().getEncoded());

    for (String bad :
        List.of(
            "",
            "x",
            good + good,
            good.replace("-----END PUBLIC KEY-----", ""),
            good.replace("\nM", "\n!"),
            pem("PUBLIC KEY", new byte[10]))) {
      assertRefused(Code.KEY, () -> VerificationKey.pem(Algorithm.ES256, bad));
    }
    assertRefused(Code.KEY, () -> VerificationKey.pem(Algorithm.RS256, good));
    assertRefused(Code.KEY, () -> VerificationKey.pem(Algorithm.ES384, good));
    assertThatThrownBy(() -> SigningKey.pem(Algorithm.ES256, good))
        .hasMessage("Expected PRIVATE KEY, found a public key, which cannot sign");
    assertThatThrownBy(() -> SigningKey.pem(Algorithm.RS256, pem("RSA PRIVATE KEY", new byte[10])))
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  // Sets and rings

  @Test
  void keySet_duplicatesAndMixtures() {
    SigningKey ec = SigningKey.generate(Algorithm.ES256).withKid("k");
    SigningKey other = SigningKey.generate(Algorithm.ES256).withKid("k");
    SigningKey secret = SigningKey.generate(Algorithm.HS256);

    assertRefused(Code.KEY, () -> KeySet.of(ec.verificationKey(), other.verificationKey()));
    assertRefused(Code.KEY, () -> KeySet.of(ec.verificationKey(), secret.verificationKey()));
    assertRefused(Code.KEY, () -> KeyRing.of(ec, other));
    KeyRing ring = KeyRing.of(ec);
    assertRefused(Code.KEY, () -> ring.announce(other));
    assertRefused(Code.KEY, () -> ring.announce(ec));
    assertRefused(Code.KEY, () -> ring.announce(secret));
    assertThat(ring.toString()).isEqualTo("KeyRing[k]");
  }

  @Test
  void keySet_parse() {
    SigningKey ec = SigningKey.generate(Algorithm.ES256).withKid("ec");
    SigningKey rsa = SigningKey.generate(Algorithm.RS256).withKid("rsa");
    String rsaWithoutAlg = rsa.verificationKey().toJwk().replace("\"alg\":\"RS256\",", "");
    String enc = "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"ec\"}";
    String json =
        "{\"keys\":[" + ec.verificationKey().toJwk() + "," + rsaWithoutAlg + "," + enc + "]}";

    KeySet keys = KeySet.parse(json, Algorithm.ES256, Algorithm.RS256, Algorithm.PS256);

    assertThat(keys.find("ec", Algorithm.ES256)).isPresent();
    assertThat(keys.find("rsa", Algorithm.RS256)).isPresent();
    assertThat(keys.find("rsa", Algorithm.PS256)).isPresent();
    assertThat(keys.find("rsa", Algorithm.RS384)).isEmpty();
    assertThat(keys.find("ec", Algorithm.RS256)).isEmpty();
    assertThat(keys.find(null, Algorithm.ES256)).isPresent();
    assertThat(keys.find("other", Algorithm.ES256)).isEmpty();
    assertRefused(Code.KEY, () -> KeySet.parse(json, Algorithm.EdDSA));
    assertThatIllegalArgumentException().isThrownBy(() -> KeySet.parse(json));
    assertRefused(
        Code.KEY, () -> KeySet.parse("{\"keys\":[" + ec.toPrivateJwk() + "]}", Algorithm.ES256));
  }

  @Test
  void keyRing_steps() {
    SigningKey first = SigningKey.generate(Algorithm.EdDSA).withKid("1");
    SigningKey second = SigningKey.generate(Algorithm.EdDSA).withKid("2");
    KeyRing ring = KeyRing.of(first);

    ring.announce(second);
    assertThat(ring.current()).isSameAs(first);
    assertThat(ring.keySet().toJson()).contains("\"kid\":\"1\"").contains("\"kid\":\"2\"");

    ring.activate("2");
    assertThat(ring.current()).isSameAs(second);
    assertThat(ring.find("1", Algorithm.EdDSA)).isPresent();
    assertThatIllegalStateException().isThrownBy(() -> ring.retire("2"));
    assertThatIllegalArgumentException().isThrownBy(() -> ring.activate("3"));

    ring.retire("1");
    assertThat(ring.find("1", Algorithm.EdDSA)).isEmpty();
    assertThat(ring.keySet().toJson()).doesNotContain("\"kid\":\"1\"");
  }

  // Secrets

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void toString_showsNoSecret(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm).withKid("k");

    assertThat(key.toString()).isEqualTo("SigningKey[k, " + algorithm + "]");
    assertThat(key.verificationKey().toString()).isEqualTo("VerificationKey[k, " + algorithm + "]");
  }

  @Test
  void toJwk_ofASecret() {
    VerificationKey secret = SigningKey.generate(Algorithm.HS256).verificationKey();

    assertThatIllegalStateException().isThrownBy(secret::toJwk);
    assertThat(KeySet.of(secret).toJson()).isEqualTo("{\"keys\":[]}");
  }
}
