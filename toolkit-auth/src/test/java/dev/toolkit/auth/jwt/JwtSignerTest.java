package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JwtSignerTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_750_000_000);
  private static final SigningKey KEY =
      SigningKey.secret(Algorithm.HS256, new byte[32]).withKid("k");

  private static JwtSigner.Builder builder() {
    return JwtSigner.builder(KEY, "me").clock(InstantSource.fixed(NOW));
  }

  private static String part(String token, int index) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8);
  }

  @Test
  void sign_defaults() {
    String token = builder().build().sign(t -> {});

    assertThat(part(token, 0)).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"k\"}");
    assertThat(part(token, 1)).isEqualTo("{\"iss\":\"me\",\"iat\":1750000000,\"exp\":1750000900}");
  }

  @Test
  void sign_allClaims() {
    JwtSigner signer = builder().audience("you").ttl(Duration.ofHours(1)).build();

    String token =
        signer.sign(t ->
            t.subject("Zo\u00eb \"\\\n\ud83d\ude00")
                .audience("a", "b")
                .id("7")
                .ttl(Duration.ofMinutes(1))
                .notBefore(NOW)
                .scopes(List.of("x", "y"))
                .claim("roles", List.of("admin"))
                .claim("o", Map.of("n", 1))
                .claim("when", NOW)
                .claim("b", true));

    assertThat(part(token, 1))
        .isEqualTo(
            "{\"iss\":\"me\",\"iat\":1750000000,\"sub\":\"Zo\u00eb \\\"\\\\\\u000a\ud83d\ude00\","
                + "\"aud\":[\"a\",\"b\"],\"jti\":\"7\",\"exp\":1750000060,\"nbf\":1750000000,"
                + "\"scope\":\"x y\",\"roles\":[\"admin\"],\"o\":{\"n\":1},\"when\":1750000000,"
                + "\"b\":true}");
  }

  @Test
  void sign_claimTwice() {
    JwtSigner signer = builder().build();

    assertThatIllegalStateException()
        .isThrownBy(() -> signer.sign(t -> t.subject("a").subject("b")))
        .withMessage("Claim \"sub\" is set already");
    assertThatIllegalStateException()
        .isThrownBy(() -> signer.sign(t -> t.claim("x", 1).claim("x", 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> signer.sign(t -> t.ttl(Duration.ofDays(1)).expiresAt(NOW)));
  }

  @Test
  void sign_registeredClaimAsAnother() {
    JwtSigner signer = builder().build();

    for (String name : List.of("iss", "iat", "sub", "aud", "exp", "nbf", "jti")) {
      assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(t -> t.claim(name, 1)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> signer.sign(t -> t.audience()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.sign(t -> t.claim("x", new Object())));
  }

  /** The buffer of a token is used again: whoever keeps a builder must not reach it. */
  @Test
  void sign_builderThatWasKept() {
    JwtSigner signer = builder().build();
    var kept = new AtomicReference<TokenBuilder>();
    signer.sign(kept::set);

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get().claim("admin", true))
        .withMessage("The token is signed already: its claims cannot change");
    assertThatIllegalStateException().isThrownBy(() -> kept.get().subject("x"));
    assertThat(part(signer.sign(t -> {}), 1)).doesNotContain("admin");
  }

  @Test
  void sign_afterOneThatFailed() {
    JwtSigner signer = builder().build();

    assertThatIllegalStateException()
        .isThrownBy(() -> signer.sign(t -> t.claim("x", "left over").subject("a").subject("b")));

    assertThat(part(signer.sign(t -> t.subject("a")), 1))
        .isEqualTo("{\"iss\":\"me\",\"iat\":1750000000,\"sub\":\"a\",\"exp\":1750000900}");
  }

  @Test
  void sign_longClaims() {
    String text = "x".repeat(5000);
    JwtVerifier verifier =
        JwtVerifier.builder(KEY.verificationKey())
            .issuer("me")
            .anyAudience()
            .clock(InstantSource.fixed(NOW))
            .build();

    String token = builder().build().sign(t -> t.claim("x", text));

    assertThat(verifier.verify(token).string("x")).contains(text);
  }

  @Test
  void sign_withinASignature() {
    JwtSigner signer = builder().build();

    String outer = signer.sign(t -> t.claim("inner", signer.sign(i -> i.subject("inner"))));

    assertThat(part(outer, 1)).contains("\"inner\":\"ey").endsWith("\"exp\":1750000900}");
  }

  @Test
  void builder_badValues() {
    assertThatIllegalArgumentException().isThrownBy(() -> builder().ttl(Duration.ZERO));
    assertThat(builder().build().toString()).isEqualTo("JwtSigner[me]");
  }
}
