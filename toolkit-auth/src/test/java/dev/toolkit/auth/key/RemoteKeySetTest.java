package dev.toolkit.auth.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.testing.KeyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server on the loopback interface, with a clock that the test moves. */
class RemoteKeySetTest {

  private static final SigningKey FIRST = SigningKey.generate(Algorithm.ES256).withKid("first");
  private static final SigningKey SECOND = SigningKey.generate(Algorithm.ES256).withKid("second");

  private final KeyServer server = KeyServer.start();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final RemoteKeySet keys = builder().build();

  private RemoteKeySet.Builder builder() {
    return RemoteKeySet.builder(server.uri(), Algorithm.ES256)
        .allowPlainHttpOnLoopback()
        .ticker(nanos::get);
  }

  @AfterEach
  void stop() {
    keys.close();
    server.close();
  }

  private void publish(SigningKey... published) {
    server.answer(
        200,
        KeySet.of(List.of(published).stream().map(SigningKey::verificationKey).toList()).toJson(),
        "max-age=600");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private boolean has(String kid) {
    return keys.find(kid, Algorithm.ES256).isPresent();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void find_knownKey() {
    publish(FIRST);

    for (int i = 0; i < 3; i++) {
      assertThat(keys.find("first", Algorithm.ES256).orElseThrow().thumbprint())
          .isEqualTo(FIRST.verificationKey().thumbprint());
    }
    assertThat(keys.find(null, Algorithm.ES256)).isPresent();
    assertThat(keys.find("first", Algorithm.EdDSA)).isEmpty();
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void find_newKey() {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    publish(FIRST, SECOND);

    assertThat(has("second")).as("within the interval").isFalse();
    pass(Duration.ofSeconds(30));
    assertThat(has("second")).isTrue();
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void stampede_thousandUnknownKeysAtOnce() throws Exception {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    pass(Duration.ofSeconds(31));
    server.holdAnswers();
    var ready = new CountDownLatch(1000);
    List<Future<Boolean>> found = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        String kid = "unknown" + i;
        found.add(
            threads.submit(() -> {
              ready.countDown();
              return has(kid);
            }));
      }
      assertThat(ready.await(20, TimeUnit.SECONDS)).isTrue();
      await(() -> server.requests() == 2);
      assertThat(has("first")).as("a known key does not wait").isTrue();
      server.releaseAnswers();
      for (Future<Boolean> one : found) {
        assertThat(one.get(20, TimeUnit.SECONDS)).isFalse();
      }
    }
    assertThat(has("another")).isFalse();
    assertThat(server.requests()).as("one for the keys, one for the thousand").isEqualTo(2);
  }

  @Test
  void find_firstTimeByManyAtOnce() throws Exception {
    publish(FIRST);
    List<Future<Boolean>> found = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        found.add(threads.submit(() -> has("first")));
      }
      for (Future<Boolean> one : found) {
        assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void find_refreshesAheadWithoutWaiting() {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    publish(SECOND);
    server.holdAnswers();

    pass(Duration.ofSeconds(479));
    assertThat(has("first")).isTrue();
    assertThat(server.requests()).isEqualTo(1);

    pass(Duration.ofSeconds(1));
    assertThat(has("first")).as("while the request is under way").isTrue();
    await(() -> server.requests() == 2);
    assertThat(has("first")).isTrue();
    server.releaseAnswers();
    await(() -> has("second"));
    assertThat(has("first")).as("removed by its issuer").isFalse();
  }

  @Test
  void find_issuerFails() {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    server.answer(500, "", "max-age=600");

    // Fresh for 10 minutes, usable for another hour.
    pass(Duration.ofMinutes(69));
    assertThat(has("first")).isTrue();
    await(() -> server.requests() == 2);
    pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> has("first"))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(Code.PROVIDER))
        .hasMessageEndingWith("status 500");

    publish(SECOND);
    pass(Duration.ofSeconds(30));
    assertThat(has("second")).isTrue();
  }

  @Test
  void find_issuerFailsFromTheStart() {
    server.answer(503, "", "");

    assertThatThrownBy(() -> has("first")).isInstanceOf(AuthException.class);
    assertThatThrownBy(() -> has("first")).isInstanceOf(AuthException.class);
    assertThat(server.requests()).as("not each time").isEqualTo(1);

    publish(FIRST);
    pass(Duration.ofSeconds(1));
    assertThat(has("first")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[1]}",
        "{\"keys\":[],\"keys\":[]}",
        "<html></html>"
      })
  void find_noKeySet(String body) {
    server.answer(200, body, "");

    assertThatThrownBy(() -> has("first"))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(Code.PROVIDER));
  }

  @Test
  void find_badAnswerKeepsTheKeys() {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    server.answer(200, "{\"keys\":[]}", "");

    pass(Duration.ofMinutes(9));
    assertThat(has("first")).isTrue();
    await(() -> server.requests() == 2);
    assertThat(has("first")).isTrue();
  }

  @Test
  void poisoning_answerTooLong() {
    String padding = " ".repeat(PublishedKeys.MAX_BYTES);
    server.answer(200, KeySet.of(FIRST.verificationKey()).toJson() + padding, "");

    assertThatThrownBy(() -> has("first")).hasMessageContaining("longer than 262144 bytes");
  }

  @Test
  void ssrf_answerThatNeverEnds() {
    publish(FIRST);
    server.holdAnswers();
    try (RemoteKeySet impatient = builder().timeout(Duration.ofMillis(200)).build()) {
      assertThatThrownBy(() -> impatient.find("first", Algorithm.ES256))
          .isInstanceOf(AuthException.class);
    } finally {
      server.releaseAnswers();
    }
  }

  @Test
  void ssrf_redirectIsNotFollowed() {
    try (KeyServer other = KeyServer.start()) {
      other.answer(200, KeySet.of(FIRST.verificationKey()).toJson(), "");
      server.redirect(other.uri());

      assertThatThrownBy(() -> has("first")).hasMessageEndingWith("status 302");
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void poisoning_secretsAndBadKeysAreLeftOut() {
    String secret = SigningKey.generate(Algorithm.HS256).withKid("secret").toPrivateJwk();
    String priv = SECOND.toPrivateJwk();
    String weak = "{\"kty\":\"RSA\",\"kid\":\"weak\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";
    String enc = "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";
    String unknown = "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\"}";
    String good = FIRST.verificationKey().toJwk();
    server.answer(
        200, "{\"keys\":[" + String.join(",", secret, priv, weak, enc, unknown, good) + "]}", "");

    assertThat(has("first")).isTrue();
    assertThat(has("second")).isFalse();
    assertThat(keys.find("weak", Algorithm.RS256)).isEmpty();
    assertThat(keys.find("secret", Algorithm.HS256)).isEmpty();
  }

  @Test
  void find_duplicateKid() {
    publish(FIRST);
    assertThat(has("first")).isTrue();
    String same = SECOND.withKid("first").verificationKey().toJwk();
    server.answer(200, "{\"keys\":[" + FIRST.verificationKey().toJwk() + "," + same + "]}", "");

    pass(Duration.ofMinutes(9));
    assertThat(has("first")).isTrue();
    await(() -> server.requests() == 2);
    assertThat(keys.find("first", Algorithm.ES256).orElseThrow().thumbprint())
        .isEqualTo(FIRST.verificationKey().thumbprint());
  }

  @Test
  void refresh_atStart() {
    publish(FIRST);

    keys.refresh();

    assertThat(server.requests()).isEqualTo(1);
    assertThat(has("first")).isTrue();
    server.answer(500, "", "");
    keys.refresh();
    assertThat(has("first")).isTrue();
  }

  @Test
  void find_closed() {
    publish(FIRST);
    keys.close();

    assertThatIllegalStateException().isThrownBy(() -> has("first"));
  }

  @Test
  void find_nobodyListens() throws IOException {
    URI uri;
    try (var socket = new ServerSocket(0)) {
      uri = URI.create("http://localhost:" + socket.getLocalPort() + "/jwks");
    }
    try (RemoteKeySet none =
        RemoteKeySet.builder(uri, Algorithm.ES256).allowPlainHttpOnLoopback().build()) {
      assertThatThrownBy(none::refresh)
          .isInstanceOfSatisfying(
              AuthException.class, e -> assertThat(e.code()).isEqualTo(Code.PROVIDER));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.example.com/jwks",
        "http://localhost.example.com/jwks",
        "http://127.0.0.2/jwks",
        "ftp://localhost/jwks",
        "file:///etc/passwd",
        "https://user:secret@issuer.example.com/jwks",
        "https:///jwks",
        "https://issuer.example.com/jwks#x",
        "jwks"
      })
  void build_uriThatIsNotAllowed(String uri) {
    var builder = RemoteKeySet.builder(URI.create(uri), Algorithm.ES256).allowPlainHttpOnLoopback();

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void build_plainHttpOnlyByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteKeySet.builder(server.uri(), Algorithm.ES256).build())
        .withMessageContaining("allowPlainHttpOnLoopback()");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RemoteKeySet.builder(server.uri(), Algorithm.HS256))
        .withMessage("A published key set has no secrets: [HS256]");
    assertThatIllegalArgumentException().isThrownBy(() -> RemoteKeySet.builder(server.uri()));
  }

  @Test
  void keySet_bytesInOtherEncodings() {
    byte[] bom = "\ufeff{\"keys\":[]}".getBytes(UTF_8);

    assertThatThrownBy(() -> KeySet.parsePublished(bom, List.of(Algorithm.ES256), reason -> {}))
        .isInstanceOf(AuthException.class);
  }
}
