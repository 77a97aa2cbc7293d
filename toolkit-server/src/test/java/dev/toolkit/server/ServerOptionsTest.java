package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

  @Test
  void defaults_inFull() {
    assertThat(ServerOptions.defaults())
        .hasToString(
            "ServerOptions[host localhost, port 3000, idleTimeout PT30S, headerTimeout PT10S,"
                + " stopTimeout PT30S, maxHeaderBytes 8192, maxConnections 20000, backlog 4096,"
                + " maxConcurrentStreams 100]");
    assertThat(ServerOptions.defaults().tls()).isEmpty();
    assertThat(ServerOptions.defaults().engine()).isSameAs(Engine.jetty());
  }

  @Test
  void with_changesACopy() {
    ServerOptions changed =
        ServerOptions.defaults()
            .withHost("0.0.0.0")
            .withPort(80)
            .withIdleTimeout(Duration.ofSeconds(1))
            .withHeaderTimeout(Duration.ofSeconds(2))
            .withStopTimeout(Duration.ZERO)
            .withMaxHeaderBytes(16_384)
            .withMaxConnections(5)
            .withBacklog(6)
            .withMaxConcurrentStreams(7);

    assertThat(changed)
        .hasToString(
            "ServerOptions[host 0.0.0.0, port 80, idleTimeout PT1S, headerTimeout PT2S,"
                + " stopTimeout PT0S, maxHeaderBytes 16384, maxConnections 5, backlog 6,"
                + " maxConcurrentStreams 7]");
    assertThat(ServerOptions.defaults().port()).isEqualTo(3000);
  }

  @Test
  void with_refusesWhatMakesNoSense() {
    ServerOptions options = ServerOptions.defaults();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withPort(70_000))
        .withMessage("Port must be between 0 and 65535: 70000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withPort(-1))
        .withMessage("Port must be between 0 and 65535: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withHost(" "))
        .withMessage("Host must not be blank: \"0.0.0.0\" stands for all addresses of the machine");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withIdleTimeout(Duration.ZERO))
        .withMessage("Idle time-out must be at least a millisecond: PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withHeaderTimeout(Duration.ofNanos(1)))
        .withMessage("Header time-out must be at least a millisecond: PT0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withStopTimeout(Duration.ofSeconds(-1)))
        .withMessage("Stop time-out must not be negative: PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMaxHeaderBytes(255))
        .withMessage("Limit of the headers must be at least 256 bytes: 255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMaxConnections(0))
        .withMessage("Number of connections must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withBacklog(0))
        .withMessage("Backlog must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withMaxConcurrentStreams(0))
        .withMessage("Number of concurrent streams must be positive: 0");
  }
}
