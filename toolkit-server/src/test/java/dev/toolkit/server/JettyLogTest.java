package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.toolkit.core.App;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What Jetty logs of requests that it refuses: docs/server.md names the loggers to quiet. */
class JettyLogTest {

  private static final String MARK = "s3cret";

  private static final List<String> QUIETED =
      List.of("org.eclipse.jetty.http.HttpParser", "org.eclipse.jetty.util.HostPort");

  private static final List<String> REFUSED =
      List.of(
          "GET / HTTP/1.1~Host: s3cret~Host: s3cret2~~",
          "GET / HTTP/1.1~Host: s3cret:port~~",
          "GET / HTTP/1.1~Host: s3cret:99999~~",
          "GET / HTTP/1.1~Host: [s3cret~~",
          "GET / HTTP/1.1~Host: [s3cret]:1~~",
          "GET / HTTP/1.1~Host: s3cret/b~~",
          "GET / HTTP/1.1~Host: s3cret@localhost~~",
          "GET /s3cret/%zz HTTP/1.1~Host: localhost~~",
          "GET http://s3cret:port/ HTTP/1.1~Host: localhost~~",
          "GET http://s3cret/ HTTP/1.1~Host: localhost~~",
          "GET / HTTP/1.1~Host: localhost~Content-Length: s3cret~~",
          "GET / HTTP/1.1~Host: localhost~Transfer-Encoding: s3cret~~",
          "GET / HTTP/1.1~Host: localhost~Cookie: s3cret\u0000~~",
          "GET / HTTP/1.1~Host: localhost~Cookie s3cret~~",
          "GET / HTTP/1.1~Host: localhost~Expect: s3cret~~",
          "GET / HTTP/1.1~Host: localhost~Cookie: s3cret" + "s3cret".repeat(2000) + "~~",
          "POST /b HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~s3cret~");

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void record() {
    events.start();
    root.addAppender(events);
  }

  @AfterEach
  void forget() {
    root.detachAppender(events);
    quiet(null);
  }

  private static void quiet(Level level) {
    QUIETED.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(level));
  }

  private void sendAll() throws Exception {
    App app = App.of(routes -> routes.post("/b", c -> Response.text(c.request().text())));
    try (Server server = Server.start(app, JvmEnv.create(), ServerOptions.defaults().withPort(0))) {
      for (String request : REFUSED) {
        try (RawClient client = RawClient.connect(server.port())) {
          client.send(request.replace("~", "\r\n")).endSending();
          assertThat(client.read().status()).as(request).isBetween(400, 499);
        }
      }
    }
  }

  private List<String> loggersThatTell() {
    return List.copyOf(events.list).stream()
        .filter(event -> text(event).contains(MARK))
        .map(ILoggingEvent::getLoggerName)
        .distinct()
        .sorted()
        .toList();
  }

  private static String text(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getFormattedMessage() + event.getKeyValuePairs() + trace;
  }

  @Test
  void log_ofRefusedRequests_holdsNoValues() throws Exception {
    quiet(Level.ERROR);

    sendAll();

    assertThat(loggersThatTell()).isEmpty();
  }

  /** If this fails, Jetty has mended its messages, and the guide need not name the loggers. */
  @Test
  void log_ofRefusedRequests_tellsValuesByDefault() throws Exception {
    sendAll();

    assertThat(loggersThatTell()).isEqualTo(QUIETED);
  }
}
