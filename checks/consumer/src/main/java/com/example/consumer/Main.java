package com.example.consumer;

import com.example.consumer.closed.Secluded;
import dev.toolkit.core.App;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.Env;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads, validates and writes a record of a named module, and fails if anything is amiss. */
public final class Main {

  record NewUser(@NotBlank String name, int age) {}

  private static final App APP =
      App.of(routes -> routes.post("/users", NewUser.class, (c, user) -> c.json(user)));

  private Main() {}

  /** Runs all checks. */
  public static void main(String[] args) {
    if (!Main.class.getModule().isNamed()) {
      throw new AssertionError("not on the module path");
    }
    answersRequests();
    namesTheMissingLine();
  }

  private static void answersRequests() {
    try (var client = TestClient.of(APP)) {
      requireEqual(
          "200 {\"name\":\"Ada\",\"age\":36}",
          describe(client.post("/users", new NewUser("Ada", 36))));
      requireEqual(
          "422 {\"title\":\"Unprocessable Content\",\"status\":422,"
              + "\"detail\":\"Request body breaks a constraint\",\"errors\":"
              + "[{\"pointer\":\"/name\",\"message\":\"darf nicht leer sein\","
              + "\"code\":\"NotBlank\"}]}",
          describe(
              client
                  .request(Method.POST, "/users")
                  .header("Accept-Language", "de")
                  .json(new NewUser("", 36))
                  .send()));
    }
  }

  private static String describe(Response response) {
    return response.status() + " " + TestClient.text(response);
  }

  /** The package of this record is not opened to anyone. */
  private static void namesTheMissingLine() {
    Env env = JvmEnv.create();
    byte[] json = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
    requireFailure(
        " cannot be read from JSON: add \"opens com.example.consumer.closed to"
            + " tools.jackson.databind;\" to the module-info of com.example.consumer",
        () -> env.json().decode(json, BodyType.of(Secluded.type())));
    requireFailure(
        " has no JSON form, because of the value at \"/name\": add \"opens"
            + " com.example.consumer.closed to tools.jackson.databind;\" to the module-info of"
            + " com.example.consumer",
        () -> env.json().encode(Secluded.create()));
    requireFailure(
        "; add \"opens com.example.consumer.closed to org.hibernate.validator;\""
            + " to the module-info of com.example.consumer",
        () -> env.validator().validate(Secluded.create(), List.of(), List.of()));
  }

  private static void requireFailure(String end, Runnable action) {
    try {
      action.run();
    } catch (IllegalStateException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      requireEqual(end, message.substring(Math.max(0, message.length() - end.length())));
      return;
    }
    throw new AssertionError("did not fail with: " + end);
  }

  private static void requireEqual(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected: " + expected + "\nbut was: " + actual);
    }
  }
}
