package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.Routes;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;

/** Servers on the engine under test. */
@Timeout(120)
interface EngineFixture {

  MediaType BINARY = MediaType.parse("application/octet-stream");

  Engine engine();

  default ServerOptions options() {
    return ServerOptions.defaults().withPort(0).withEngine(engine());
  }

  /** Starts a server with these routes and {@code GET /health}. */
  default Server serve(Consumer<Routes> routes) {
    return serve(routes, options(), new RecordedLog());
  }

  default Server serve(Consumer<Routes> routes, ServerOptions options, RecordedLog log) {
    Env env = JvmEnv.builder().log(log).build();
    App app =
        App.of(
            all -> {
              all.get("/health", c -> Response.text("ok"));
              routes.accept(all);
            });
    return Server.start(app, env, options);
  }

  default void requireHealth(RawClient client) throws IOException {
    client.sendHead("GET /health HTTP/1.1", "Host: localhost");
    RawResponse health = client.read();
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.text()).isEqualTo("ok");
  }

  default void requireHealth(Server server) throws IOException {
    try (RawClient client = RawClient.connect(server.port())) {
      requireHealth(client);
    }
  }
}
