package dev.toolkit.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {

  private static final PasswordAlgorithm CHEAP = PasswordAlgorithm.pbkdf2Sha256(1_000);

  private final PasswordHasher hasher = PasswordHasher.builder().algorithm(CHEAP).build();

  @Test
  void hash_verify() {
    String stored = hasher.hash("correct horse");

    assertThat(stored)
        .matches("\\$pbkdf2-sha256\\$i=1000,l=32\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(hasher.verify("correct horse", stored)).isTrue();
    assertThat(hasher.verify("correct horsf", stored)).isFalse();
    assertThat(hasher.verify("", stored)).isFalse();
    assertThat(hasher.hash("correct horse")).as("another salt").isNotEqualTo(stored);
  }

  @Test
  void create_defaultAlgorithm() {
    assertThat(PasswordHasher.create()).hasToString("PasswordHasher[pbkdf2-sha256$i=600000]");
    assertThat(PasswordAlgorithm.pbkdf2Sha512()).hasToString("pbkdf2-sha512$i=210000");
    assertThat(PasswordAlgorithm.argon2id()).hasToString("argon2id$m=19456,t=2,p=1");
  }

  @Test
  void verify_accentsFromAnotherKeyboard() {
    String composed = "caf\u00e9";
    String decomposed = "cafe\u0301";

    assertThat(hasher.verify(decomposed, hasher.hash(composed))).isTrue();
  }

  /** RFC 7914, section 11, has these values of PBKDF2-HMAC-SHA-256. */
  @ParameterizedTest
  @CsvSource({
    "passwd,salt,1,55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "a49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a1978",
    "Password,NaCl,80000,4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
        + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
  })
  void pbkdf2_rfc7914(String password, String salt, int iterations, String expected) {
    byte[] hash =
        new Kdf.Pbkdf2(Kdf.Pbkdf2.SHA256, iterations)
            .derive(password, salt.getBytes(StandardCharsets.US_ASCII), 64);

    assertThat(HexFormat.of().formatHex(hash)).startsWith(expected.substring(0, 64));
  }

  /** The string is that of the reference implementation for the password "password". */
  @Test
  void argon2id_referenceString() {
    String stored =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    assertThat(hasher.verify("password", stored)).isTrue();
    assertThat(hasher.verify("Password", stored)).isFalse();
    assertThat(hasher.needsRehash(stored)).isTrue();
  }

  @Test
  void argon2id_hashAndVerify() {
    var argon2 = PasswordHasher.builder().algorithm(PasswordAlgorithm.argon2id(64, 1, 2)).build();
    String stored = argon2.hash("correct horse");

    assertThat(stored).startsWith("$argon2id$v=19$m=64,t=1,p=2$");
    assertThat(argon2.verify("correct horse", stored)).isTrue();
    assertThat(argon2.needsRehash(stored)).isFalse();
    assertThat(hasher.verify("correct horse", stored)).as("whichever is the default").isTrue();
    assertThat(hasher.needsRehash(stored)).isTrue();
  }

  @Test
  void needsRehash_costOrSizesDiffer() {
    String stored = hasher.hash("secret");
    var dearer = PasswordHasher.builder().algorithm(PasswordAlgorithm.pbkdf2Sha256(1_001)).build();

    assertThat(hasher.needsRehash(stored)).isFalse();
    assertThat(dearer.needsRehash(stored)).isTrue();
    assertThat(hasher.needsRehash("$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$" + "A".repeat(43))).isTrue();
  }

  @Test
  void hash_noSuchPassword() {
    String message = "Password must be Unicode text of 1 to 1024 bytes of UTF-8";
    for (String password :
        new String[] {"", "a".repeat(1025), "\u00e9".repeat(513), "lone \ud800 surrogate"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> hasher.hash(password))
          .withMessage(message);
      assertThat(hasher.verify(password, hasher.hash("?"))).isFalse();
    }
    assertThat(hasher.verify("a".repeat(1024), hasher.hash("a".repeat(1024)))).isTrue();
  }

  /** Lone surrogates would all be encoded as the same question mark. */
  @Test
  void verify_loneSurrogate_isNoQuestionMark() {
    assertThat(hasher.verify("\ud800", hasher.hash("?"))).isFalse();
  }

  @Test
  void verify_unknownUser_hashesAllTheSame() {
    var counter = new AtomicInteger();
    var counting =
        PasswordHasher.builder()
            .algorithm(CHEAP)
            .random(bytes -> counter.incrementAndGet())
            .maxConcurrent(1)
            .maxWait(Duration.ZERO)
            .build();
    counting.permits().acquireUninterruptibly();

    // Work is asked for even where nobody has the name: with no permit left, it fails like any.
    assertThatThrownBy(() -> counting.verify("guess", null)).isInstanceOf(AuthException.class);
    counting.permits().release();
    assertThat(counting.verify("guess", null)).isFalse();
    assertThat(counter).as("the salt for it is made once").hasValue(1);
  }

  @Test
  void verify_tooManyAtATime() {
    var narrow =
        PasswordHasher.builder()
            .algorithm(CHEAP)
            .maxConcurrent(2)
            .maxWait(Duration.ofMillis(1))
            .build();
    narrow.permits().acquireUninterruptibly(2);

    assertThatThrownBy(() -> narrow.hash("secret"))
        .isInstanceOfSatisfying(
            AuthException.class,
            e -> assertThat(e.code()).isEqualTo(AuthException.Code.RATE_LIMITED))
        .hasMessage("No password could be hashed within PT0.001S: 2 of 2 in use, about 0 waiting");
    narrow.permits().release(2);
    assertThat(narrow.verify("secret", narrow.hash("secret"))).isTrue();
    assertThat(narrow.permits().availablePermits()).isEqualTo(2);
  }

  @Test
  void verify_interrupted() {
    var narrow = PasswordHasher.builder().algorithm(CHEAP).maxConcurrent(1).build();
    narrow.permits().acquireUninterruptibly();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> narrow.hash("secret")).isInstanceOf(AuthException.class);
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ",
        "$pbkdf2-sha256$i=999$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=10000001$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=-1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000,i=1000$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000,x=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$l=12$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000,l=13$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000$!!!!!!!!$AAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000$AAAA$AAAAAAAAAAAAAAAA",
        "$argon2id$v=16$m=64,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1000,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=99$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA",
        "$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAA"
      })
  void verify_storedIsNoHash(String stored) {
    assertThatThrownBy(() -> hasher.verify("secret", stored))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(AuthException.Code.MALFORMED))
        .hasMessageStartingWith("Stored password hash cannot be read: ")
        .hasMessageNotContaining("c2FsdHNhbHQ");
    assertThatThrownBy(() -> hasher.needsRehash(stored)).isInstanceOf(AuthException.class);
  }

  @Test
  void phcString_parseAndRender() {
    String text = hasher.hash("secret");

    assertThat(PhcString.parse(text)).hasToString(text);
  }

  @Test
  void algorithm_outOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordAlgorithm.pbkdf2Sha256(999))
        .withMessage("Iterations of PBKDF2 must be between 1000 and 10000000: 999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PasswordAlgorithm.argon2id(15, 1, 2))
        .withMessage("Memory of Argon2id in KiB must be between 16 and 1048576: 15");
  }
}
