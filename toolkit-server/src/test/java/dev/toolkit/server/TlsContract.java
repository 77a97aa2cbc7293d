package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections with TLS. */
interface TlsContract extends EngineFixture {

  private Server secured(Tls tls) {
    return secured(options().withTls(tls));
  }

  private Server secured(ServerOptions options) {
    return serve(
        routes ->
            routes
                .get("/scheme", c -> Response.text(c.request().scheme()))
                .post("/echo", c -> Response.text(c.request().text())),
        options,
        new RecordedLog());
  }

  @ParameterizedTest
  @CsvSource({"rsa, rsa, CN=rsa", "ec, ec, CN=ec", "leaf-chain, leaf, CN=leaf"})
  default void tls_ofEachKind(String certificates, String key, String name, @TempDir Path folder)
      throws Exception {
    try (Server server = secured(TlsFiles.in(folder, certificates, key).tls());
        SSLSocket socket = TlsClient.connect(server.port());
        RawClient client = RawClient.over(socket)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(TlsClient.certificate(socket)).isEqualTo(name);
      client.sendHead("GET /scheme HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo("https");
      assertThat(server.uri()).hasToString("https://localhost:" + server.port());
      requireHealth(client);
    }
  }

  @Test
  default void tls_offersHttp2First(@TempDir Path folder) throws Exception {
    try (Server server = secured(TlsFiles.in(folder, "ec").tls());
        SSLSocket socket = TlsClient.connect(server.port(), "http/1.1", "h2");
        Http2Client client = Http2Client.over(socket)) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
      assertThat(client.get(1, "/scheme").response(1).text()).isEqualTo("https");
      client.open(3, "POST", "/echo").data(3, Http2Client.END_STREAM, "hello");
      assertThat(client.response(3).text()).isEqualTo("hello");
    }
  }

  @Test
  default void tls_ofVersion12(@TempDir Path folder) throws Exception {
    try (Server server = secured(TlsFiles.in(folder, "rsa").tls());
        SSLSocket socket = TlsClient.open(server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();

      assertThat(socket.getSession().getCipherSuite())
          .isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
      requireHealth(RawClient.over(socket));
    }
  }

  @Test
  default void tls_refusesSuitesWithoutAuthenticatedEncryption(@TempDir Path folder)
      throws Exception {
    try (Server server = secured(TlsFiles.in(folder, "rsa").tls());
        SSLSocket socket = TlsClient.open(server.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(
          new String[] {
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"
          });

      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  default void tls_reloads(@TempDir Path folder) throws Exception {
    TlsFiles files = TlsFiles.in(folder, "rsa");
    Tls tls = files.tls();
    try (Server server = secured(tls);
        SSLSocket before = TlsClient.connect(server.port());
        RawClient client = RawClient.over(before)) {
      assertThat(TlsClient.certificate(before)).isEqualTo("CN=rsa");
      files.replace("ec", "ec");
      tls.reload();

      try (SSLSocket after = TlsClient.connect(server.port())) {
        assertThat(TlsClient.certificate(after)).isEqualTo("CN=ec");
        requireHealth(RawClient.over(after));
      }
      requireHealth(client);
    }
  }

  @Test
  default void tls_refusesOther(@TempDir Path folder) throws Exception {
    try (Server server = secured(TlsFiles.in(folder, "rsa").tls())) {
      try (RawClient plain = RawClient.connect(server.port())) {
        plain.sendHead("GET /health HTTP/1.1", "Host: localhost");
        assertThatThrownBy(plain::read).isInstanceOf(IOException.class);
      }
      try (SSLSocket socket = TlsClient.connect(server.port())) {
        requireHealth(RawClient.over(socket));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40})
  default void tls_slowHandshakeIsCut(int bytes, @TempDir Path folder) throws Exception {
    ServerOptions options =
        options()
            .withTls(TlsFiles.in(folder, "rsa").tls())
            .withHeaderTimeout(Duration.ofMillis(600));
    // The head of a record with a handshake of 16 KiB.
    byte[] hello = {22, 3, 1, 64, 0, 1, 0, 63, -4, 3, 3};
    var pause = new CountDownLatch(1);
    try (Server server = secured(options);
        RawClient client = RawClient.connect(server.port())) {
      long start = System.nanoTime();
      try {
        for (int i = 0; i < bytes; i++) {
          client.send(new byte[] {i < hello.length ? hello[i] : 0});
          pause.await(100, TimeUnit.MILLISECONDS);
        }
      } catch (IOException cut) {
        // As it should be.
      }

      assertThat(client.isClosedByServer()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  default void tls_stopAnswersFirst(@TempDir Path folder) throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Server server =
        serve(
            routes ->
                routes.get(
                    "/blocked",
                    c -> {
                      entered.countDown();
                      release.await();
                      return Response.text("answered");
                    }),
            options().withTls(TlsFiles.in(folder, "rsa").tls()),
            new RecordedLog());
    try (SSLSocket socket = TlsClient.connect(server.port());
        RawClient silent = RawClient.connect(server.port());
        RawClient client = RawClient.over(socket)) {
      client.sendHead("GET /blocked HTTP/1.1", "Host: localhost");
      assertThat(entered.await(20, SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      assertThat(silent.isClosedByServer()).isTrue();
      assertThat(closing).isNotDone();
      release.countDown();

      assertThat(client.read().text()).isEqualTo("answered");
      closing.get(20, SECONDS);
    }
  }
}
