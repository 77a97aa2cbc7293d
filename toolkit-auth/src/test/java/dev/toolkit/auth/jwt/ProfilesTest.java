package dev.toolkit.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.testing.RawTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {

  private static final SigningKey KEY = SigningKey.generate(Algorithm.ES256);
  private static final String TIMES = "\"iat\":1,\"exp\":9999999999";
  private static final String PARTIES = "\"iss\":\"op\",\"aud\":\"client\"";

  private static JwtVerifier.Builder builder() {
    return JwtVerifier.builder(KEY.verificationKey()).issuer("op").audience("client");
  }

  private static @Nullable Code code(JwtVerifier verifier, String typ, String claims) {
    String header = "{\"alg\":\"ES256\"" + (typ.isEmpty() ? "" : ",\"typ\":\"" + typ + "\"") + "}";
    return switch (verifier.tryVerify(RawTokens.of(KEY, header, "{" + claims + "}"))) {
      case TokenResult.Valid valid -> null;
      case TokenResult.Rejected rejected -> rejected.code();
    };
  }

  // RFC 9068

  @Test
  void accessToken_complete() {
    JwtVerifier verifier = builder().accessToken().build();
    String claims = PARTIES + "," + TIMES + ",\"sub\":\"ada\",\"client_id\":\"c\",\"jti\":\"1\"";

    assertThat(code(verifier, "at+jwt", claims)).isNull();
    assertThat(code(verifier, "application/at+jwt", claims)).isNull();
    assertThat(code(verifier, "JWT", claims)).isEqualTo(Code.TYPE);
    assertThat(code(verifier, "", claims)).isEqualTo(Code.TYPE);
  }

  @ParameterizedTest
  @CsvSource({"sub", "client_id", "jti", "iat", "exp"})
  void accessToken_claimMissing(String missing) {
    JwtVerifier verifier = builder().accessToken().build();
    String claims = PARTIES + "," + TIMES + ",\"sub\":\"ada\",\"client_id\":\"c\",\"jti\":\"1\"";

    assertThat(code(verifier, "at+jwt", claims.replace('"' + missing + '"', "\"other\"")))
        .isEqualTo(Code.CLAIM);
  }

  @Test
  void accessToken_clientThatIsNoText() {
    JwtVerifier verifier = builder().accessToken().build();
    String claims = PARTIES + "," + TIMES + ",\"sub\":\"ada\",\"jti\":\"1\",\"client_id\":";

    assertThat(code(verifier, "at+jwt", claims + "7")).isEqualTo(Code.CLAIM);
    assertThat(code(verifier, "at+jwt", claims + "\"\"")).isEqualTo(Code.CLAIM);
  }

  @Test
  void accessToken_issued() {
    JwtSigner signer = JwtSigner.builder(KEY, "op").audience("client").accessTokens().build();
    JwtVerifier verifier = builder().accessToken().build();

    String first = signer.sign(t -> t.subject("ada").claim("client_id", "c"));
    String second = signer.sign(t -> t.subject("ada").claim("client_id", "c"));

    assertThat(verifier.verify(first).id()).isPresent();
    assertThat(verifier.verify(first).id()).isNotEqualTo(verifier.verify(second).id());
    assertThatIllegalStateException()
        .isThrownBy(() -> signer.sign(t -> t.subject("ada")))
        .withMessageStartingWith("An access token needs");
  }

  // OpenID Connect

  @Test
  void idToken_party() {
    JwtVerifier verifier = builder().idToken().build();
    String claims = "\"iss\":\"op\",\"sub\":\"ada\"," + TIMES;

    assertThat(code(verifier, "JWT", claims + ",\"aud\":\"client\"")).isNull();
    assertThat(code(verifier, "", claims + ",\"aud\":\"client\",\"azp\":\"client\"")).isNull();
    assertThat(code(verifier, "", claims + ",\"aud\":\"client\",\"azp\":\"other\""))
        .isEqualTo(Code.AUDIENCE);
    assertThat(code(verifier, "", claims + ",\"aud\":[\"client\",\"b\"]")).isEqualTo(Code.CLAIM);
    assertThat(code(verifier, "", claims + ",\"aud\":[\"client\",\"b\"],\"azp\":\"client\""))
        .isNull();
  }

  @Test
  void idToken_noOtherToken() {
    JwtVerifier verifier = builder().idToken().build();
    String claims = PARTIES + "," + TIMES + ",\"sub\":\"ada\"";

    for (String typ : List.of("at+jwt", "logout+jwt")) {
      assertThat(code(verifier, typ, claims)).isEqualTo(Code.TYPE);
    }
    assertThat(code(verifier, "JWT", PARTIES + "," + TIMES)).isEqualTo(Code.CLAIM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'sub':'ada','events':{'http://schemas.openid.net/event/backchannel-logout':{}}|",
        "'sid':'1','events':{'http://schemas.openid.net/event/backchannel-logout':{}}|",
        "'events':{'http://schemas.openid.net/event/backchannel-logout':{}}|CLAIM",
        "'sub':'ada','events':{}|CLAIM",
        "'sub':'ada','events':{'http://schemas.openid.net/event/backchannel-logout':1}|CLAIM",
        "'sub':'ada'|CLAIM",
        "'sub':'ada','nonce':'n',"
            + "'events':{'http://schemas.openid.net/event/backchannel-logout':{}}|CLAIM",
      })
  void logoutToken_claims(String claims, @Nullable Code expected) {
    JwtVerifier verifier = builder().logoutToken().build();
    String all = PARTIES + "," + TIMES + ",\"jti\":\"1\"," + claims.replace('\'', '"');

    assertThat(code(verifier, "logout+jwt", all)).isEqualTo(expected);
    assertThat(code(verifier, "JWT", all)).isEqualTo(Code.TYPE);
  }
}
