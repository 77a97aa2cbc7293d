package dev.toolkit.auth.rbac;

import static dev.toolkit.core.RouteOption.use;
import static dev.toolkit.core.RouteOption.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.auth.SignedIn;
import dev.toolkit.auth.testing.RecordingAuditLog;
import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.App;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardTest {

  private record Doc(String id, String owner) {}

  private static final Key<Doc> DOC = Key.of("doc");
  private static final Map<String, Doc> DOCS = Map.of("7", new Doc("7", "ada"));

  private static final Policy POLICY =
      Policy.builder()
          .permissions("doc:read", "doc:write", "doc:delete")
          .role("viewer", r -> r.allow("doc:read"))
          .role(
              "editor",
              r ->
                  r.inherits("viewer")
                      .allow("doc:write", Doc.class, (who, doc) -> doc.owner().equals(who.id())))
          .role("admin", r -> r.allow("doc:*"))
          .build();

  private static final AuthScheme NOBODY =
      new AuthScheme() {
        @Override
        public Authentication authenticate(Context c) {
          return new Authentication.Absent();
        }

        @Override
        public String challenge(Authentication result) {
          return "Test";
        }
      };

  private final RecordingAuditLog audit = new RecordingAuditLog();
  private final Guard guard = Guard.of(POLICY);

  private TestClient client(App app, @Nullable Principal principal) {
    var env = JvmEnv.builder().bind(AuditLog.KEY, audit);
    return TestClient.of(app, (principal == null ? env : SignedIn.as(principal, env)).build());
  }

  private App docs() {
    return App.of(routes ->
        routes
            .use(Authenticate.by(NOBODY).optional())
            .get("/docs/{id}", c -> c.text("read"), use(guard.require("doc:read")))
            .put(
                "/docs/{id}",
                c -> c.text("written " + c.require(DOC).id()),
                use(guard.require("doc:write", DOC, GuardTest::load)))
            .delete("/docs/{id}", c -> c.noContent(), use(guard.requireRole("admin"))));
  }

  private static Doc load(Context c) {
    Doc doc = DOCS.get(c.param("id"));
    if (doc == null) {
      throw Problem.of(404).exception();
    }
    return doc;
  }

  private Response send(Method method, String path, @Nullable Principal principal) {
    return client(docs(), principal).request(method, path).send();
  }

  @Test
  void require_permission() {
    assertThat(send(Method.GET, "/docs/7", TestUser.withRoles("u", "viewer")).status())
        .isEqualTo(200);
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void require_permissionMissing_403WithoutDetail() {
    Response response = send(Method.GET, "/docs/7", TestUser.withRoles("u"));

    assertThat(response.status()).isEqualTo(403);
    assertThat(TestClient.text(response)).isEqualTo("{\"title\":\"Forbidden\",\"status\":403}");
    assertThat(audit.types()).containsExactly(SecurityEvent.Type.PERMISSION_DENIED);
    assertThat(audit.events().getFirst().details())
        .containsEntry("permission", "doc:read")
        .containsEntry("rule", "no rule allows it")
        .containsEntry("principal", "u");
  }

  @Test
  void require_nobody_401WithChallenge() {
    for (Method method : new Method[] {Method.GET, Method.PUT, Method.DELETE}) {
      Response response = send(method, "/docs/7", null);

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate")).contains("Test");
    }
  }

  @Test
  void require_ownership() {
    Response response = send(Method.PUT, "/docs/7", TestUser.withRoles("ada", "editor"));

    assertThat(TestClient.text(response)).isEqualTo("written 7");
    assertThat(send(Method.PUT, "/docs/7", TestUser.withRoles("bob", "editor")).status())
        .isEqualTo(403);
    assertThat(send(Method.PUT, "/docs/7", TestUser.withRoles("bob", "admin")).status())
        .isEqualTo(200);
    assertThat(send(Method.PUT, "/docs/8", TestUser.withRoles("bob", "admin")).status())
        .isEqualTo(404);
  }

  @Test
  void requireRole() {
    assertThat(send(Method.DELETE, "/docs/7", TestUser.withRoles("u", "admin")).status())
        .isEqualTo(204);
    assertThat(send(Method.DELETE, "/docs/7", TestUser.withRoles("u", "editor")).status())
        .isEqualTo(403);
  }

  @Test
  void require_limitedToScopes_bothAreNeeded() {
    var admin = TestUser.withRoles("u", "admin");

    assertThat(send(Method.GET, "/docs/7", admin.limitedTo("doc:read")).status()).isEqualTo(200);
    assertThat(send(Method.GET, "/docs/7", admin.limitedTo("doc:*")).status()).isEqualTo(200);
    assertThat(send(Method.GET, "/docs/7", admin.limitedTo("doc:write")).status()).isEqualTo(403);
    assertThat(send(Method.GET, "/docs/7", admin.limitedTo()).status()).isEqualTo(403);
    assertThat(send(Method.DELETE, "/docs/7", admin.limitedTo("**")).status()).isEqualTo(403);
    assertThat(send(Method.GET, "/docs/7", TestUser.withRoles("u").limitedTo("doc:read")).status())
        .isEqualTo(403);
  }

  @Test
  void require_unknownNames_refusedWhereTheyAreWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.require("doc:raed"))
        .withMessage(
            "The policy declares no permission \"doc:raed\": declare it with permissions(…) or"
                + " correct it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.requireRole("amdin"))
        .withMessage(
            "The policy declares no role \"amdin\": declare it with role(…) or correct it");
  }

  private App withMetadata() {
    return App.of(routes ->
        routes
            .use(Authenticate.by(NOBODY).optional(), guard)
            .get("/open", c -> c.text("open"), with(Guard.REQUIRES, Requirement.nothing()))
            .get("/me", c -> c.text("me"), with(Guard.REQUIRES, Requirement.signedIn()))
            .get("/docs", c -> c.text("docs"), with(Guard.REQUIRES, permission("doc:read")))
            .get("/admin", c -> c.text("admin"), with(Guard.REQUIRES, Requirement.role("admin")))
            .get("/forgotten", c -> c.text("forgotten"))
            .group(
                "/group",
                group ->
                    group
                        .with(Guard.REQUIRES, permission("doc:delete"))
                        .get("/inherited", c -> c.text("inherited"))
                        .get(
                            "/own",
                            c -> c.text("own"),
                            with(Guard.REQUIRES, Requirement.nothing()))));
  }

  private static Requirement permission(String permission) {
    return Requirement.permission(permission);
  }

  @Test
  void metadata_decides() {
    var viewer = TestUser.withRoles("u", "viewer");
    var admin = TestUser.withRoles("u", "admin");

    assertThat(client(withMetadata(), null).get("/open").status()).isEqualTo(200);
    assertThat(client(withMetadata(), null).get("/me").status()).isEqualTo(401);
    assertThat(client(withMetadata(), null).get("/docs").status()).isEqualTo(401);
    assertThat(client(withMetadata(), viewer).get("/me").status()).isEqualTo(200);
    assertThat(client(withMetadata(), viewer).get("/docs").status()).isEqualTo(200);
    assertThat(client(withMetadata(), viewer).get("/admin").status()).isEqualTo(403);
    assertThat(client(withMetadata(), admin).get("/admin").status()).isEqualTo(200);
    assertThat(client(withMetadata(), viewer).get("/group/inherited").status()).isEqualTo(403);
    assertThat(client(withMetadata(), admin).get("/group/inherited").status()).isEqualTo(200);
    assertThat(client(withMetadata(), viewer).get("/group/own").status()).isEqualTo(200);
  }

  @Test
  void metadata_absent_refused() {
    var admin = TestUser.withRoles("u", "admin");

    assertThat(client(withMetadata(), admin).get("/forgotten").status()).isEqualTo(403);
    assertThat(audit.events().getFirst().details())
        .containsEntry("rule", "the route has no metadata under Guard.REQUIRES");
  }

  @Test
  void metadata_noRoute_404() {
    assertThat(client(withMetadata(), null).get("/nothing").status()).isEqualTo(404);
  }

  @Test
  void verify_namesUnknownRequirements() {
    App app =
        App.of(routes ->
            routes
                .get("/a", c -> c.text(""), with(Guard.REQUIRES, permission("doc:raed")))
                .get("/b", c -> c.text(""), with(Guard.REQUIRES, Requirement.role("boss"))));

    assertThat(guard.verify(withMetadata())).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.verify(app))
        .withMessage(
            "Routes require what the policy does not declare: GET /a:"
                + " HasPermission[permission=doc:raed]; GET /b: HasRole[role=boss]");
  }

  @Test
  void inTenant_rolesOfTheTenant() {
    Guard inOrg = guard.inTenant(c -> c.param("org"));
    App app =
        App.of(routes ->
            routes
                .use(Authenticate.by(NOBODY).optional())
                .get("/{org}/docs", c -> c.text("ok"), use(inOrg.require("doc:read")))
                .get("/{org}/admin", c -> c.text("ok"), use(inOrg.requireRole("admin"))));
    var user = TestUser.withRoles("u").inTenant("acme", "admin");

    assertThat(client(app, user).get("/acme/docs").status()).isEqualTo(200);
    assertThat(client(app, user).get("/other/docs").status()).isEqualTo(403);
    assertThat(client(app, user).get("/acme/admin").status()).isEqualTo(200);
    assertThat(client(app, user).get("/other/admin").status()).isEqualTo(403);
  }

  @Test
  void check_inHandler() {
    App app =
        App.of(routes ->
            routes
                .use(Authenticate.by(NOBODY))
                .get("/{id}", c -> c.text("" + guard.check(c, "doc:write", load(c)).allowed())));

    assertThat(TestClient.text(client(app, TestUser.withRoles("ada", "editor")).get("/7")))
        .isEqualTo("true");
    assertThat(TestClient.text(client(app, TestUser.withRoles("bob", "editor")).get("/7")))
        .isEqualTo("false");
  }

  @Test
  void livePolicy_replacedWhileRunning() {
    LivePolicy live = LivePolicy.of(POLICY, audit);
    Guard swapping = Guard.of(live);
    App app =
        App.of(routes ->
            routes
                .use(Authenticate.by(NOBODY))
                .get("/", c -> c.text("ok"), use(swapping.require("doc:read"))));
    TestClient client = client(app, TestUser.withRoles("u", "viewer"));
    assertThat(client.get("/").status()).isEqualTo(200);

    live.replace(Policy.builder().permissions("doc:read").role("viewer", r -> {}).build());

    assertThat(client.get("/").status()).isEqualTo(403);
    assertThat(audit.types())
        .containsExactly(SecurityEvent.Type.POLICY_REPLACED, SecurityEvent.Type.PERMISSION_DENIED);
  }

  @Test
  void livePolicy_lacksWhatIsRequired_refused() {
    LivePolicy live = LivePolicy.of(POLICY);
    Guard swapping = Guard.of(live);
    swapping.require("doc:read");
    swapping.requireRole("admin");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> live.replace(Policy.builder().permissions("doc:write").build()))
        .withMessage("Policy lacks what the application requires by name: doc:read, role admin");
    assertThat(live.current()).isSameAs(POLICY);
  }
}
