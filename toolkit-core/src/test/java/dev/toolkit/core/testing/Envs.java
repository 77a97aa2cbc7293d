package dev.toolkit.core.testing;

import dev.toolkit.core.Clock;
import dev.toolkit.core.Crypto;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Environments for tests of the kernel: time stands still, random bytes are known. */
public final class Envs {

  private Envs() {}

  /** Returns an environment without codec and validator that drops its log. */
  public static Env bare() {
    return builder(new ArrayList<>()).build();
  }

  /** Returns an environment without codec and validator that keeps its log. */
  public static Env.Builder builder(List<LogEvent> log) {
    return Env.builder(
        new StandingClock(), bytes -> Arrays.fill(bytes, (byte) 0x1f), NONE, log::add);
  }

  private static final Crypto NONE =
      new Crypto() {
        @Override
        public byte[] sha256(byte[] data) {
          throw new AssertionError("not used");
        }

        @Override
        public byte[] hmacSha256(byte[] key, byte[] data) {
          throw new AssertionError("not used");
        }
      };

  /** Moves on by one millisecond whenever it is asked for a count. */
  private static final class StandingClock implements Clock {
    private long nanos;

    @Override
    public Instant instant() {
      return Instant.parse("2026-11-22T00:00:00Z");
    }

    @Override
    public long nanoTime() {
      nanos += 1_000_000;
      return nanos;
    }
  }
}
