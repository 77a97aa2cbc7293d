package dev.toolkit.benchmarks.auth;

/**
 * Compares permission checks with the floor in one JVM, on the data of {@link PermissionBenchmark}:
 * see {@link Pair}.
 *
 * {@snippet lang="shell" :
 * java -Xms1g -Xmx1g -cp benchmarks/target/benchmarks.jar \
 *     dev.toolkit.benchmarks.auth.PairedPermissions
 * }
 */
public final class PairedPermissions {

  private PairedPermissions() {}

  /** Runs all of ours. */
  public static void main(String[] arguments) throws Exception {
    var ours = new PermissionBenchmark();
    var floor = new PermissionBenchmark();
    ours.setUp();
    floor.setUp();
    var pair = new Pair(System.out);
    pair.compare(
        "closed set, constants", i -> ours.constantsFromAccess(), i -> floor.floorOfConstants());
    pair.compare("closed set, access at hand", i -> ours.closedFromAccess(), i -> floor.floor());
    pair.compare("closed set, from the roles", i -> ours.closedFromUser(), i -> floor.floor());
    pair.compare("families, access at hand", i -> ours.familiesFromAccess(), i -> floor.floor());
    pair.compare("families, from the roles", i -> ours.familiesFromUser(), i -> floor.floor());
  }
}
