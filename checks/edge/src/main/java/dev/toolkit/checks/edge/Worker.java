package dev.toolkit.checks.edge;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import java.lang.reflect.Array;
import org.teavm.jso.JSExport;

/** The entry of the bundle: what {@code worker.js} imports. */
public final class Worker {

  private Worker() {}

  /** Keeps reachable what the compiler's own class library needs for enums, and forgets to name. */
  public static void main(String[] args) {
    Array.newInstance(String.class, args.length);
  }

  /**
   * Starts the application, and returns the function that answers its requests.
   *
   * @throws IllegalStateException as {@link App#start}
   */
  @JSExport
  public static Answering start(Platform platform) {
    Env env = PlatformEnv.builder(platform)
            .json(NotesJson.codec())
            .validator(new NotesValidator())
            .build();
    RunningApp running = NotesApp.create().start(env);
    return received -> Answer.of(answer(running, received));
  }

  private static Response answer(RunningApp running, Received received) {
    Request request;
    try {
      request = ReceivedRequest.of(received);
    } catch (IllegalArgumentException e) {
      return Problem.of(400)
          .withDetail("A method or header field holds a character that is not allowed")
          .toResponse();
    }
    return running.handle(request);
  }
}
