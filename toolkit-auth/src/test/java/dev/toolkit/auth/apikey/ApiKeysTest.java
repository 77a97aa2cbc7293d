package dev.toolkit.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.rbac.Policy;
import dev.toolkit.auth.testing.ManualClock;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static final SecretKeySpec PEPPER = pepper(1);
  private static final Policy POLICY =
      Policy.builder()
          .permissions("doc:read", "doc:write", "doc:delete")
          .role("reader", r -> r.allow("doc:read"))
          .role("admin", r -> r.allow("doc:*"))
          .build();
  private static final TestUser ADA = TestUser.withRoles("ada", "admin");
  private static final TestUser BOB = TestUser.withRoles("bob", "reader");

  /** Counts the look-ups of another store. */
  private static final class CountingStore implements ApiKeyStore {
    private final ApiKeyStore store = MemoryApiKeyStore.create();
    final AtomicInteger lookUps = new AtomicInteger();
    final List<Map<String, Instant>> touches = new ArrayList<>();

    @Override
    public void insert(StoredApiKey row) {
      store.insert(row);
    }

    @Override
    public Optional<StoredApiKey> findByHash(byte[] hash) {
      lookUps.incrementAndGet();
      return store.findByHash(hash);
    }

    @Override
    public Optional<StoredApiKey> find(String id) {
      return store.find(id);
    }

    @Override
    public List<ApiKey> ofOwner(String ownerId) {
      return store.ofOwner(ownerId);
    }

    @Override
    public boolean update(StoredApiKey row) {
      return store.update(row);
    }

    @Override
    public void touch(Map<String, Instant> lastUsed) {
      touches.add(lastUsed);
      store.touch(lastUsed);
    }
  }

  private final CountingStore store = new CountingStore();
  private final ManualClock clock = new ManualClock();
  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final ApiKeys keys = builder(PEPPER).build();

  private static SecretKeySpec pepper(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private ApiKeys.Builder builder(SecretKeySpec pepper) {
    return ApiKeys.builder("tk", store, pepper, POLICY::mayGrant)
        .clock(clock)
        .audit(audit)
        .executor(Runnable::run);
  }

  private CreatedApiKey create() {
    return keys.create(ADA, key -> key.name("ci").scopes("doc:read"));
  }

  private Code refusal(String text) {
    return ((ApiKeyResult.Rejected) keys.verify(text)).code();
  }

  private static void assertCode(ThrowingCallable call, Code code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(AuthException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void create_verify() {
    CreatedApiKey made =
        keys.create(
            ADA,
            key ->
                key.name("ci")
                    .scopes("doc:read", "doc:write")
                    .expiresIn(Duration.ofDays(90))
                    .rateLimit(5, Duration.ofMinutes(1))
                    .quota(100, Duration.ofDays(30))
                    .metadata("team", "blue"));

    ApiKey key = ((ApiKeyResult.Accepted) keys.verify(made.revealText())).key();
    assertThat(key).isEqualTo(made.key());
    assertThat(key.id()).matches("key_[0-9A-Za-z]{16}");
    assertThat(key.ownerId()).isEqualTo("ada");
    assertThat(key.scopes()).containsExactly("doc:read", "doc:write");
    assertThat(key.expiresAt()).contains(clock.instant().plus(Duration.ofDays(90)));
    assertThat(key.metadata()).containsEntry("team", "blue");
    assertThat(made.revealText()).startsWith(key.start());
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.API_KEY_CREATED);
  }

  @Test
  void create_textIsNowhereButInTheAnswer() {
    CreatedApiKey made = create();
    String secret = made.revealText().substring(12);
    StoredApiKey row = store.find(made.key().id()).orElseThrow();

    assertThat(made.toString() + made.key() + row + audit.events() + keys).doesNotContain(secret);
    assertThat(row.hash()).hasSize(32);
    assertThat(row.hash()).isNotEqualTo(row.key().start().getBytes());
  }

  @Test
  void create_scopeAboveTheOwner_refused() {
    assertCode(() -> keys.create(BOB, key -> key.scopes("doc:read", "doc:write")), Code.FORBIDDEN);
    assertCode(() -> keys.create(BOB, key -> key.scopes("doc:*")), Code.FORBIDDEN);
    assertCode(() -> keys.create(ADA, key -> key.scopes("order:read")), Code.FORBIDDEN);
    assertThat(keys.list(BOB)).isEmpty();
    assertThat(keys.create(ADA, key -> key.scopes("doc:*")).key().scopes())
        .containsExactly("doc:*");
  }

  @Test
  void create_byAKey_notAboveItsScopes() {
    TestUser limited = ADA.limitedTo("doc:read");

    assertCode(() -> keys.create(limited, key -> key.scopes("doc:write")), Code.FORBIDDEN);
    assertThat(keys.create(limited, key -> key.scopes("doc:read")).key().ownerId())
        .isEqualTo("ada");
  }

  @Test
  void create_wrongSpec() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(ADA, key -> {}))
        .withMessage("An API key needs at least one scope: add scopes(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(ADA, key -> key.name("a".repeat(101))))
        .withMessage("Name of an API key must have at most 100 characters: 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(ADA, key -> key.expiresIn(Duration.ZERO)))
        .withMessage("expiresIn must be positive: PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.create(ADA, key -> key.scopes("doc read")));
  }

  @Test
  void verify_malformed_noLookUp() {
    String text = create().revealText();
    String typo = text.substring(0, 20) + (text.charAt(20) == 'x' ? 'y' : 'x') + text.substring(21);

    assertThat(refusal(typo)).isEqualTo(Code.MALFORMED);
    assertThat(refusal("")).isEqualTo(Code.MALFORMED);
    assertThat(refusal("a".repeat(100_000))).isEqualTo(Code.MALFORMED);
    assertThat(store.lookUps).hasValue(0);
  }

  @Test
  void verify_unknown() {
    String other = ApiKeyFormat.of("tk", "live").generate(bytes -> {});

    assertThat(refusal(other)).isEqualTo(Code.KEY);
  }

  @Test
  void verify_otherPepper_unknown() {
    String text = create().revealText();

    assertThat(builder(pepper(2)).build().verify(text))
        .isEqualTo(new ApiKeyResult.Rejected(Code.KEY, null, null));
  }

  @Test
  void verify_previousPepper_movesToTheCurrent() {
    CreatedApiKey made = create();
    ApiKeys moved = builder(pepper(2)).previousPepper(PEPPER).build();

    assertThat(moved.verify(made.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
    assertThat(builder(pepper(2)).build().verify(made.revealText()))
        .as("without the previous one")
        .isInstanceOf(ApiKeyResult.Accepted.class);
  }

  @Test
  void verify_expired() {
    CreatedApiKey made =
        keys.create(ADA, key -> key.scopes("doc:read").expiresIn(Duration.ofHours(1)));
    clock.advance(Duration.ofMinutes(59));
    assertThat(keys.verify(made.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);

    clock.advance(Duration.ofMinutes(1));

    assertThat(refusal(made.revealText())).isEqualTo(Code.EXPIRED);
  }

  @Test
  void verify_rateLimited() {
    CreatedApiKey made =
        keys.create(ADA, key -> key.scopes("doc:read").rateLimit(2, Duration.ofSeconds(60)));
    keys.verify(made.revealText());
    keys.verify(made.revealText());

    assertThat(keys.verify(made.revealText()))
        .isEqualTo(
            new ApiKeyResult.Rejected(Code.RATE_LIMITED, made.key().id(), Duration.ofSeconds(30)));
  }

  @Test
  void revoke_holdsAtOnceAndForGood() {
    CreatedApiKey made = create();
    keys.verify(made.revealText());

    keys.revoke(ADA, made.key().id());

    assertThat(refusal(made.revealText())).isEqualTo(Code.REVOKED);
    assertCode(() -> keys.enable(ADA, made.key().id()), Code.REVOKED);
    keys.revoke(ADA, made.key().id());
    assertThat(refusal(made.revealText())).isEqualTo(Code.REVOKED);
  }

  @Test
  void disable_enable() {
    CreatedApiKey made = create();

    keys.disable(ADA, made.key().id());
    assertThat(refusal(made.revealText())).isEqualTo(Code.REVOKED);
    keys.enable(ADA, made.key().id());
    assertThat(keys.verify(made.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
  }

  @Test
  void change_keyOfAnother_asIfThereWereNone() {
    String id = create().key().id();

    for (String refused : List.of(id, "key_0000000000000000")) {
      assertCode(() -> keys.revoke(BOB, refused), Code.KEY);
      assertCode(() -> keys.disable(BOB, refused), Code.KEY);
      assertCode(() -> keys.rotate(BOB, refused, Duration.ZERO), Code.KEY);
    }
    assertThat(keys.list(ADA).getFirst().status()).isEqualTo(ApiKey.Status.ACTIVE);
    keys.revokeOfAnyOwner(id);
    assertThat(keys.list(ADA).getFirst().status()).isEqualTo(ApiKey.Status.REVOKED);
  }

  @Test
  void revokeAll_ofOneOwner() {
    CreatedApiKey first = create();
    CreatedApiKey second = create();
    CreatedApiKey bobs = keys.create(BOB, key -> key.scopes("doc:read"));

    keys.revokeAll("ada");

    assertThat(refusal(first.revealText())).isEqualTo(Code.REVOKED);
    assertThat(refusal(second.revealText())).isEqualTo(Code.REVOKED);
    assertThat(keys.verify(bobs.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
  }

  @Test
  void rotate_bothWorkUntilTheGraceEnds() {
    CreatedApiKey old =
        keys.create(
            ADA,
            key ->
                key.name("ci")
                    .scopes("doc:read")
                    .expiresIn(Duration.ofDays(90))
                    .metadata("a", "b"));
    clock.advance(Duration.ofDays(80));

    CreatedApiKey fresh = keys.rotate(ADA, old.key().id(), Duration.ofDays(1));

    assertThat(fresh.revealText()).isNotEqualTo(old.revealText());
    assertThat(fresh.key().name()).isEqualTo("ci");
    assertThat(fresh.key().metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(fresh.key().expiresAt()).contains(clock.instant().plus(Duration.ofDays(90)));
    assertThat(keys.verify(old.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
    assertThat(keys.verify(fresh.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
    clock.advance(Duration.ofDays(1));
    assertThat(refusal(old.revealText())).isEqualTo(Code.EXPIRED);
    assertThat(keys.verify(fresh.revealText())).isInstanceOf(ApiKeyResult.Accepted.class);
    assertThat(keys.list(ADA).getFirst().replacedBy()).contains(fresh.key().id());
  }

  @Test
  void rotate_graceNeverProlongs() {
    CreatedApiKey old =
        keys.create(ADA, key -> key.scopes("doc:read").expiresIn(Duration.ofHours(1)));

    keys.rotate(ADA, old.key().id(), Duration.ofDays(7));

    clock.advance(Duration.ofHours(1));
    assertThat(refusal(old.revealText())).isEqualTo(Code.EXPIRED);
  }

  @Test
  void rotate_noGrace_endsAtOnce() {
    CreatedApiKey old = create();

    keys.rotate(ADA, old.key().id(), Duration.ZERO);

    assertThat(refusal(old.revealText())).isEqualTo(Code.EXPIRED);
  }

  @Test
  void rotate_notActive() {
    CreatedApiKey old = create();
    keys.rotate(ADA, old.key().id(), Duration.ofDays(1));
    assertCode(() -> keys.rotate(ADA, old.key().id(), Duration.ofDays(1)), Code.REVOKED);

    CreatedApiKey revoked = create();
    keys.revoke(ADA, revoked.key().id());
    assertCode(() -> keys.rotate(ADA, revoked.key().id(), Duration.ZERO), Code.REVOKED);
  }

  @Test
  void rotate_ownerHasLostTheRight() {
    CreatedApiKey made = keys.create(ADA, key -> key.scopes("doc:write"));
    TestUser demoted = TestUser.withRoles("ada", "reader");

    assertCode(() -> keys.rotate(demoted, made.key().id(), Duration.ZERO), Code.FORBIDDEN);
  }

  @Test
  void rotate_twiceAtOnce_oneNewKeyWorks() {
    CreatedApiKey old = create();
    List<String> made = Collections.synchronizedList(new ArrayList<>());
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        executor.submit(() -> {
          start.await();
          return made.add(keys.rotate(ADA, old.key().id(), Duration.ofDays(1)).revealText());
        });
      }
      start.countDown();
    }

    assertThat(made).hasSize(1);
    assertThat(keys.list(ADA).stream().filter(key -> key.status() == ApiKey.Status.ACTIVE))
        .hasSize(2);
    assertThat(keys.verify(made.getFirst())).isInstanceOf(ApiKeyResult.Accepted.class);
  }

  @Test
  void lastUsed_writtenOnceAMinute() {
    CreatedApiKey made = create();
    for (int second = 0; second < 120; second++) {
      keys.verify(made.revealText());
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(store.touches).hasSize(2);
    assertThat(keys.list(ADA).getFirst().lastUsedAt())
        .contains(Instant.parse("2026-01-01T00:01:00Z"));
  }

  @Test
  void lastUsed_manyKeys_oneWrite() {
    List<CreatedApiKey> made = List.of(create(), create(), create());
    made.forEach(one -> keys.verify(one.revealText()));
    assertThat(store.touches).as("the first use").hasSize(1);

    clock.advance(Duration.ofMinutes(1));
    keys.verify(made.getFirst().revealText());

    assertThat(store.touches).hasSize(2);
    assertThat(store.touches.get(1)).hasSize(3);
    keys.flush();
    assertThat(store.touches).as("nothing is pending").hasSize(2);
  }

  @Test
  void builder_shortPepper() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(new SecretKeySpec(new byte[31], "HmacSHA256")).build())
        .withMessage("Pepper must have at least 32 bytes: 31");
  }
}
