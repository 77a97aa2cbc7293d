package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.server.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in, and what each account and key may do. */
class SecurityTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private Server server;

  @BeforeEach
  void start() {
    server = Started.quickstart();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void account_withoutToken() throws Exception {
    HttpResponse<String> response = send(request("/account/me"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"api\"");
  }

  @Test
  void account_unknownPathWithoutToken() throws Exception {
    assertThat(send(request("/account/none")).statusCode()).isEqualTo(401);
  }

  @Test
  void login_tokenTellsWhoItIs() throws Exception {
    HttpResponse<String> me = send(withToken("/account/me", token("reader")));

    assertThat(me.body())
        .isIn(
            "{\"id\":\"reader\",\"roles\":[\"reader\"]}",
            "{\"roles\":[\"reader\"],\"id\":\"reader\"}");
  }

  @Test
  void login_withoutNameOrPassword() throws Exception {
    HttpResponse<String> response =
        send(
            request("/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("\"/name\"").contains("\"/password\"");
  }

  @Test
  void login_wrongPasswordAndUnknownName_sameAnswer() throws Exception {
    HttpResponse<String> wrong = login("admin", "guess");
    HttpResponse<String> unknown = login("nobody", "guess");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body())
        .isEqualTo(
            "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Name or password is wrong\"}")
        .isEqualTo(unknown.body());
  }

  @Test
  void admin_byRole() throws Exception {
    assertThat(send(withToken("/admin/statistics", token("admin"))).body())
        .isEqualTo("{\"users\":0}");
    assertThat(send(withToken("/admin/statistics", token("reader"))).statusCode()).isEqualTo(403);
    assertThat(send(request("/admin/statistics")).statusCode()).isEqualTo(401);
  }

  @Test
  void service_byApiKey_untilItIsRevoked() throws Exception {
    String token = token("reader");
    HttpResponse<String> created =
        send(withToken("/account/keys", token).POST(BodyPublishers.noBody()));
    String key = member(created.body(), "key");
    var call = request("/service/users/count").header("X-API-Key", key);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(send(call).body()).isEqualTo("{\"users\":0}");
    assertThat(send(request("/service/users/count")).statusCode()).isEqualTo(401);

    String path = "/account/keys/" + member(created.body(), "id");
    assertThat(send(withToken(path, token("admin")).DELETE()).statusCode()).isEqualTo(404);
    assertThat(send(withToken(path, token).DELETE()).statusCode()).isEqualTo(204);
    assertThat(send(call).statusCode()).isEqualTo(401);
  }

  private String token(String name) throws Exception {
    return member(login(name, Started.PASSWORD).body(), "token");
  }

  private HttpResponse<String> login(String name, String password) throws Exception {
    String json = "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}";
    return send(
        request("/login")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  /** The text of a member of a flat JSON object. */
  private static String member(String json, String name) {
    int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(start, json.indexOf('"', start));
  }

  private HttpRequest.Builder withToken(String path, String token) {
    return request(path).header("Authorization", "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
