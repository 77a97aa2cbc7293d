package dev.toolkit.auth.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle. This class is loaded only where Argon2id is asked for. */
final class BouncyCastleArgon2 {

  private BouncyCastleArgon2() {}

  /** Does nothing, but fails to link without Bouncy Castle. */
  static void load() {
    Argon2BytesGenerator unused = new Argon2BytesGenerator();
  }

  static byte[] derive(Kdf.Argon2id cost, byte[] password, byte[] salt, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password, hash);
    return hash;
  }
}
