package dev.toolkit.checks.edge;

import dev.toolkit.checks.edge.Answers.Answered;
import dev.toolkit.core.Clock;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.RandomSource;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Runs the application on this JVM, with the JVM's codec and cryptography. */
final class JvmRun {

  private JvmRun() {}

  static Answers answers(List<Exchange> requests) {
    List<String> log = new ArrayList<>();
    Env env =
        JvmEnv.builder()
            .validator(new NotesValidator())
            .clock(new StoppedClock())
            .random(new Counting())
            .log(event -> log.add(line(event)))
            .build();
    List<Answered> answers = new ArrayList<>();
    try (RunningApp running = NotesApp.create().start(env)) {
      for (Exchange request : requests) {
        answers.add(told(running.handle(request(request))));
      }
    }
    return new Answers(answers, log);
  }

  private static String line(LogEvent event) {
    return event.level() + " " + PlatformEnv.line(event);
  }

  private static Request request(Exchange exchange) {
    Headers.Builder headers = Headers.builder();
    for (int i = 0; i < exchange.fields().size(); i += 2) {
      headers.add(exchange.fields().get(i), exchange.fields().get(i + 1));
    }
    return Request.builder(Method.of(exchange.method()), exchange.target())
        .headers(headers.build())
        .scheme("https")
        .host("notes.example.com")
        .peer("192.0.2.1")
        .body(RequestBody.of(exchange.body()))
        .build();
  }

  private static Answered told(Response response) {
    List<String> fields = new ArrayList<>();
    response
        .headers()
        .forEach((name, value) -> {
          fields.add(name);
          fields.add(value);
        });
    return new Answered(response.status(), fields, body(response.body()));
  }

  private static String body(Body body) {
    HexFormat hex = HexFormat.of();
    return switch (body) {
      case Body.Empty empty -> "";
      case Body.Bytes bytes -> hex.formatHex(bytes.bytes());
      case Body.Text text -> hex.formatHex(text.text().getBytes(StandardCharsets.UTF_8));
      case Body.Stream stream -> {
        var out = new ByteArrayOutputStream();
        String end = "";
        try {
          stream.writer().writeTo(out);
        } catch (Exception e) {
          end = " cut";
        }
        yield hex.formatHex(out.toByteArray()) + end;
      }
    };
  }

  /** The same as in {@code exchange.mjs}. */
  private static final class StoppedClock implements Clock {

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(1_764_100_000_000L);
    }

    @Override
    public long nanoTime() {
      return 1_000_000;
    }
  }

  /** The same as in {@code exchange.mjs}. */
  private static final class Counting implements RandomSource {
    private byte next;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = next++;
      }
    }
  }
}
