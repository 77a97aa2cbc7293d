package dev.toolkit.benchmarks.auth;

import dev.toolkit.auth.Principal;
import dev.toolkit.auth.apikey.ApiKey;
import dev.toolkit.auth.apikey.ApiKeyResult;
import dev.toolkit.auth.apikey.ApiKeyStore;
import dev.toolkit.auth.apikey.ApiKeys;
import dev.toolkit.auth.apikey.CreatedApiKey;
import dev.toolkit.auth.apikey.StoredApiKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Checking an API key, with a store that always has the row at hand, so that what is measured is
 * all but the store. The floor is one HMAC-SHA-256 with a Mac that is kept, for one thread only.
 *
 * {@snippet lang="shell" :
 * java -jar benchmarks/target/benchmarks.jar ApiKeyBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class ApiKeyBenchmark {

  /** Has one row. */
  private static final class OneRow implements ApiKeyStore {
    private Optional<StoredApiKey> row = Optional.empty();

    @Override
    public void insert(StoredApiKey row) {
      this.row = Optional.of(row);
    }

    @Override
    public Optional<StoredApiKey> findByHash(byte[] hash) {
      return row;
    }

    @Override
    public Optional<StoredApiKey> find(String id) {
      return row;
    }

    @Override
    public List<ApiKey> ofOwner(String ownerId) {
      return List.of();
    }

    @Override
    public boolean update(StoredApiKey row) {
      return true;
    }

    @Override
    public void touch(Map<String, Instant> lastUsed) {
      row =
          row.map(known ->
              StoredApiKey.of(
                  known.key().toBuilder().lastUsedAt(lastUsed.get(known.key().id())).build(),
                  known.hash(),
                  known.version()));
    }
  }

  private record User(String id, Set<String> roles, Set<String> scopes) implements Principal {}

  private final SecretKeySpec pepper = new SecretKeySpec(new byte[32], "HmacSHA256");
  private Mac mac;
  private ApiKeys unlimited;
  private ApiKeys limited;
  private String unlimitedText;
  private String limitedText;
  private String typo;

  /** Makes two keys and checks that they are accepted. */
  @Setup
  public void setUp() throws GeneralSecurityException {
    mac = Mac.getInstance("HmacSHA256");
    mac.init(pepper);
    var owner = new User("ada", Set.of(), Set.of());
    unlimited = keys();
    limited = keys();
    unlimitedText = unlimited.create(owner, key -> key.scopes("doc:read")).revealText();
    CreatedApiKey made =
        limited.create(
            owner,
            key ->
                key.scopes("doc:read")
                    .rateLimit(1_000_000_000_000L, Duration.ofDays(1))
                    .quota(1_000_000_000_000L, Duration.ofDays(30)));
    limitedText = made.revealText();
    typo = unlimitedText.substring(0, 43) + (unlimitedText.endsWith("x") ? 'y' : 'x');
    if (!(unlimited() instanceof ApiKeyResult.Accepted)
        || !(limited() instanceof ApiKeyResult.Accepted)
        || !(typo() instanceof ApiKeyResult.Rejected)) {
      throw new IllegalStateException("The keys are not judged as expected");
    }
  }

  private ApiKeys keys() {
    return ApiKeys.builder("tk", new OneRow(), pepper, (owner, scope) -> true).build();
  }

  @Benchmark
  public byte[] floorHmac() {
    return mac.doFinal(unlimitedText.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Benchmark
  public ApiKeyResult unlimited() {
    return unlimited.verify(unlimitedText);
  }

  @Benchmark
  public ApiKeyResult limited() {
    return limited.verify(limitedText);
  }

  @Benchmark
  public ApiKeyResult typo() {
    return unlimited.verify(typo);
  }
}
