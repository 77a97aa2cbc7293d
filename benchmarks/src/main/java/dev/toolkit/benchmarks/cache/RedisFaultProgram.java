package dev.toolkit.benchmarks.cache;

import dev.toolkit.cache.testing.RedisProcess;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Does to caches over Redis what happens to Redis and between nodes, and prints what their callers
 * see as two tables in Markdown: notices that are missed, races, and many callers at once; Redis
 * paused, killed and started again. It starts the Redis of the tests, or the program that {@code
 * TOOLKIT_REDIS_SERVER} names. Arguments are names of {@code RedisPeer}, without any it takes all.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.RedisFaultProgram TOOLKIT JETCACHE
 * }
 */
public final class RedisFaultProgram {

  private RedisFaultProgram() {}

  /** Runs all and prints the tables. */
  public static void main(String[] arguments) throws Exception {
    List<RedisPeer> peers = Arrays.stream(arguments).map(RedisPeer::valueOf).toList();
    List<String> between = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (RedisPeer peer : peers.isEmpty() ? List.of(RedisPeer.values()) : peers) {
      try (RedisProcess server = RedisProcess.start()) {
        between.add(row(peer, new FaultsBetweenNodes(server, peer).cells()));
        without.add(row(peer, new FaultsOfRedis(server, peer).cells()));
      }
    }
    print(System.out, FaultsBetweenNodes.HEADINGS, between);
    print(System.out, FaultsOfRedis.HEADINGS, without);
    // Calls that are blocked would keep some clients' threads from ending.
    System.exit(0);
  }

  private static String row(RedisPeer peer, List<String> cells) {
    return "| " + peer.label() + " | " + String.join(" | ", cells) + " |";
  }

  private static void print(PrintStream out, List<String> headings, List<String> rows) {
    out.println("| | " + String.join(" | ", headings) + " |");
    out.println("|---".repeat(headings.size() + 1) + "|");
    rows.forEach(out::println);
    out.println();
  }
}
