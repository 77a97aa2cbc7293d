package dev.toolkit.checks.edge;

import dev.toolkit.checks.edge.json.JsonWriter;
import dev.toolkit.core.Clock;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import java.time.Instant;

/** Makes the {@link Env} of an application from what its runtime offers. */
final class PlatformEnv {

  private PlatformEnv() {}

  static Env.Builder builder(Platform platform) {
    return Env.builder(
        new PlatformClock(platform),
        platform::fillRandom,
        new Sha256Crypto(),
        event -> platform.log(event.level().name(), line(event)));
  }

  /** Returns an event as a JSON object. */
  static String line(LogEvent event) {
    var line = new JsonWriter();
    line.beginObject();
    line.name("message").value(event.message());
    event.forEach((name, value) -> line.name(name).value(value.toString()));
    event.failure().ifPresent(failure -> line.name("failure").value(failure.toString()));
    return line.endObject().toString();
  }

  private record PlatformClock(Platform platform) implements Clock {

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli((long) platform.epochMillis());
    }

    @Override
    public long nanoTime() {
      return (long) (platform.monotonicMillis() * 1e6);
    }
  }
}
