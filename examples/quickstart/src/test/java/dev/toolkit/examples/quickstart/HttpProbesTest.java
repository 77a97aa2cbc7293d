package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.server.Server;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Malformed and borderline requests, and the answers that RFC 9112 and docs/server.md give. */
@Timeout(120)
class HttpProbesTest {

  /**
   * A line of http-probes.jsonl.
   *
   * @param expect statuses of the answers joined by slashes, {@code 2xx} for any success, with
   *     {@code close} if the connection is closed after it; or {@code reset}
   */
  record Probe(String id, String why, String request_base64, List<String> expect) {
    @Override
    public String toString() {
      return id + ": " + why;
    }
  }

  private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static Server server;

  @BeforeAll
  static void start() {
    server = Started.quickstart();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Probe> probes() throws IOException {
    var mapper = JsonMapper.shared();
    try (var in = HttpProbesTest.class.getResourceAsStream("/http-probes.jsonl");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> mapper.readValue(line, Probe.class)).toList().stream();
    }
  }

  @Test
  void probes_areAllThere() throws IOException {
    assertThat(probes()).hasSize(28);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe(Probe probe) throws IOException {
    byte[] request = Base64.getDecoder().decode(probe.request_base64());
    int count = probe.expect().getFirst().split("/").length;
    String answer;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      answer = answer(socket, request, count);
    }

    assertThat(probe.expect()).contains(answer);
  }

  /** Returns what came, in the words of the probes. */
  private static String answer(Socket socket, byte[] request, int count) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    List<String> statuses = new ArrayList<>();
    try {
      socket.getOutputStream().write(request);
      for (int i = 0; i < count; i++) {
        int status = status(in);
        statuses.add(status / 100 == 2 && count == 1 ? "2xx" : Integer.toString(status));
      }
    } catch (SocketException reset) {
      return "reset";
    }
    return String.join("/", statuses) + (isUsable(socket, in) ? "" : " close");
  }

  private static boolean isUsable(Socket socket, InputStream in) {
    try {
      socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.US_ASCII));
      return status(in) == 200;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Reads a response with a {@code Content-Length}, as all of these are. */
  private static int status(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    assertThat(in.readNBytes(length)).hasSize(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Closed after \"" + line + "\"");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
