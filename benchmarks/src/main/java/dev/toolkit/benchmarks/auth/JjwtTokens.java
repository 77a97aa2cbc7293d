package dev.toolkit.benchmarks.auth;

import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.security.Key;
import java.util.Date;
import javax.crypto.SecretKey;

/** jjwt with its binding to Jackson. */
@SuppressWarnings("JavaUtilDate") // what its API takes
final class JjwtTokens implements TokenLibrary {

  private final Key key;
  private final JwtParser parser;

  JjwtTokens(TokenKeys keys) {
    var builder = Jwts.parser().requireIssuer(ISSUER).requireAudience(AUDIENCE);
    if (keys.isHmac()) {
      SecretKey secret = Keys.hmacShaKeyFor(keys.secret());
      key = secret;
      builder.verifyWith(secret);
    } else {
      key = keys.requirePair().getPrivate();
      builder.verifyWith(keys.requirePair().getPublic());
    }
    parser = builder.build();
  }

  @Override
  @SuppressWarnings("deprecation") // the others write a single audience as a string, too
  public String sign(String subject, String id) {
    var now = new Date();
    return Jwts.builder()
        .issuer(ISSUER)
        .issuedAt(now)
        .subject(subject)
        .id(id)
        .claim("scope", SCOPE)
        .audience()
        .single(AUDIENCE)
        .expiration(new Date(now.getTime() + 3_600_000))
        .signWith(key)
        .compact();
  }

  @Override
  public Object verify(String token) {
    return parser.parseSignedClaims(token).getPayload();
  }
}
