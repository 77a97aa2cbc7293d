package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Verifiers by issuer. What a token says about its issuer only chooses who verifies it. */
final class IssuerVerifiers implements TokenVerifier {

  private final Map<String, JwtVerifier> verifiers;

  /** Of all verifiers the greatest; the one that is chosen has its own. */
  private final int maxTokenBytes;

  private final StrictJson json;

  private IssuerVerifiers(Map<String, JwtVerifier> verifiers) {
    List<SignedText.Limits> limits = verifiers.values().stream().map(JwtVerifier::limits).toList();
    this.verifiers = verifiers;
    this.maxTokenBytes = greatest(limits, SignedText.Limits::maxTokenBytes);
    this.json = new StrictJson(greatest(limits, SignedText.Limits::maxDepth));
  }

  private static int greatest(
      List<SignedText.Limits> limits, ToIntFunction<SignedText.Limits> limit) {
    return limits.stream()
        .mapToInt(limit)
        .max()
        .orElse(limit.applyAsInt(SignedText.Limits.DEFAULT));
  }

  static IssuerVerifiers of(List<JwtVerifier> verifiers) {
    Map<String, JwtVerifier> byIssuer = new HashMap<>();
    for (JwtVerifier verifier : verifiers) {
      String issuer =
          verifier
              .issuer()
              .orElseThrow(
                  () -> new IllegalArgumentException("Each verifier must be for one issuer"));
      if (byIssuer.put(issuer, verifier) != null) {
        throw new IllegalArgumentException("Two verifiers are for the issuer \"" + issuer + "\"");
      }
    }
    return new IssuerVerifiers(byIssuer);
  }

  @Override
  public TokenResult tryVerify(String token) {
    if (token.length() > maxTokenBytes) {
      return new TokenResult.Rejected(Code.TOO_LARGE, "longer than " + maxTokenBytes + " bytes");
    }
    try {
      JwtVerifier verifier = verifiers.get(unverifiedIssuer(token));
      return verifier == null
          ? new TokenResult.Rejected(Code.ISSUER, "issued by none of the known issuers")
          : verifier.tryVerify(token);
    } catch (AuthException e) {
      return new TokenResult.Rejected(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String unverifiedIssuer(String token) {
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    byte[] payload = second < 0 ? null : Base64Url.decode(text, first + 1, second);
    if (payload == null) {
      throw new AuthException(Code.MALFORMED, "not three parts in base64url");
    }
    return Claims.parse(payload, PlainClaims.Expected.of(null, null), json).issuerOrNull();
  }
}
