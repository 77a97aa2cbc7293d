package dev.toolkit.checks.edge;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
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
    Env.Builder env = PlatformEnv.builder(platform).json(NotesJson.codec());
    return WorkerApp.start(NotesApp.create(), env.validator(new NotesValidator()).build());
  }
}
