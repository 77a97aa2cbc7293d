package dev.toolkit.benchmarks.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** Auth0's java-jwt, which has no Ed25519. */
final class JavaJwtTokens implements TokenLibrary {

  private final Algorithm algorithm;
  private final JWTVerifier verifier;

  JavaJwtTokens(TokenKeys keys) {
    algorithm = algorithm(keys);
    verifier = JWT.require(algorithm).withIssuer(ISSUER).withAudience(AUDIENCE).build();
  }

  private static Algorithm algorithm(TokenKeys keys) {
    return switch (keys.algorithm()) {
      case HS256 -> Algorithm.HMAC256(keys.secret());
      case RS256 ->
          Algorithm.RSA256(
              (RSAPublicKey) keys.requirePair().getPublic(),
              (RSAPrivateKey) keys.requirePair().getPrivate());
      case ES256 ->
          Algorithm.ECDSA256(
              (ECPublicKey) keys.requirePair().getPublic(),
              (ECPrivateKey) keys.requirePair().getPrivate());
      default -> throw new IllegalArgumentException("Not compared: " + keys.algorithm());
    };
  }

  @Override
  public String sign(String subject, String id) {
    Instant now = Instant.now();
    return JWT.create()
        .withIssuer(ISSUER)
        .withIssuedAt(now)
        .withSubject(subject)
        .withJWTId(id)
        .withClaim("scope", SCOPE)
        .withAudience(AUDIENCE)
        .withExpiresAt(now.plusSeconds(3600))
        .sign(algorithm);
  }

  @Override
  public Object verify(String token) {
    return verifier.verify(token).getClaims();
  }
}
