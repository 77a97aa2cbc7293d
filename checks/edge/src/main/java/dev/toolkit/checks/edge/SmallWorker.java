package dev.toolkit.checks.edge;

import dev.toolkit.core.App;
import dev.toolkit.core.BodyValidator;
import dev.toolkit.core.middleware.RequestId;
import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/** The entry of a bundle with next to nothing but the kernel, which shows what that weighs. */
public final class SmallWorker {

  private SmallWorker() {}

  /** As in {@link Worker}. */
  public static void main(String[] args) {
    Array.newInstance(String.class, args.length);
  }

  /** Starts an application of one middleware and three routes: text, JSON out, and JSON in. */
  @JSExport
  public static Answering start(Platform platform) {
    App app =
        App.of(routes ->
            routes
                .use(RequestId.create())
                .get("/", c -> c.text("Hello"))
                .get("/notes/{id:[0-9]+}", c -> c.json(note(c.longParam("id"), "first")))
                .post(
                    "/notes",
                    NewNote.class,
                    (c, body) -> c.created("/notes/7", note(7, body.title()))));
    return WorkerApp.start(
        app,
        PlatformEnv.builder(platform)
            .json(NotesJson.codec())
            .validator(BodyValidator.none())
            .build());
  }

  private static Note note(long id, @Nullable String title) {
    return new Note(id, title, 1, false, List.of());
  }
}
