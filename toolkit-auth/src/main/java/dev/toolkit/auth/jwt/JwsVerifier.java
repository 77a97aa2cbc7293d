package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.KeySource;
import dev.toolkit.auth.key.VerificationKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Verifies signed content of any kind in compact serialization (RFC 7515), as the payload of a
 * webhook. It is not for tokens: nobody checks here who issued them, for whom, and until when.
 *
 * {@snippet :
 * byte[] order = JwsVerifier.of(key).verify(text);
 * }
 *
 * <p>Keys, algorithms, base64url, headers and limits are as strict as those of {@link JwtVerifier}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JwsVerifier {

  private final SignedText signedText;

  private JwsVerifier(KeySource keys, Set<Algorithm> allowed) {
    this.signedText =
        new SignedText(
            requireNonNull(keys, "keys"), allowed, SignedText.Limits.DEFAULT, header -> {});
  }

  /** Returns a verifier of what is signed with this key. */
  public static JwsVerifier of(VerificationKey key) {
    return new JwsVerifier(key, EnumSet.of(key.algorithm()));
  }

  /**
   * Returns a verifier of what is signed with keys of a source.
   *
   * @param allowed the algorithms that may be used
   * @throws IllegalArgumentException if none is given
   */
  public static JwsVerifier of(KeySource keys, Algorithm... allowed) {
    if (allowed.length == 0) {
      throw new IllegalArgumentException("At least one algorithm must be allowed");
    }
    return new JwsVerifier(keys, EnumSet.copyOf(Arrays.asList(allowed)));
  }

  /**
   * Returns the content.
   *
   * @throws AuthException if the text is refused, with the code that tells why
   */
  public byte[] verify(String text) {
    SignedText.Verified verified = signedText.verify(requireNonNull(text, "text"));
    if (verified.rejected() != null) {
      throw verified.rejected().exception();
    }
    byte[] payload = verified.payload();
    if (payload == null) {
      throw new AuthException(Code.MALFORMED, "Token rejected: payload is not base64url");
    }
    return payload;
  }
}
