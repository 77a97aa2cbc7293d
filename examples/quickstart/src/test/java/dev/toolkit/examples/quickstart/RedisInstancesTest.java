package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.testing.RedisProcess;
import dev.toolkit.server.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the application on one database and one Redis. */
class RedisInstancesTest {

  private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}";

  /** What requests may take beside, on a machine that is busy. */
  private static final Duration OVERHEAD = Duration.ofMillis(750);

  /** Within this time an instance hears of what another has changed: docs/cache-redis.md. */
  private static final Duration NOTICE = Duration.ofMillis(250).plus(OVERHEAD);

  /** Within this time a Redis that has come is in use. */
  private static final Duration IN_USE = Duration.ofSeconds(2).plus(OVERHEAD);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String database = UUID.randomUUID().toString();
  private RedisProcess redis;
  private Server one;
  private Server two;

  @BeforeEach
  void start() throws Exception {
    redis = RedisProcess.start();
    one = Started.instance(database, redis.uri());
    two = Started.instance(database, redis.uri());
  }

  @AfterEach
  void stop() {
    two.close();
    one.close();
    redis.close();
    client.close();
  }

  @Test
  void user_removedByOne_isGoneForTheOther() throws Exception {
    for (int id = 1; id <= 5; id++) {
      String path = "/api/users/" + id;
      send(one, "POST", "/api/users", ADA);
      awaitStatus(200, two, path, NOTICE);
      assertThat(status(one, path)).isEqualTo(200);

      send(one, "DELETE", path, "");

      awaitStatus(404, two, path, NOTICE);
    }
  }

  @Test
  void user_readByOne_isInRedisForTheOther() throws Exception {
    send(one, "POST", "/api/users", ADA);
    send(one, "GET", "/api/users/1", "");

    assertThat(redis.commands().exists("cache:user:v1:1")).isEqualTo(1);
    assertThat(send(two, "GET", "/api/users/1", "").body())
        .isEqualTo("{\"id\":1,\"name\":\"Ada\",\"email\":\"ada@example.com\"}");
  }

  @Test
  void logins_areCountedTogether() throws Exception {
    int limit = Quickstart.LOGINS.burst();
    int passed = 0;
    for (int i = 0; i < limit + 20; i++) {
      HttpResponse<String> response = send(i % 2 == 0 ? one : two, "POST", "/login", "{}");
      passed += response.statusCode() == 422 ? 1 : 0;
    }

    assertThat(passed).isEqualTo(limit);
    HttpResponse<String> refused = send(two, "POST", "/login", "{}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void ready_saysHowItIsWithRedis() throws Exception {
    assertThat(send(one, "GET", "/ready", "").body())
        .isEqualTo("{\"status\":\"ready\",\"redis\":\"connected\"}");
    redis.kill();
    awaitRedisState(one, "away", IN_USE);
    assertThat(status(one, "/ready")).isEqualTo(200);
    assertThat(status(one, "/health")).isEqualTo(200);
    redis.restart();
    awaitRedisState(one, "connected", IN_USE);
  }

  @Test
  void redisAwayAtStart_eachGoesOnForItself_untilItComes() throws Exception {
    redis.kill();
    try (Server early = Started.instance(database, redis.uri());
        Server other = Started.instance(database, redis.uri())) {
      awaitRedisState(early, "away", IN_USE);
      send(early, "POST", "/api/users", ADA);
      assertThat(status(early, "/api/users/1")).isEqualTo(200);
      assertThat(status(other, "/api/users/1")).isEqualTo(200);
      assertThat(send(early, "POST", "/login", "{}").statusCode()).isEqualTo(422);

      redis.restart();
      awaitRedisState(early, "connected", IN_USE);
      awaitRedisState(other, "connected", IN_USE);
      send(early, "DELETE", "/api/users/1", "");

      awaitStatus(404, other, "/api/users/1", IN_USE);
    }
  }

  private void awaitRedisState(Server server, String state, Duration limit) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    String expected = "\"redis\":\"" + state + "\"";
    String body = send(server, "GET", "/ready", "").body();
    while (!body.contains(expected)) {
      assertThat(System.nanoTime()).as("Redis " + state + ": " + body).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
      body = send(server, "GET", "/ready", "").body();
    }
  }

  private void awaitStatus(int expected, Server server, String path, Duration limit)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (status(server, path) != expected) {
      assertThat(System.nanoTime()).as(path + " is " + expected).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private int status(Server server, String path) throws Exception {
    return send(server, "GET", path, "").statusCode();
  }

  private HttpResponse<String> send(Server server, String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
