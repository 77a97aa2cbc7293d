package dev.toolkit.checks.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** Runs the bundle on a JavaScript engine in Java, without the fetch API. */
final class GraalRun {

  private GraalRun() {}

  static Answers answers(Bundle bundle, List<Exchange> requests) {
    return Answers.parse(exchange(bundle, Answers.toJson(requests)));
  }

  static String exchange(Bundle bundle, String requests) {
    try (Context context =
        Context.newBuilder("js")
            .allowIO(IOAccess.ALL)
            .option("js.esm-eval-returns-exports", "true")
            .build()) {
      Source source =
          Source.newBuilder("js", bundle.script("exchange.mjs").toFile())
              .mimeType("application/javascript+module")
              .build();
      Value exports = context.eval(source);
      return exports.getMember("exchange").execute(requests).asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
