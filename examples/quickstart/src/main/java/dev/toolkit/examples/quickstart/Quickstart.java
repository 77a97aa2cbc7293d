package dev.toolkit.examples.quickstart;

import dev.toolkit.core.App;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.middleware.AccessLog;
import dev.toolkit.core.middleware.Cors;
import dev.toolkit.core.middleware.RequestId;
import dev.toolkit.server.Server;
import dev.toolkit.server.ServerOptions;
import java.util.Map;

/**
 * Starts the application on the port in {@code PORT} (3000) and the address in {@code HOST}
 * (127.0.0.1), until it is told to stop.
 */
public final class Quickstart {

  private Quickstart() {}

  /** Runs the application. */
  public static void main(String[] args) throws InterruptedException {
    ServerOptions options = options(System.getenv());
    try (Server server = Server.start(app(new Users()), JvmEnv.create(), options)) {
      stopWithBuild(server);
      System.out.println("Listening on " + server.uri());
      server.await();
    }
  }

  static App app(Users users) {
    var usersApi = new UsersApi(users);
    return App.of(routes ->
        routes
            .use(RequestId.create(), AccessLog.create())
            .use(Cors.allowing("https://app.example.com"))
            .get("/health", c -> c.json(Map.of("status", "ok")))
            .group("/api", api -> api.group("/users", usersApi::addTo)));
  }

  static ServerOptions options(Map<String, String> environment) {
    return ServerOptions.defaults()
        .withHost(environment.getOrDefault("HOST", "127.0.0.1"))
        .withPort(port(environment.getOrDefault("PORT", "3000")));
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("PORT must be a number: \"" + text + "\"", e);
    }
  }

  /** Ends with the Maven build that started this process, which may die without telling. */
  private static void stopWithBuild(Server server) {
    if (Boolean.getBoolean("quickstart.stopWithParent")) {
      ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
      var unused = parent.onExit().thenRun(server::close);
    }
  }
}
