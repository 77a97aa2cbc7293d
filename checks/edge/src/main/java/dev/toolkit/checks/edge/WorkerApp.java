package dev.toolkit.checks.edge;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;

/** An application as a JavaScript function. */
final class WorkerApp {

  private WorkerApp() {}

  /**
   * Starts the application, and returns the function that answers its requests.
   *
   * @throws IllegalStateException as {@link App#start}
   */
  static Answering start(App app, Env env) {
    RunningApp running = app.start(env);
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
