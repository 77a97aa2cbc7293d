package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import dev.toolkit.auth.key.VerificationKey;
import dev.toolkit.auth.testing.RawTokens;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7515, 7520, 7638 and 8037. */
class RfcExamplesTest {

  private static final String JOE =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p"
          + "c19yb290Ijp0cnVlfQ";

  private static final String FRODO =
      "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4g"
          + "WW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwg"
          + "dGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

  private static final String FRODO_TEXT =
      "It\u2019s a dangerous business, Frodo, going out your door. You step onto the road, and if "
          + "you don't keep your feet, there\u2019s no knowing where you might be swept off to.";

  private static String verify(VerificationKey key, String token) {
    return new String(JwsVerifier.of(key).verify(token), UTF_8);
  }

  @Test
  void rfc7515_A1_hs256() {
    String jwk =
        "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i"
            + "PS4hcgUuTwjAzZr1Z9CAow\"}";
    String token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
            + JOE
            + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    SigningKey key = SigningKey.jwk(jwk, Algorithm.HS256);
    JwtVerifier verifier =
        JwtVerifier.builder(key.verificationKey())
            .issuer("joe")
            .anyAudience()
            .clock(InstantSource.fixed(Instant.ofEpochSecond(1300819379)))
            .build();

    Claims claims = verifier.verify(token);

    assertThat(claims.bool("http://example.com/is_root")).contains(true);
    assertThat(RawTokens.signed(key, token.substring(0, token.lastIndexOf('.')))).isEqualTo(token);
  }

  @Test
  void rfc7515_A2_rs256() {
    String jwk =
        "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":"
            + "\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJ"
            + "PMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LO"
            + "L-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxv"
            + "b3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW"
            + "9gb54h4FRWyuXpoQ\"}";
    String token =
        "eyJhbGciOiJSUzI1NiJ9."
            + JOE
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt"
            + "_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArL"
            + "IARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7no"
            + "OPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQ"
            + "Ge77Rw";

    assertThat(verify(VerificationKey.jwk(jwk, Algorithm.RS256), token))
        .startsWith("{\"iss\":\"joe\"");
  }

  @Test
  void rfc7515_A3_es256() {
    String jwk =
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\","
            + "\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}";
    String token =
        "eyJhbGciOiJFUzI1NiJ9."
            + JOE
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU"
            + "1Q";

    assertThat(verify(SigningKey.jwk(jwk, Algorithm.ES256).verificationKey(), token))
        .startsWith("{\"iss\":\"joe\"");
  }

  @Test
  void rfc7520_4_1_rs256() {
    assertThat(verify(VerificationKey.jwk(BILBO_RSA, Algorithm.RS256), RS256))
        .isEqualTo(FRODO_TEXT);
  }

  @Test
  void rfc7520_4_2_ps384() {
    assertThat(verify(VerificationKey.jwk(BILBO_RSA, Algorithm.PS384), PS384))
        .isEqualTo(FRODO_TEXT);
  }

  @Test
  void rfc7520_4_3_es512() {
    assertThat(verify(VerificationKey.jwk(BILBO_EC, Algorithm.ES512), ES512)).isEqualTo(FRODO_TEXT);
  }

  @Test
  void rfc7520_4_4_hs256() {
    String jwk =
        "{\"kty\":\"oct\",\"kid\":\"018c0ae5-4d9b-471b-bfd6-eef314bc7037\",\"use\":\"sig\","
            + "\"alg\":\"HS256\",\"k\":\"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg\"}";

    assertThat(verify(VerificationKey.jwk(jwk), HS256)).isEqualTo(FRODO_TEXT);
    assertThat(RawTokens.signed(SigningKey.jwk(jwk), HS256.substring(0, HS256.lastIndexOf('.'))))
        .isEqualTo(HS256);
  }

  @Test
  void rfc7638_3_1_thumbprint() {
    String jwk =
        "{\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86z"
            + "wu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt"
            + "7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajr"
            + "n1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44"
            + "-csFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}";
    VerificationKey key = VerificationKey.jwk(jwk);

    assertThat(key.thumbprint()).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assertThat(key.kid()).isEqualTo("2011-04-29");
  }

  @Test
  void rfc8037_A_ed25519() {
    String jwk =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    String token =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0K"
            + "Ag";
    SigningKey key = SigningKey.jwk(jwk, Algorithm.EdDSA);

    assertThat(key.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(RawTokens.signed(key, token.substring(0, token.lastIndexOf('.')))).isEqualTo(token);
    assertThat(verify(key.verificationKey(), token)).isEqualTo("Example of Ed25519 signing");
  }

  @Test
  void jws_changedContent() {
    VerificationKey key = VerificationKey.jwk(BILBO_EC, Algorithm.ES512);

    assertThatThrownBy(() -> JwsVerifier.of(key).verify(ES512.replace(".SX", ".TX")))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(AuthException.Code.SIGNATURE));
  }

  private static final String BILBO_RSA =
      "{\"kty\":\"RSA\",\"kid\":\"bilbo.baggins@hobbiton.example\",\"use\":\"sig\","
          + "\"n\":\"n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhx"
          + "JWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5yd"
          + "QLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJls"
          + "de3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbL"
          + "Y7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw\",\"e\":\"AQAB\"}";

  private static final String BILBO_EC =
      "{\"kty\":\"EC\",\"kid\":\"bilbo.baggins@hobbiton.example\",\"use\":\"sig\",\""
          + "crv\":\"P-521\",\"x\":\"AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJX"
          + "u9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt\",\"y\":\"AdymlHvOiLxXkEhayXQnNCvDX4h9h"
          + "tZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1\"}";

  private static final String RS256 =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
          + FRODO
          + ".MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwz"
          + "JdQx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746"
          + "iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW"
          + "3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ4"
          + "1Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg";

  private static final String PS384 =
      "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
          + FRODO
          + ".cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklH"
          + "kqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVs"
          + "diNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjv"
          + "AA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOc"
          + "bH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw";

  private static final String ES512 =
      "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
          + FRODO
          + ".AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNE"
          + "uT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsb"
          + "EPX6sFY8OcGDqoRuBomu9xQ2";

  private static final String HS256 =
      "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9."
          + FRODO
          + ".s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0";
}
