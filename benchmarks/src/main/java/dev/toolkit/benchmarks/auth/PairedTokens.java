package dev.toolkit.benchmarks.auth;

/**
 * Compares a library with the floor in one JVM, on the same tokens: see {@link Pair}.
 *
 * {@snippet lang="shell" :
 * java -Xms1g -Xmx1g -cp benchmarks/target/benchmarks.jar \
 *     dev.toolkit.benchmarks.auth.PairedTokens toolkit HS256
 * }
 */
public final class PairedTokens {

  private static final int TOKENS = 512;

  private PairedTokens() {}

  /** Runs verify and sign of the library and the algorithm in the arguments. */
  public static void main(String[] arguments) throws Exception {
    TokenKeys keys = TokenKeys.generate(arguments[1]);
    TokenLibrary library = TokenLibrary.of(arguments[0], keys);
    TokenLibrary floor = TokenLibrary.of("floor", keys);
    String[] own = TokenLibrary.tokens(library, TOKENS);
    String what = arguments[0] + " " + arguments[1];
    var pair = new Pair(System.out);
    pair.compare(
        what + " verify",
        i -> library.verify(own[i & (TOKENS - 1)]),
        i -> floor.verify(own[i & (TOKENS - 1)]));
    pair.compare(
        what + " sign",
        i -> library.sign("user-1", "0123456789abcdef"),
        i -> floor.sign("user-1", "0123456789abcdef"));
  }
}
