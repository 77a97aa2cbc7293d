package dev.toolkit.benchmarks.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a single thread could get by with: one kept Mac or Signature, Jackson to a Map for header
 * and payload, and the expiry, issuer and audience compared. It is not strict, and can be poisoned
 * by a bad signature.
 */
final class FloorTokens implements TokenLibrary {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectReader READER =
      MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});
  private static final ObjectWriter WRITER = MAPPER.writerFor(Map.class);

  private final String algorithm;
  private final Mac mac;
  private final Signature signer;
  private final Signature verifier;
  private final boolean isHmac;

  FloorTokens(TokenKeys keys) throws GeneralSecurityException {
    algorithm = keys.algorithm().name();
    isHmac = keys.isHmac();
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(keys.secret(), "HmacSHA256"));
    signer = signature(algorithm);
    verifier = signature(algorithm);
    if (!isHmac) {
      signer.initSign(keys.requirePair().getPrivate());
      verifier.initVerify(keys.requirePair().getPublic());
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case "EdDSA" -> Signature.getInstance("Ed25519");
      default -> Signature.getInstance("SHA256withRSA");
    };
  }

  @Override
  public String sign(String subject, String id) throws GeneralSecurityException {
    long now = System.currentTimeMillis() / 1000;
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    header.put("kid", KID);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("iat", now);
    claims.put("sub", subject);
    claims.put("jti", id);
    claims.put("scope", SCOPE);
    claims.put("aud", AUDIENCE);
    claims.put("exp", now + 3600);
    String text =
        ENCODER.encodeToString(WRITER.writeValueAsBytes(header))
            + '.'
            + ENCODER.encodeToString(WRITER.writeValueAsBytes(claims));
    byte[] signature = sign(text.getBytes(StandardCharsets.ISO_8859_1));
    return text + '.' + ENCODER.encodeToString(signature);
  }

  private byte[] sign(byte[] text) throws GeneralSecurityException {
    if (isHmac) {
      return mac.doFinal(text);
    }
    signer.update(text);
    return signer.sign();
  }

  @Override
  public Object verify(String token) throws GeneralSecurityException {
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    byte[] content = token.substring(0, last).getBytes(StandardCharsets.ISO_8859_1);
    Map<String, Object> header = READER.readValue(DECODER.decode(token.substring(0, first)));
    if (!algorithm.equals(header.get("alg"))
        || !verify(content, DECODER.decode(token.substring(last + 1)))) {
      throw new IllegalStateException("signature");
    }
    Map<String, Object> claims = READER.readValue(DECODER.decode(token.substring(first + 1, last)));
    long now = System.currentTimeMillis() / 1000;
    if (!(claims.get("exp") instanceof Number exp && exp.longValue() > now)
        || !ISSUER.equals(claims.get("iss"))
        || !AUDIENCE.equals(claims.get("aud"))) {
      throw new IllegalStateException("claims");
    }
    return claims;
  }

  private boolean verify(byte[] content, byte[] signature) throws GeneralSecurityException {
    if (isHmac) {
      return MessageDigest.isEqual(mac.doFinal(content), signature);
    }
    verifier.update(content);
    return verifier.verify(signature);
  }
}
