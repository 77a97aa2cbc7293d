package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.StrictJson;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySource;
import dev.toolkit.auth.key.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Verifies signatures in compact serialization: RFC 7515, sections 3.1 and 5.2. */
final class SignedText {

  /*
   * header '.' payload '.' signature, each in base64url.
   *
   * The key says how long its signatures are, so the last dot has one place only where it can be.
   * A dot more, within the payload, is no character of base64url. Nothing of the payload is decoded
   * before the signature held. The text is worked on as bytes of Latin-1: what is not of it becomes
   * a question mark, which base64url has not either.
   */

  /** How much is read. */
  record Limits(int maxTokenBytes, int maxHeaderBytes, int maxDepth) {
    static final Limits DEFAULT = new Limits(16 * 1024, 4 * 1024, 32);
  }

  private static final byte[] EMPTY = {};

  private final KeySource keys;
  private final Set<Algorithm> allowed;
  private final Limits limits;
  private final StrictJson json;
  private final Consumer<JoseHeader> headerRule;
  private final HeaderCache headers = new HeaderCache();

  /**
   * Makes a verifier.
   *
   * @param headerRule throws an {@link AuthException} for a header that is not accepted
   */
  SignedText(
      KeySource keys, Set<Algorithm> allowed, Limits limits, Consumer<JoseHeader> headerRule) {
    this.keys = keys;
    this.allowed = EnumSet.copyOf(allowed);
    this.limits = limits;
    this.json = new StrictJson(limits.maxDepth);
    this.headerRule = headerRule;
  }

  Limits limits() {
    return limits;
  }

  StrictJson json() {
    return json;
  }

  /**
   * Returns the payload of a text whose signature holds.
   *
   * @throws AuthException if it is refused in a way that is rare among tokens
   */
  Verified verify(String token) {
    if (token.length() > limits.maxTokenBytes) {
      return refused(Code.TOO_LARGE, "longer than " + limits.maxTokenBytes + " bytes");
    }
    byte[] text = token.getBytes(StandardCharsets.ISO_8859_1);
    HeaderCache.Entry known = headers.find(text);
    HeaderCache.Entry entry = known == null ? parseHeader(text) : known;
    if (entry == null) {
      return malformed();
    }
    JoseHeader header = entry.header();
    if (!allowed.contains(header.algorithm())) {
      return refused(Code.ALGORITHM, header.algorithm() + " is not allowed");
    }
    Optional<VerificationKey> key = keys.find(header.kid(), header.algorithm());
    if (key.isEmpty()) {
      return refused(Code.KEY, "there is no key for its kid and algorithm");
    }
    Verified verified = verify(text, entry, key.get());
    if (known == null && verified.rejected == null) {
      headers.add(entry);
    }
    return verified;
  }

  private Verified verify(byte[] text, HeaderCache.Entry entry, VerificationKey key) {
    int headerEnd = entry.length();
    int lastDot = text.length - Base64Url.encodedLength(key.signatureLength()) - 1;
    if (lastDot <= headerEnd || text[lastDot] != '.') {
      boolean hasThreeParts = hasThreeParts(text, headerEnd);
      return hasThreeParts
          ? refused(Code.SIGNATURE, "signature of another length than the key's")
          : malformed();
    }
    byte[] signature = Base64Url.decode(text, lastDot + 1, text.length);
    if (signature == null) {
      return malformed();
    }
    if (!key.verify(text, 0, lastDot, signature)) {
      return refused(Code.SIGNATURE, "signature does not match");
    }
    return new Verified(text, headerEnd + 1, lastDot, null);
  }

  private HeaderCache.@Nullable Entry parseHeader(byte[] text) {
    int end = indexOfDot(text, 0);
    if (end > limits.maxHeaderBytes) {
      throw new AuthException(
          Code.TOO_LARGE, "header longer than " + limits.maxHeaderBytes + " bytes");
    }
    byte[] utf8 = end < 0 ? null : Base64Url.decode(text, 0, end);
    if (utf8 == null) {
      return null;
    }
    JoseHeader header = JoseHeader.parse(utf8, json);
    headerRule.accept(header);
    byte[] encoded = new byte[end];
    System.arraycopy(text, 0, encoded, 0, end);
    return new HeaderCache.Entry(encoded, header);
  }

  private static boolean hasThreeParts(byte[] text, int firstDot) {
    int second = indexOfDot(text, firstDot + 1);
    return second >= 0 && indexOfDot(text, second + 1) < 0;
  }

  private static int indexOfDot(byte[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == '.') {
        return i;
      }
    }
    return -1;
  }

  private static Verified malformed() {
    return refused(Code.MALFORMED, "not three parts in base64url");
  }

  private static Verified refused(Code code, String reason) {
    return new Verified(EMPTY, 0, 0, new TokenResult.Rejected(code, reason));
  }

  /** A text whose signature holds, or why it does not. */
  static final class Verified {
    private final byte[] text;
    private final int payloadStart;
    private final int payloadEnd;
    private final TokenResult.@Nullable Rejected rejected;

    private Verified(
        byte[] text, int payloadStart, int payloadEnd, TokenResult.@Nullable Rejected rejected) {
      this.text = text;
      this.payloadStart = payloadStart;
      this.payloadEnd = payloadEnd;
      this.rejected = rejected;
    }

    /** Returns why the text is refused, or null if it is not. */
    TokenResult.@Nullable Rejected rejected() {
      return rejected;
    }

    /** Returns the payload, or null if it is not base64url. */
    byte @Nullable [] payload() {
      return Base64Url.decodeSigned(text, payloadStart, payloadEnd);
    }
  }
}
