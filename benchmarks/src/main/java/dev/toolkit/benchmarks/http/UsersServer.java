package dev.toolkit.benchmarks.http;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.server.Server;
import dev.toolkit.server.ServerOptions;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A small API of users, for a load tool: a GET with a parameter, and a POST of JSON that is
 * validated. It prints its port.
 *
 * <p>As {@code toolkit} it is an application on the toolkit; as {@code engine} the engine alone
 * answers with the same bytes, which tells the engine's share of the cost.
 */
public final class UsersServer {

  record User(long id, String name, String email) {}

  record NewUser(
      @NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 254) @Email String email) {}

  private UsersServer() {}

  /** Runs the server named by the argument until the process is ended. */
  public static void main(String[] args) throws Exception {
    switch (args.length == 1 ? args[0] : "") {
      case "toolkit" -> runToolkit();
      case "engine" -> EngineAlone.run();
      default -> throw new IllegalArgumentException("Either \"toolkit\" or \"engine\" is run");
    }
  }

  private static void runToolkit() throws InterruptedException {
    App app =
        App.of(routes ->
            routes
                .get(
                    "/users/{id:[0-9]+}",
                    c -> c.json(new User(c.longParam("id"), "Ada Lovelace", "ada@example.com")))
                .get(
                    "/nap",
                    c -> {
                      Thread.sleep(5);
                      return c.noContent();
                    })
                .post(
                    "/users",
                    NewUser.class,
                    (c, body) -> c.created("/users/1", new User(1, body.name(), body.email()))));
    Env env = JvmEnv.builder().log(event -> {}).build();
    try (Server server = Server.start(app, env, ServerOptions.defaults().withPort(0))) {
      System.out.println(server.port());
      server.await();
    }
  }
}
