package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An elliptic curve of RFC 7518, section 6.2.1.1, and the arithmetic that loading a key takes. */
enum Curve {
  P256("P-256", "secp256r1", Algorithm.ES256),
  P384("P-384", "secp384r1", Algorithm.ES384),
  P521("P-521", "secp521r1", Algorithm.ES512);

  private static final BigInteger THREE = BigInteger.valueOf(3);

  private final String jwkName;
  private final Algorithm algorithm;

  @SuppressWarnings("ImmutableEnumChecker") // it has no method that would change it
  private final ECParameterSpec parameters;

  private final BigInteger prime;

  Curve(String jwkName, String jcaName, Algorithm algorithm) {
    this.jwkName = jwkName;
    this.algorithm = algorithm;
    this.parameters = parameters(jcaName);
    this.prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
  }

  private static ECParameterSpec parameters(String jcaName) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(jcaName));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no curve " + jcaName, e);
    }
  }

  static Curve of(Algorithm algorithm) {
    for (Curve curve : values()) {
      if (curve.algorithm == algorithm) {
        return curve;
      }
    }
    throw new IllegalArgumentException("Algorithm must be ES256, ES384 or ES512: " + algorithm);
  }

  static @Nullable Curve find(Object jwkName) {
    for (Curve curve : values()) {
      if (curve.jwkName.equals(jwkName)) {
        return curve;
      }
    }
    return null;
  }

  String jwkName() {
    return jwkName;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  ECParameterSpec parameters() {
    return parameters;
  }

  BigInteger order() {
    return parameters.getOrder();
  }

  /** Returns the length of a coordinate in bytes. */
  int size() {
    return (prime.bitLength() + 7) / 8;
  }

  void requireOnCurve(ECPoint point) {
    if (point.equals(ECPoint.POINT_INFINITY)
        || !isInField(point.getAffineX())
        || !isInField(point.getAffineY())
        || !hasEquation(point.getAffineX(), point.getAffineY())) {
      throw new AuthException(
          AuthException.Code.KEY, "EC key is not a point on the curve " + jwkName);
    }
  }

  private boolean isInField(BigInteger coordinate) {
    return coordinate.signum() >= 0 && coordinate.compareTo(prime) < 0;
  }

  private boolean hasEquation(BigInteger x, BigInteger y) {
    BigInteger right =
        x.multiply(x)
            .add(parameters.getCurve().getA())
            .multiply(x)
            .add(parameters.getCurve().getB());
    return y.multiply(y).subtract(right).mod(prime).signum() == 0;
  }

  void requireScalar(BigInteger scalar) {
    if (scalar.signum() <= 0 || scalar.compareTo(order()) >= 0) {
      throw new AuthException(
          AuthException.Code.KEY, "Private EC key must be between 1 and the order of " + jwkName);
    }
  }

  /** Returns the public point of a private key. Once at loading, so its timing tells nobody. */
  ECPoint publicPoint(BigInteger scalar) {
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (scalar.testBit(bit)) {
        sum = add(sum, parameters.getGenerator());
      }
    }
    return sum;
  }

  private ECPoint add(ECPoint left, ECPoint right) {
    if (left.equals(ECPoint.POINT_INFINITY)) {
      return right;
    }
    if (right.equals(ECPoint.POINT_INFINITY)) {
      return left;
    }
    boolean doubles = left.equals(right);
    if (!doubles && left.getAffineX().equals(right.getAffineX())) {
      return ECPoint.POINT_INFINITY;
    }
    BigInteger slope = doubles ? tangent(left) : chord(left, right);
    BigInteger x =
        slope.multiply(slope).subtract(left.getAffineX()).subtract(right.getAffineX()).mod(prime);
    BigInteger y =
        slope.multiply(left.getAffineX().subtract(x)).subtract(left.getAffineY()).mod(prime);
    return new ECPoint(x, y);
  }

  private BigInteger tangent(ECPoint point) {
    BigInteger x = point.getAffineX();
    BigInteger rise = x.multiply(x).multiply(THREE).add(parameters.getCurve().getA());
    return rise.multiply(point.getAffineY().shiftLeft(1).modInverse(prime)).mod(prime);
  }

  private BigInteger chord(ECPoint left, ECPoint right) {
    BigInteger rise = right.getAffineY().subtract(left.getAffineY());
    BigInteger run = right.getAffineX().subtract(left.getAffineX());
    return rise.multiply(run.modInverse(prime)).mod(prime);
  }

  /** Returns whether both halves of a signature are between 1 and the order: CVE-2022-21449. */
  boolean hasHalvesInRange(byte[] signature) {
    int half = signature.length / 2;
    return isInRange(Arrays.copyOfRange(signature, 0, half))
        && isInRange(Arrays.copyOfRange(signature, half, signature.length));
  }

  private boolean isInRange(byte[] half) {
    BigInteger value = new BigInteger(1, half);
    return value.signum() > 0 && value.compareTo(order()) < 0;
  }
}
