package dev.toolkit.auth.totp;

import dev.toolkit.auth.internal.Digests;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Codes that an account signs in with when its authenticator app is lost, each of them once.
 *
 * {@snippet :
 * BackupCodes made = BackupCodes.generate(10);
 * show(made.codes());
 * store(made.hashes());
 *
 * Optional<Set<String>> left = BackupCodes.redeem(code, storedHashes);
 * left.ifPresent(hashes -> store(hashes));
 * }
 *
 * <p>A code has 80 random bits, written like {@code 7k2m-9xqt-0bnd-4hfw}. They are too many to be
 * tried, which is why a single SHA-256 is enough to store them. Store the remaining hashes only if
 * nobody has changed them meanwhile, or a code works twice.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class BackupCodes {

  /** Crockford's base32: no letters that look like digits. */
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int DIGITS = 16;

  private final List<String> codes;

  private BackupCodes(List<String> codes) {
    this.codes = codes;
  }

  /**
   * Returns new codes.
   *
   * @throws IllegalArgumentException if the number is not between 1 and 100
   */
  public static BackupCodes generate(int count) {
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException(
          "Number of backup codes must be between 1 and 100: " + count);
    }
    var random = new SecureRandom();
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(code(random));
    }
    return new BackupCodes(List.copyOf(codes));
  }

  private static String code(SecureRandom random) {
    var code = new StringBuilder(DIGITS + 3);
    for (int i = 0; i < DIGITS; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "");
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Returns the codes, to be shown to their owner once and never stored. */
  public List<String> codes() {
    return codes;
  }

  /** Returns what to store. */
  public Set<String> hashes() {
    Set<String> hashes = new LinkedHashSet<>();
    codes.forEach(code -> hashes.add(hash(code)));
    return hashes;
  }

  /**
   * Returns the hashes that remain if the code is one of those they were made from, or empty if it
   * is not. Case and hyphens do not matter, and letters that look like digits are read as those.
   */
  public static Optional<Set<String>> redeem(String code, Set<String> hashes) {
    String hash = hash(code);
    if (!hashes.contains(hash)) {
      return Optional.empty();
    }
    Set<String> remaining = new LinkedHashSet<>(hashes);
    remaining.remove(hash);
    return Optional.of(remaining);
  }

  private static String hash(String code) {
    String plain =
        code.toLowerCase(Locale.ROOT)
            .replace("-", "")
            .replace(" ", "")
            .replace('o', '0')
            .replace('i', '1')
            .replace('l', '1');
    return Digests.base64Url(Digests.sha256(plain.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the number of codes. */
  @Override
  public String toString() {
    return "BackupCodes[" + codes.size() + "]";
  }
}
