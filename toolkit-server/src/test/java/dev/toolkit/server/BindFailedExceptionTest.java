package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class BindFailedExceptionTest {

  private static BindFailedException failure(int port, Exception root) {
    ServerOptions options = ServerOptions.defaults().withPort(port);
    return BindFailedException.of(options, new IOException("Failed to bind", root));
  }

  @Test
  void message_permissionDenied() {
    assertThat(failure(80, new SocketException("Permission denied")))
        .hasMessage(
            "Port 80 on localhost must not be bound by this process: ports below 1024 need a"
                + " privilege, so choose a higher one with ServerOptions.withPort(…)");
    assertThat(failure(5000, new SocketException("Permission denied: bind")))
        .hasMessage(
            "Port 5000 on localhost must not be bound by this process: choose another port with"
                + " ServerOptions.withPort(…)");
  }

  @Test
  void message_addressOfAnotherMachine() {
    assertThat(failure(80, new BindException("Cannot assign requested address")))
        .hasMessage(
            "Port 80 on localhost cannot be bound, since this machine does not have the address:"
                + " choose another with ServerOptions.withHost(…)");
  }

  @Test
  void message_other() {
    assertThat(failure(80, new SocketException("Too many open files")))
        .hasMessage("Port 80 on localhost cannot be bound: Too many open files");
    assertThat(failure(80, new SocketException()))
        .hasMessage("Port 80 on localhost cannot be bound: SocketException");
  }

  @Test
  void accessors() {
    BindFailedException failure = failure(80, new BindException("Address already in use"));

    assertThat(failure.port()).isEqualTo(80);
    assertThat(failure.host()).isEqualTo("localhost");
    assertThat(failure).hasRootCauseInstanceOf(BindException.class);
  }
}
