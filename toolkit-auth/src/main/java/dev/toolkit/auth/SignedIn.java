package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Env;
import dev.toolkit.core.Key;
import org.jspecify.annotations.Nullable;

/**
 * Signs a principal in for every request of an application under test, without tokens or passwords.
 *
 * {@snippet :
 * try (var client = TestClient.of(app, SignedIn.as(ada, JvmEnv.builder()).build())) {
 *   assertThat(client.get("/api/me").status()).isEqualTo(200);
 * }
 * }
 *
 * <p>{@link Authenticate} then asks no scheme; what the principal may do is checked as ever. Only
 * the code that makes the environment can do this: nothing in a request does.
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SignedIn {

  private static final Key<Principal> KEY = Key.of("signed-in principal");

  private SignedIn() {}

  /** Returns the builder, making environments in which every request is the principal's. */
  public static Env.Builder as(Principal principal, Env.Builder env) {
    return env.bind(KEY, requireNonNull(principal, "principal"));
  }

  static @Nullable Principal find(Context c) {
    return c.env().find(KEY).orElse(null);
  }
}
