package dev.toolkit.auth.totp;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks one-time codes of authenticator apps, as defined by <a
 * href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>. No code is accepted twice.
 *
 * {@snippet :
 * Totp totp = Totp.builder(replayGuard).build();
 * TotpSecret secret = TotpSecret.generate();
 * showAsQrCode(totp.uri("Example", "ada@example.com", secret));
 *
 * boolean isRight = totp.verify(account.id(), secret, code);
 * }
 *
 * <p>Six digits are soon guessed: put a {@code LoginThrottle} before {@link #verify}.
 *
 * <p>The defaults are what all apps understand: SHA-1, 6 digits, a period of 30 seconds; and codes
 * of one period before and after the current one are accepted, for clocks that differ.
 *
 * <p>This class is safe for use by multiple threads. Its builder is not.
 *
 * @since 0.1.0
 */
public final class Totp {

  static final int MAX_WINDOW = 10;

  /**
   * The hash functions of RFC 6238.
   *
   * @since 0.1.0
   */
  public enum Algorithm {
    /** HMAC-SHA-1, whose known weaknesses do not matter in an HMAC. */
    SHA1("HmacSHA1"),
    /** HMAC-SHA-256. Some apps ignore that it is asked for. */
    SHA256("HmacSHA256"),
    /** HMAC-SHA-512. Some apps ignore that it is asked for. */
    SHA512("HmacSHA512");

    private final String jcaName;

    Algorithm(String jcaName) {
      this.jcaName = jcaName;
    }
  }

  private final Algorithm algorithm;
  private final int digits;
  private final Duration period;
  private final int window;
  private final InstantSource clock;
  private final TotpReplayGuard replayGuard;

  private Totp(Builder builder) {
    this.algorithm = builder.algorithm;
    this.digits = builder.digits;
    this.period = builder.period;
    this.window = builder.window;
    this.clock = builder.clock;
    this.replayGuard = builder.replayGuard;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder(TotpReplayGuard replayGuard) {
    return new Builder(replayGuard);
  }

  /**
   * Returns whether the code is right, now, and was not used before. The code counts as used then.
   *
   * @param account what tells the account from others; codes are used up for each of them alone
   */
  public boolean verify(String account, TotpSecret secret, String code) {
    requireNonNull(account, "account");
    long now = step(clock.instant());
    long found = -1;
    // All steps are tried whatever matches, so that the time does not tell which one did.
    for (long step = Math.max(0, now - window); step <= now + window; step++) {
      if (isEqual(code(secret, step), code)) {
        found = step;
      }
    }
    return found >= 0 && replayGuard.advance(account, found);
  }

  /** Returns the code for a point in time, as the app shows it. */
  public String code(TotpSecret secret, Instant instant) {
    return code(secret, step(instant));
  }

  private long step(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), period.toSeconds());
  }

  /** RFC 4226, section 5.3, with the time step as counter. */
  private String code(TotpSecret secret, long step) {
    byte[] hmac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hmac[hmac.length - 1] & 0xf;
    int truncated = ByteBuffer.wrap(hmac).getInt(offset) & 0x7fffffff;
    int modulus = 1;
    for (int i = 0; i < digits; i++) {
      modulus *= 10;
    }
    String number = Integer.toString(truncated % modulus);
    return "0".repeat(digits - number.length()) + number;
  }

  private byte[] hmac(TotpSecret secret, byte[] counter) {
    try {
      Mac mac = Mac.getInstance(algorithm.jcaName);
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jcaName));
      return mac.doFinal(counter);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform lacks " + algorithm.jcaName, e);
    }
  }

  private static boolean isEqual(String expected, String code) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the URI that authenticator apps read from a QR code. It holds the secret.
   *
   * @param issuer the name of the application
   * @param account what the account is called in the app
   * @throws IllegalArgumentException if one of them is empty or the issuer holds a colon
   */
  public String uri(String issuer, String account, TotpSecret secret) {
    if (issuer.isEmpty() || issuer.indexOf(':') >= 0 || account.isEmpty()) {
      throw new IllegalArgumentException(
          "Issuer and account must not be empty, and the issuer must not hold a colon");
    }
    return "otpauth://totp/"
        + escape(issuer)
        + ":"
        + escape(account)
        + "?secret="
        + secret.toBase32()
        + "&issuer="
        + escape(issuer)
        + "&algorithm="
        + algorithm
        + "&digits="
        + digits
        + "&period="
        + period.toSeconds();
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns algorithm, digits and period. */
  @Override
  public String toString() {
    return "Totp[" + algorithm + ", " + digits + " digits, " + period + "]";
  }

  /**
   * Builds a {@link Totp}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final TotpReplayGuard replayGuard;
    private Algorithm algorithm = Algorithm.SHA1;
    private int digits = 6;
    private Duration period = Duration.ofSeconds(30);
    private int window = 1;
    private InstantSource clock = InstantSource.system();

    private Builder(TotpReplayGuard replayGuard) {
      this.replayGuard = requireNonNull(replayGuard, "replayGuard");
    }

    /** Sets the hash function. The default is {@link Algorithm#SHA1}. */
    public Builder algorithm(Algorithm algorithm) {
      this.algorithm = requireNonNull(algorithm, "algorithm");
      return this;
    }

    /**
     * Sets the number of digits. The default is 6.
     *
     * @throws IllegalArgumentException if it is not between 6 and 8
     */
    public Builder digits(int digits) {
      if (digits < 6 || digits > 8) {
        throw new IllegalArgumentException("Digits must be between 6 and 8: " + digits);
      }
      this.digits = digits;
      return this;
    }

    /**
     * Sets how long a code is shown. The default is 30 seconds.
     *
     * @throws IllegalArgumentException if it is not between 15 seconds and 5 minutes, in whole
     *     seconds
     */
    public Builder period(Duration period) {
      boolean isWhole = period.equals(period.truncatedTo(ChronoUnit.SECONDS));
      if (!isWhole || period.toSeconds() < 15 || period.toSeconds() > 300) {
        throw new IllegalArgumentException(
            "Period must be between 15 s and 5 min, in whole seconds: " + period);
      }
      this.period = period;
      return this;
    }

    /**
     * Sets how many periods the clocks may differ. The default is 1.
     *
     * @throws IllegalArgumentException if it is not between 0 and 10
     */
    public Builder window(int periods) {
      if (periods < 0 || periods > MAX_WINDOW) {
        throw new IllegalArgumentException(
            "Window must be between 0 and " + MAX_WINDOW + " periods: " + periods);
      }
      this.window = periods;
      return this;
    }

    /** Sets the clock. The default is the system's. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Returns what this builder describes. */
    public Totp build() {
      return new Totp(this);
    }
  }
}
