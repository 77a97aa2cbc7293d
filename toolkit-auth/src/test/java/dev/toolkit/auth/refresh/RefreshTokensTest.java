package dev.toolkit.auth.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.AuthException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTest {

  private static final RefreshGrant GRANT = new RefreshGrant("ada", "web", Set.of("orders:read"));

  private Instant now = Instant.ofEpochSecond(1_750_000_000);
  private final RefreshTokens tokens =
      RefreshTokens.builder(MemoryRefreshTokenStore.create()).clock(() -> now).build();

  private String rotate(String token) {
    RefreshResult result = tokens.rotate(token, "web");
    assertThat(result).isInstanceOf(RefreshResult.Rotated.class);
    RefreshResult.Rotated rotated = (RefreshResult.Rotated) result;
    assertThat(rotated.grant()).isEqualTo(GRANT);
    return rotated.token();
  }

  private Code refusal(String token) {
    return tokens.rotate(token, "web") instanceof RefreshResult.Rejected rejected
        ? rejected.code()
        : null;
  }

  @Test
  void rotate_replacesTheToken() {
    String first = tokens.issue(GRANT);
    String second = rotate(first);
    String third = rotate(second);

    assertThat(first).matches("rt_[A-Za-z0-9_-]{43}");
    assertThat(Set.of(first, second, third)).hasSize(3);
  }

  @Test
  void rotate_reuseRevokesTheFamily() {
    String first = tokens.issue(GRANT);
    String other = tokens.issue(GRANT);
    String second = rotate(first);

    assertThat(refusal(first)).isEqualTo(Code.REVOKED);
    assertThat(refusal(second)).as("whoever has the newer one, too").isEqualTo(Code.REVOKED);
    assertThat(refusal(first)).isEqualTo(Code.REVOKED);
    assertThat(refusal(other)).as("another login goes on").isNull();
  }

  @Test
  void rotate_expiredTokenThatWasUsed() {
    String first = tokens.issue(GRANT);
    String second = rotate(first);
    now = now.plus(Duration.ofDays(29));

    assertThat(refusal(first)).isEqualTo(Code.REVOKED);
    assertThat(refusal(second)).isEqualTo(Code.REVOKED);
  }

  @Test
  void rotate_expired() {
    String token = tokens.issue(GRANT);

    now = now.plus(Duration.ofDays(30)).minusSeconds(1);
    token = rotate(token);
    now = now.plus(Duration.ofDays(30));
    assertThat(refusal(token)).isEqualTo(Code.EXPIRED);
  }

  @Test
  void rotate_familyExpires() {
    String token = tokens.issue(GRANT);
    for (int i = 0; i < 4; i++) {
      now = now.plus(Duration.ofDays(20));
      token = rotate(token);
    }

    now = now.plus(Duration.ofDays(10));
    assertThat(refusal(token)).isEqualTo(Code.EXPIRED);
  }

  @Test
  void rotate_byAnotherClient() {
    String token = tokens.issue(GRANT);

    assertThat(tokens.rotate(token, "other"))
        .isEqualTo(new RefreshResult.Rejected(Code.AUDIENCE, "refresh token of another client"));
    rotate(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rt_", "x", "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void rotate_notARefreshToken(String token) {
    assertThat(refusal(token)).isEqualTo(Code.MALFORMED);
  }

  @Test
  void rotate_unknown() {
    assertThat(refusal("rt_" + "A".repeat(43))).isEqualTo(Code.REVOKED);
  }

  @Test
  void revoke_endsTheFamily() {
    String first = tokens.issue(GRANT);
    String second = rotate(first);

    tokens.revoke(first);
    tokens.revoke("nonsense");

    assertThat(refusal(second)).isEqualTo(Code.REVOKED);
  }

  @Test
  void revokeAll_ofASubject() {
    String token = tokens.issue(GRANT);
    String other = tokens.issue(new RefreshGrant("bob", "web", Set.of()));

    tokens.revokeAll("ada");

    assertThat(refusal(token)).isEqualTo(Code.REVOKED);
    assertThat(refusal(other)).isNull();
  }

  @Test
  void removeExpired_keepsWhatDetectsReuse() {
    String first = tokens.issue(GRANT);
    String second = rotate(first);

    assertThat(tokens.removeExpired()).isZero();
    assertThat(refusal(first)).isEqualTo(Code.REVOKED);
    assertThat(refusal(second)).isEqualTo(Code.REVOKED);
  }

  @Test
  void toString_hasNoToken() {
    String token = tokens.issue(GRANT);

    assertThat(tokens.rotate(token, "web").toString()).doesNotContain("rt_");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RefreshTokens.builder(MemoryRefreshTokenStore.create()).ttl(Duration.ZERO));
  }
}
