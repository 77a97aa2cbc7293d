package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static dev.toolkit.cache.redis.Nodes.await;
import static dev.toolkit.cache.redis.Nodes.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.kv.KvQuery;
import dev.toolkit.cache.testing.RedisProcess;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.middleware.RateLimitRule;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis that asks who comes, by passwords, lists of commands and certificates. */
@Tag("redis")
class RedisAccessTest {

  private final Nodes nodes = new Nodes();
  private final List<RedisProcess> servers = new ArrayList<>();

  @AfterEach
  void close() {
    nodes.close();
    servers.forEach(RedisProcess::close);
  }

  private RedisProcess opened(RedisProcess server) {
    servers.add(server);
    return server;
  }

  /** The rules of the user {@code app} in the guide. */
  private static List<String> documentedRules() throws IOException {
    return documented("```text\nuser app (.+?)\n```");
  }

  private static List<String> documented(String pattern) throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "cache-redis.md"));
    Matcher rules = Pattern.compile(pattern, Pattern.DOTALL).matcher(guide);
    assertThat(rules.find()).isTrue();
    return List.of(rules.group(1).split("\\s+"));
  }

  private static void setUser(RedisCommands<String, String> commands, List<String> rules) {
    CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
    arguments.add("SETUSER").add("app");
    rules.forEach(arguments::add);
    commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
  }

  @Test
  void accessControl_theListOfTheGuideIsEnough_andNotTooMuch() throws Exception {
    RedisProcess server = opened(RedisProcess.start());
    RedisCommands<String, String> commands = server.commands();
    setUser(commands, documentedRules());
    commands.configResetstat();
    String uri = server.uri().replace("redis://", "redis://app:password@");
    Nodes.Node first = nodes.at(uri, PATIENT);
    Cache<String, String> a = first.cache();
    Cache<String, String> b = nodes.at(uri, PATIENT).cache();

    a.put("k", "v", a.options().withTags("t"));
    await(b, "k", "v");
    a.invalidateTag("t");
    await(b, "k", "none");
    assertThat(a.get("locked", (key, c) -> "v", a.options().withNodeLock(Duration.ofSeconds(1))))
        .isEqualTo("v");
    Kv kv = Kv.of(first.redis().layer(), "pages");
    kv.put("page", "value");
    assertThat(kv.list(KvQuery.all()).names()).hasSize(1);
    assertThat(
            RedisRateLimitStore.of(first.redis())
                .take("c", RateLimitRule.of(1, Duration.ofHours(1)), JvmEnv.create().clock())
                .isAllowed())
        .isTrue();
    b.close();
    Await.eventually(() -> server.calls(commands, "unsubscribe") > 0);
    Await.eventually(() -> server.calls(commands, "ping") > 0);

    assertThat(a.stats().layerFailures() + b.stats().layerFailures()).isZero();
    assertThat(documentedRules())
        .filteredOn(rule -> rule.matches("\\+[a-z]+"))
        .allMatch(rule -> rule.equals("+auth") || server.calls(commands, rule.substring(1)) > 0);
  }

  @Test
  void accessControl_ofACluster() throws Exception {
    List<RedisProcess> members = RedisTopologiesTest.startCluster();
    members.forEach(this::opened);
    List<String> rules = new ArrayList<>(documentedRules());
    rules.addAll(documented("a cluster also needs `(.+?)`"));
    List<String> uris = new ArrayList<>();
    for (RedisProcess member : members) {
      setUser(member.commands(), rules);
      uris.add(member.uri().replace("redis://", "redis://app:password@"));
    }
    try (Redis redis = Redis.connectCluster(uris, PATIENT);
        Caches caches = Caches.create()) {
      Cache<String, String> cache = RedisTopologiesTest.cache(caches, redis);
      for (int i = 0; i < 50; i++) {
        cache.put("k" + i, "v", cache.options().withTags("t"));
      }

      assertThat(Kv.of(redis.layer(), "pages").list(KvQuery.all()).names()).isEmpty();
      assertThat(cache.stats().pending()).isZero();
      assertThat(cache.stats().layerFailures()).isZero();
      assertThat(members).allMatch(member -> member.commands().dbsize() > 0);
    }
  }

  @Test
  void accessControl_whatIsNotAllowed_isAMiss() throws Exception {
    RedisProcess server = opened(RedisProcess.start());
    List<String> rules = new ArrayList<>(documentedRules());
    rules.add("-get");
    setUser(server.commands(), rules);
    String uri = server.uri().replace("redis://", "redis://app:password@");
    Cache<String, String> a = nodes.at(uri, PATIENT).cache();
    nodes.at(server.uri(), PATIENT).cache().put("k", "stored");

    assertThat(a.get("k", (key, c) -> "loaded")).isEqualTo("loaded");
    assertThat(a.stats().layerFailures()).isPositive();
  }

  private static Path pem(String name) throws URISyntaxException {
    return Path.of(RedisAccessTest.class.getResource("/tls/" + name + ".pem").toURI());
  }

  private RedisProcess startWithTls(String... options) throws Exception {
    return opened(RedisProcess.startWithTls(pem("redis"), pem("redis-key"), options));
  }

  @Test
  void tls_trusted() throws Exception {
    RedisProcess server = startWithTls();
    RedisOptions options = PATIENT.withTrusted(pem("redis"));
    Cache<String, String> a = nodes.at(server.uri(), options).cache();
    Cache<String, String> b = nodes.at(server.uri(), options).cache();

    a.put("k", "one");
    await(b, "k", "one");
    a.put("k", "two");
    await(b, "k", "two");
    assertThat(server.commands().exists("cache:test:v1:k")).isEqualTo(1);
  }

  @Test
  void tls_serverThatIsNotTrusted_isNeverUsed() throws Exception {
    RedisProcess server = startWithTls();
    for (RedisOptions options : List.of(PATIENT, PATIENT.withTrusted(pem("stranger")))) {
      Nodes.Node node = nodes.at(server.uri(), options);
      Cache<String, String> a = node.cache();

      assertThat(a.get("k", (key, c) -> "loaded")).isEqualTo("loaded");
      assertThat(node.redis().isConnected()).isFalse();
    }
    assertThat(server.commands().dbsize()).isZero();
  }

  @Test
  void tls_serverOfAnotherName_isNeverUsed() throws Exception {
    RedisProcess server = startWithTls("--bind", "127.0.0.1", "127.0.0.2");
    String uri = server.uri().replace("127.0.0.1", "127.0.0.2");
    new Socket("127.0.0.2", server.port()).close();

    Nodes.Node node = nodes.at(uri, PATIENT.withTrusted(pem("redis")));
    assertThat(node.cache().get("k", (key, c) -> "loaded")).isEqualTo("loaded");
    assertThat(node.redis().isConnected()).isFalse();
  }

  @Test
  void tls_ofBothSides() throws Exception {
    RedisProcess server = startWithTls("--tls-auth-clients", "yes");
    RedisOptions trusting = PATIENT.withTrusted(pem("redis"));
    Cache<String, String> a =
        nodes.at(server.uri(), trusting.withCertificate(pem("redis"), pem("redis-key"))).cache();
    Nodes.Node anonymous = nodes.at(server.uri(), trusting);
    Nodes.Node stranger =
        nodes.at(server.uri(), trusting.withCertificate(pem("stranger"), pem("stranger-key")));

    a.put("k", "v");
    assertThat(a.stats().pending()).isZero();
    assertThat(value(anonymous.cache(), "k") + value(stranger.cache(), "k")).isEqualTo("nonenone");
    assertThat(anonymous.redis().isConnected() || stranger.redis().isConnected()).isFalse();
  }
}
