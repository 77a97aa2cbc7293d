package dev.toolkit.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.testing.ManualClock;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final TestUser ADA = TestUser.withRoles("ada");
  private static final TestUser BOB = TestUser.withRoles("bob");

  private final ManualClock clock = new ManualClock();
  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final MemorySessionStore store = MemorySessionStore.create();
  private final Sessions sessions =
      Sessions.builder(store)
          .idleTimeout(Duration.ofMinutes(30))
          .maxAge(Duration.ofHours(12))
          .audit(audit)
          .clock(clock)
          .build();

  @Test
  void start_find() {
    StartedSession started = sessions.start(ADA, Map.of("device", "phone"));

    assertThat(started.revealToken()).matches("[A-Za-z0-9_-]{43}");
    assertThat(sessions.find(started.revealToken())).contains(started.session());
    assertThat(started.session().attributes()).containsEntry("device", "phone");
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.SESSION_STARTED);
    assertThat(started.toString() + started.session() + store + audit.events())
        .doesNotContain(started.revealToken());
  }

  @Test
  void find_noSuchToken() {
    String token = sessions.start(ADA).revealToken();

    assertThat(sessions.find("")).isEmpty();
    assertThat(sessions.find(token.substring(1))).isEmpty();
    assertThat(sessions.find(token + "A")).isEmpty();
    assertThat(sessions.find("é".repeat(43))).isEmpty();
    assertThat(sessions.find("A".repeat(43))).isEmpty();
    assertThat(sessions.find("A".repeat(1_000_000))).isEmpty();
  }

  @Test
  void find_idle_ends() {
    String token = sessions.start(ADA).revealToken();
    clock.advance(Duration.ofMinutes(29));
    assertThat(sessions.find(token)).isPresent();
    clock.advance(Duration.ofMinutes(29));
    assertThat(sessions.find(token)).as("it was used meanwhile").isPresent();

    clock.advance(Duration.ofMinutes(30));

    assertThat(sessions.find(token)).isEmpty();
    assertThat(store).hasToString("MemorySessionStore[0]");
  }

  @Test
  void find_greatestAge_endsHoweverMuchUsed() {
    String token = sessions.start(ADA).revealToken();
    for (int i = 0; i < 12 * 60 - 1; i++) {
      clock.advance(Duration.ofMinutes(1));
      assertThat(sessions.find(token)).as("minute %d", i + 1).isPresent();
    }

    clock.advance(Duration.ofMinutes(1));

    assertThat(sessions.find(token)).isEmpty();
  }

  @Test
  void find_shortTimeout_usedOftenNeverEnds() {
    var quick =
        Sessions.builder(store)
            .idleTimeout(Duration.ofSeconds(10))
            .maxAge(Duration.ofHours(1))
            .clock(clock)
            .build();
    String token = quick.start(ADA).revealToken();
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(8));
      assertThat(quick.find(token)).isPresent();
    }
  }

  @Test
  void renew_oldTokenIsWorthless() {
    StartedSession started = sessions.start(ADA);

    StartedSession renewed = sessions.renew(started.revealToken()).orElseThrow();

    assertThat(renewed.session()).isEqualTo(started.session());
    assertThat(sessions.find(started.revealToken())).isEmpty();
    assertThat(sessions.find(renewed.revealToken())).isPresent();
    assertThat(sessions.renew(started.revealToken())).isEmpty();
  }

  @Test
  void renew_atOnce_oneSucceeds() {
    String token = sessions.start(ADA).revealToken();
    var renewed = new AtomicInteger();
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        executor.submit(() -> {
          start.await();
          if (sessions.renew(token).isPresent()) {
            renewed.incrementAndGet();
          }
          return null;
        });
      }
      start.countDown();
    }

    assertThat(renewed).hasValue(1);
    assertThat(sessions.list(ADA)).hasSize(1);
  }

  @Test
  void revoke_one_all_ofTheirOwner() {
    StartedSession phone = sessions.start(ADA);
    StartedSession desk = sessions.start(ADA);
    StartedSession bobs = sessions.start(BOB);

    assertThat(sessions.revoke(BOB, phone.session().id())).isFalse();
    assertThat(sessions.revoke(ADA, phone.session().id())).isTrue();
    assertThat(sessions.find(phone.revealToken())).isEmpty();
    assertThat(sessions.list(ADA)).containsExactly(desk.session());

    assertThat(sessions.revokeAll("ada")).isEqualTo(1);
    assertThat(sessions.find(desk.revealToken())).isEmpty();
    assertThat(sessions.find(bobs.revealToken())).isPresent();

    sessions.revoke(bobs.revealToken());
    sessions.revoke(bobs.revealToken());
    sessions.revoke("no token");
    assertThat(sessions.find(bobs.revealToken())).isEmpty();
    assertThat(audit.types().stream().filter(SecurityEvent.Type.SESSION_REVOKED::equals))
        .hasSize(3);
  }

  @Test
  void list_withoutEndedOnes_deleteEnded() {
    sessions.start(ADA);
    clock.advance(Duration.ofMinutes(31));
    StartedSession current = sessions.start(ADA);

    assertThat(sessions.list(ADA)).containsExactly(current.session());
    assertThat(sessions.deleteEnded()).isEqualTo(1);
    assertThat(sessions.deleteEnded()).isZero();
  }

  @Test
  void isFresh() {
    Session session = sessions.start(ADA).session();

    clock.advance(Duration.ofMinutes(4));
    assertThat(sessions.isFresh(session, Duration.ofMinutes(5))).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(sessions.isFresh(session, Duration.ofMinutes(5))).isFalse();
  }

  @Test
  void builder_contradiction() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Sessions.builder(store).maxAge(Duration.ofMinutes(10)).build())
        .withMessage("idleTimeout(PT30M) must not be longer than maxAge(PT10M)");
  }
}
