package dev.toolkit.examples.quickstart;

import static dev.toolkit.examples.quickstart.UserTable.users;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.auth.AuthException;
import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.layer.MemoryLayer;
import dev.toolkit.core.App;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.middleware.AccessLog;
import dev.toolkit.core.middleware.Cors;
import dev.toolkit.core.middleware.RateLimit;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.RequestId;
import dev.toolkit.db.jdbc.Database;
import dev.toolkit.server.Server;
import dev.toolkit.server.ServerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the application as its {@link Settings} say, until it is told to stop. */
public final class Quickstart {

  /** How often one address may try to sign in, whichever instance it asks. */
  static final RateLimitRule LOGINS = RateLimitRule.of(100, Duration.ofHours(1));

  private Quickstart() {}

  /** Runs the application. */
  public static void main(String[] args) throws InterruptedException {
    Settings settings = Settings.of(System.getenv());
    try (Server server = start(settings)) {
      stopWithBuild(server);
      System.out.println("Listening on " + server.uri());
      if (settings.passwordIsGenerated()) {
        System.out.println("Accounts admin and reader, password " + settings.password());
      }
      server.await();
    }
  }

  static Server start(Settings settings) {
    ServerOptions options =
        ServerOptions.defaults().withHost(settings.host()).withPort(settings.port());
    return Server.start(app(settings), JvmEnv.create(), options);
  }

  /** Returns the application, which closes its pool, its caches and Redis when it stops. */
  static App app(Settings settings) {
    var shared = new Shared(settings.redisUrl());
    var pool = pool(settings.databaseUrl());
    Database db = Database.of(pool);
    db.schema().createMissing(users);
    var allUsers = new Users(db, shared);
    var usersApi = new UsersApi(allUsers);
    var security = new Security(settings.password());
    var edge = new EdgeFunction(Kv.of(MemoryLayer.create(), "edge"), InstantSource.system());
    return App.of(routes ->
        routes
            .onStop(pool::close)
            .onStop(shared::close)
            .use(RequestId.create(), AccessLog.create())
            .use(Cors.allowing("https://app.example.com"))
            .get("/health", c -> c.json(Map.of("status", "ok")))
            .get("/ready", new Readiness(allUsers, shared))
            .get("/edge/{*path}", edge)
            .group("/api", api -> api.group("/users", usersApi::addTo))
            .group(
                "/login",
                login ->
                    login
                        .use(RateLimit.of("login", LOGINS, shared.rateLimits()))
                        .post("", Security.Credentials.class, security::signIn))
            .group(
                "/account",
                account ->
                    account
                        .use(security.byToken())
                        .onError(AuthException.class, (c, e) -> Security.toResponse(e))
                        .get("/me", Security::whoAmI)
                        .post("/keys", security::createApiKey)
                        .delete("/keys/{id}", security::revokeApiKey))
            .group(
                "/admin",
                admin ->
                    admin
                        .use(security.byToken(), security.requires("statistics:read"))
                        .get("/statistics", c -> c.json(Map.of("users", allUsers.size()))))
            .group(
                "/service",
                service ->
                    service
                        .use(security.byApiKey(), security.requires("users:count"))
                        .get("/users/count", c -> c.json(Map.of("users", allUsers.size())))));
  }

  private static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    // Else a request, and whoever asks if this instance is ready, would wait for 30 seconds.
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(3));
    return new HikariDataSource(config);
  }

  /** Ends with the Maven build that started this process, which may die without telling. */
  private static void stopWithBuild(Server server) {
    if (Boolean.getBoolean("quickstart.stopWithParent")) {
      ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
      var unused = parent.onExit().thenRun(server::close);
    }
  }
}
