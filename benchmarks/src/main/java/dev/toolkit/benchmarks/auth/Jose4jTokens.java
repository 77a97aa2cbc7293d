package dev.toolkit.benchmarks.auth;

import java.security.Key;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** jose4j. */
final class Jose4jTokens implements TokenLibrary {

  private final String algorithm;
  private final Key signingKey;
  private final JwtConsumer consumer;

  Jose4jTokens(TokenKeys keys) {
    algorithm = keys.algorithm().name();
    Key secret = new SecretKeySpec(keys.secret(), "HMAC");
    signingKey = keys.isHmac() ? secret : keys.requirePair().getPrivate();
    consumer =
        new JwtConsumerBuilder()
            .setRequireExpirationTime()
            .setExpectedIssuer(ISSUER)
            .setExpectedAudience(AUDIENCE)
            .setVerificationKey(keys.isHmac() ? secret : keys.requirePair().getPublic())
            .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm)
            .build();
  }

  @Override
  public String sign(String subject, String id) throws JoseException {
    var claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setIssuedAtToNow();
    claims.setSubject(subject);
    claims.setJwtId(id);
    claims.setStringClaim("scope", SCOPE);
    claims.setAudience(AUDIENCE);
    claims.setExpirationTimeMinutesInTheFuture(60);
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKey(signingKey);
    jws.setAlgorithmHeaderValue(algorithm);
    return jws.getCompactSerialization();
  }

  @Override
  public Object verify(String token) throws InvalidJwtException {
    return consumer.processToClaims(token);
  }
}
