package dev.toolkit.core.jvm;

import dev.toolkit.core.Env;
import dev.toolkit.core.Key;
import dev.toolkit.core.json.JacksonCodec;
import dev.toolkit.core.validation.JakartaBodyValidator;
import java.security.SecureRandom;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Makes the {@link Env} of an application that runs on a JVM.
 *
 * {@snippet :
 * Env env = JvmEnv.builder().bind(USERS, new UserStore()).build();
 * String url = env.require(JvmEnv.ENVIRONMENT).get("DATABASE_URL");
 * }
 *
 * <p>The defaults, each of which the builder can replace:
 *
 * <ul>
 *   <li>codec: {@link JacksonCodec#create()};
 *   <li>validator: {@link JakartaBodyValidator}, with the JSON names of that codec, if Hibernate
 *       Validator is on the class path or module path; otherwise there is none, and an application
 *       that needs one does not start and says what to add;
 *   <li>log: SLF4J, logger {@value #LOGGER}, values as key-value pairs;
 *   <li>clock: the system's;
 *   <li>random bytes: {@link SecureRandom};
 *   <li>cryptography: the Java platform's;
 *   <li>{@link #ENVIRONMENT}: the environment variables of the process.
 * </ul>
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JvmEnv {

  /** The environment variables of the process, as they were when the Env was made. */
  public static final Key<Map<String, String>> ENVIRONMENT = Key.of("environment variables");

  /** The name of the SLF4J logger that an application's events go to: {@value}. */
  public static final String LOGGER = "dev.toolkit";

  private JvmEnv() {}

  /** Returns an environment with all defaults. */
  public static Env create() {
    return builder().build();
  }

  /** Returns a builder with all defaults. */
  public static Env.Builder builder() {
    JacksonCodec codec = JacksonCodec.create();
    var random = new SecureRandom();
    var log = new Slf4jLog(LoggerFactory.getLogger(LOGGER));
    Env.Builder builder =
        Env.builder(new SystemClock(), random::nextBytes, new JcaCrypto(), log)
            .json(codec)
            .validatorHint(JakartaBodyValidator.MISSING_PROVIDER)
            .bind(ENVIRONMENT, Map.copyOf(System.getenv()));
    JakartaBodyValidator.find(codec::findName).ifPresent(builder::validator);
    return builder;
  }
}
