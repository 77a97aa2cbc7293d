package dev.toolkit.benchmarks.auth;

import dev.toolkit.auth.jwt.JwtSigner;
import dev.toolkit.auth.jwt.JwtVerifier;
import dev.toolkit.auth.jwt.TokenResult;
import dev.toolkit.auth.key.SigningKey;
import java.time.Duration;

/** Our own. */
final class ToolkitTokens implements TokenLibrary {

  private final JwtSigner signer;
  private final JwtVerifier verifier;

  ToolkitTokens(TokenKeys keys) {
    SigningKey key = keys.signingKey();
    signer = JwtSigner.builder(key, ISSUER).audience(AUDIENCE).ttl(Duration.ofHours(1)).build();
    verifier = JwtVerifier.builder(key.verificationKey()).issuer(ISSUER).audience(AUDIENCE).build();
  }

  @Override
  public String sign(String subject, String id) {
    return signer.sign(token -> token.subject(subject).id(id).claim("scope", SCOPE));
  }

  @Override
  public Object verify(String token) {
    return switch (verifier.tryVerify(token)) {
      case TokenResult.Valid valid -> valid.claims();
      case TokenResult.Rejected rejected -> throw new IllegalStateException(rejected.reason());
    };
  }
}
