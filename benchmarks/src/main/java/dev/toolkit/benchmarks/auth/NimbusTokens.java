package dev.toolkit.benchmarks.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.interfaces.ECPrivateKey;
import java.util.Date;
import java.util.Set;

/** nimbus-jose-jwt, as Spring Security uses it. Ed25519 would need tink and is left out. */
@SuppressWarnings("JavaUtilDate") // what its API takes
final class NimbusTokens implements TokenLibrary {

  private final JWSAlgorithm algorithm;
  private final JWSSigner signer;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  NimbusTokens(TokenKeys keys) throws Exception {
    algorithm = JWSAlgorithm.parse(keys.algorithm().name());
    signer = signer(keys);
    JWK jwk = JWK.parse(keys.signingKey().toPrivateJwk());
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            algorithm, new ImmutableJWKSet<SecurityContext>(new JWKSet(jwk))));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("exp")));
  }

  private static JWSSigner signer(TokenKeys keys) throws JOSEException {
    return switch (keys.algorithm()) {
      case HS256 -> new MACSigner(keys.secret());
      case RS256 -> new RSASSASigner(keys.requirePair().getPrivate());
      case ES256 -> new ECDSASigner((ECPrivateKey) keys.requirePair().getPrivate());
      default -> throw new IllegalArgumentException("Not compared: " + keys.algorithm());
    };
  }

  @Override
  public String sign(String subject, String id) throws JOSEException {
    var now = new Date();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .issueTime(now)
            .subject(subject)
            .jwtID(id)
            .claim("scope", SCOPE)
            .audience(AUDIENCE)
            .expirationTime(new Date(now.getTime() + 3_600_000))
            .build();
    var jwt = new SignedJWT(new JWSHeader(algorithm), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Override
  public Object verify(String token) throws Exception {
    return processor.process(token, null);
  }
}
