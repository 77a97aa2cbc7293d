package dev.toolkit.auth.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

  private static final TotpSecret SECRET =
      TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  private final ManualClock clock = new ManualClock();
  private final MemoryReplayGuard guard = MemoryReplayGuard.create();
  private final Totp totp = Totp.builder(guard).clock(clock).build();

  /** RFC 6238, appendix B. The seeds for SHA-256 and SHA-512 are as long as their hashes. */
  @ParameterizedTest
  @CsvSource({
    "59,94287082,46119246,90693936",
    "1111111109,07081804,68084774,25091201",
    "1111111111,14050471,67062674,99943326",
    "1234567890,89005924,91819424,93441116",
    "2000000000,69279037,90698825,38618901",
    "20000000000,65353130,77737706,47863826"
  })
  void code_rfc6238(long second, String sha1, String sha256, String sha512) {
    assertThat(code(Totp.Algorithm.SHA1, 20, second)).isEqualTo(sha1);
    assertThat(code(Totp.Algorithm.SHA256, 32, second)).isEqualTo(sha256);
    assertThat(code(Totp.Algorithm.SHA512, 64, second)).isEqualTo(sha512);
  }

  private static String code(Totp.Algorithm algorithm, int seedBytes, long second) {
    String seed = "1234567890".repeat(7).substring(0, seedBytes);
    Totp totp = Totp.builder(MemoryReplayGuard.create()).algorithm(algorithm).digits(8).build();
    return totp.code(
        TotpSecret.of(seed.getBytes(StandardCharsets.US_ASCII)), Instant.ofEpochSecond(second));
  }

  @Test
  void verify_neighbouringPeriods() {
    String current = totp.code(SECRET, clock.instant());
    for (int periods : new int[] {-1, 0, 1}) {
      clock.set(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(30L * periods));
      assertThat(totp.verify("account" + periods, SECRET, current)).isTrue();
    }
    for (int periods : new int[] {-2, 2}) {
      clock.set(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(30L * periods));
      assertThat(totp.verify("account" + periods, SECRET, current)).isFalse();
    }
  }

  @Test
  void verify_wrongCodes() {
    String right = totp.code(SECRET, clock.instant());

    for (String code : new String[] {"", "0", right + "0", " " + right, right.substring(1), "é"}) {
      assertThat(totp.verify("ada", SECRET, code)).as(code).isFalse();
    }
    assertThat(totp.verify("ada", SECRET, right)).as("wrong ones use nothing up").isTrue();
  }

  @Test
  void verify_codeTwice_refused() {
    String code = totp.code(SECRET, clock.instant());
    assertThat(totp.verify("ada", SECRET, code)).isTrue();

    assertThat(totp.verify("ada", SECRET, code)).isFalse();
    clock.advance(Duration.ofSeconds(30));
    assertThat(totp.verify("ada", SECRET, code)).as("still in the window").isFalse();
    assertThat(totp.verify("ada", SECRET, totp.code(SECRET, clock.instant()))).isTrue();
  }

  @Test
  void verify_olderCodeAfterNewer_refused() {
    String older = totp.code(SECRET, clock.instant().minusSeconds(30));

    assertThat(totp.verify("ada", SECRET, totp.code(SECRET, clock.instant()))).isTrue();
    assertThat(totp.verify("ada", SECRET, older)).isFalse();
    assertThat(totp.verify("bob", SECRET, older)).as("another account").isTrue();
  }

  @Test
  void verify_sameCodeAtOnce_acceptedOnce() {
    String code = totp.code(SECRET, clock.instant());
    var accepted = new AtomicInteger();
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        executor.submit(() -> {
          start.await();
          if (totp.verify("ada", SECRET, code)) {
            accepted.incrementAndGet();
          }
          return null;
        });
      }
      start.countDown();
    }

    assertThat(accepted).hasValue(1);
  }

  @Test
  void replayGuard_forgetsWhatIsTooOldToWork() {
    for (int i = 0; i < 100; i++) {
      guard.advance("account" + i, 1000);
    }
    guard.advance("late", 2000);

    assertThat(guard.accounts()).isEqualTo(1);
  }

  @Test
  void uri_forQrCode() {
    assertThat(totp.uri("My App", "ada@example.com", SECRET))
        .isEqualTo(
            "otpauth://totp/My%20App:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=My%20App&algorithm=SHA1&digits=6&period=30");
    assertThatIllegalArgumentException().isThrownBy(() -> totp.uri("a:b", "ada", SECRET));
  }

  @Property
  void secret_parseReadsWhatToBase32Writes(@ForAll @Size(min = 16, max = 64) byte[] bytes) {
    TotpSecret secret = TotpSecret.of(bytes);

    assertThat(TotpSecret.parse(secret.toBase32())).isEqualTo(secret);
    assertThat(TotpSecret.parse(secret.toBase32().toLowerCase() + "==")).isEqualTo(secret);
  }

  /** RFC 4648, section 10, as far as it is long enough when repeated. */
  @Test
  void secret_base32() {
    assertThat(TotpSecret.of("foobarfoobarfoobar".getBytes(StandardCharsets.US_ASCII)).toBase32())
        .isEqualTo("MZXW6YTBOJTG633CMFZGM33PMJQXE");
  }

  @Test
  void secret_malformed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1"))
        .withMessage("Secret is not base32: unexpected digit 32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TotpSecret.of(new byte[15]))
        .withMessage("Secret must have between 16 and 64 bytes: 15");
    assertThat(TotpSecret.generate()).hasToString("TotpSecret[20 bytes]");
    assertThat(TotpSecret.generate()).isNotEqualTo(TotpSecret.generate());
  }

  @Test
  void builder_wrongValues() {
    assertThatIllegalArgumentException().isThrownBy(() -> Totp.builder(guard).digits(5));
    assertThatIllegalArgumentException().isThrownBy(() -> Totp.builder(guard).window(11));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Totp.builder(guard).period(Duration.ofSeconds(14)));
  }

  @Test
  void backupCodes_eachOnce() {
    BackupCodes made = BackupCodes.generate(10);
    Set<String> stored = made.hashes();
    String code = made.codes().getFirst();
    assertThat(code).matches("([0-9a-hj-km-np-tv-z]{4}-){3}[0-9a-hj-km-np-tv-z]{4}");

    Set<String> left = BackupCodes.redeem(code, stored).orElseThrow();

    assertThat(left).hasSize(9);
    assertThat(BackupCodes.redeem(code, left)).isEmpty();
    assertThat(BackupCodes.redeem("0000-0000-0000-0000", left)).isEmpty();
    assertThat(made).hasToString("BackupCodes[10]");
    assertThat(String.join("", stored)).doesNotContain(code);
  }

  @Test
  void backupCodes_asPeopleTypeThem() {
    BackupCodes made = BackupCodes.generate(1);
    String code = made.codes().getFirst();
    String typed = code.toUpperCase().replace("-", " ").replace('0', 'O').replace('1', 'I');

    assertThat(BackupCodes.redeem(typed, made.hashes())).contains(Set.of());
  }
}
