package dev.toolkit.auth.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.testing.TestUser;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.json.JacksonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

  private record Doc(String owner, boolean isLocked) {}

  private static final Conditions CONDITIONS =
      Conditions.none()
          .with("owner", Doc.class, (who, doc) -> doc.owner().equals(who.id()))
          .with("locked", Doc.class, (who, doc) -> doc.isLocked());

  private static final String DOCUMENT =
      """
      {
        "version": 1,
        "permissions": ["doc:read", "doc:write", "doc:delete", "file:**"],
        "deny": [{"permission": "doc:write", "when": "locked"}],
        "roles": {
          "viewer": {"description": "may look", "allow": ["doc:read"]},
          "editor": {"inherits": ["viewer"], "allow": [{"permission": "doc:write", "when": "owner"}]},
          "admin": {"allow": ["doc:*"], "deny": ["doc:delete"]}
        }
      }
      """;

  @Test
  void read_document() {
    Policy policy = PolicyDocument.read(DOCUMENT, CONDITIONS);
    var ada = TestUser.withRoles("ada", "editor");

    assertThat(policy).hasToString("Policy[4 permissions, 3 roles, 5 rules]");
    assertThat(policy.check(ada, "doc:read").rule()).isEqualTo("role \"viewer\" allows doc:read");
    assertThat(policy.check(ada, "doc:write", new Doc("ada", false)))
        .isEqualTo(new Decision(true, "role \"editor\" allows doc:write when \"owner\" holds"));
    assertThat(policy.check(ada, "doc:write", new Doc("ada", true)))
        .isEqualTo(new Decision(false, "the policy denies doc:write when \"locked\" holds"));
    assertThat(policy.check(TestUser.withRoles("u", "admin"), "doc:delete").rule())
        .isEqualTo("role \"admin\" denies doc:delete");
  }

  @Test
  void read_emptyDocument_deniesEverything() {
    Policy policy = PolicyDocument.read("{\"version\":1}", Conditions.none());

    assertThat(policy.check(TestUser.withRoles("u"), "p").allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|Policy at \"/version\" must be 1",
        "{\"version\":2}|Policy at \"/version\" must be 1",
        "{\"version\":1,\"role\":{}}|Policy at \"/role\" is not known here: allowed are"
            + " [$schema, deny, permissions, roles, version]",
        "{\"version\":1,\"permissions\":\"p\"}|Policy at \"/permissions\" must be an array",
        "{\"version\":1,\"permissions\":[7]}|Policy at \"/permissions/0\" must be a string",
        "{\"version\":1,\"roles\":[]}|Policy at \"/roles\" must be an object",
        "{\"version\":1,\"roles\":{\"a/b\":7}}|Policy at \"/roles/a~1b\" must be an object",
        "{\"version\":1,\"roles\":{\"a\":{\"allows\":[]}}}|Policy at \"/roles/a/allows\" is not"
            + " known here: allowed are [allow, deny, description, inherits]",
        "{\"version\":1,\"roles\":{\"a\":{\"allow\":[{}]}}}|Policy at"
            + " \"/roles/a/allow/0/permission\" must be a string",
        "{\"version\":1,\"roles\":{\"a\":{\"allow\":[null]}}}|Policy at \"/roles/a/allow/0\" must"
            + " be an object",
        "{\"version\":1,\"deny\":[\"a:\"]}|Policy at \"/deny/0\" is no pattern: Permission \"a:\""
            + " has an empty segment at index 2",
        "{\"version\":1,\"deny\":[{\"permission\":\"p\",\"when\":\"mine\"}]}|Policy at"
            + " \"/deny/0/when\" names the condition \"mine\", and there are only [locked, owner]",
      })
  void read_malformed_saysWhere(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyDocument.read(json, CONDITIONS))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{\"version\":1} x", "{\"version\":1,\"version\":1}"})
  void read_notJson(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyDocument.read(json, CONDITIONS))
        .withMessageStartingWith("Policy is not a JSON object: ");
  }

  @Test
  void read_unknownPermission() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            PolicyDocument.read(
                "{\"version\":1,\"permissions\":[\"a\"],\"deny\":[\"zzzzz\"]}", CONDITIONS))
        .withMessage(
            "Rule \"the policy denies zzzzz\" is about no declared permission: declare it with"
                + " permissions(…)");
  }

  @Test
  void conditions_sameNameTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONDITIONS.with("owner", Doc.class, (who, doc) -> true))
        .withMessage("Condition \"owner\" is there twice");
    assertThat(CONDITIONS.names()).containsExactlyInAnyOrder("owner", "locked");
  }

  /** The schema is for tools; where it can be compared with the reader, both say the same. */
  @Test
  @SuppressWarnings("unchecked")
  void schema_saysWhatTheReaderDoes() {
    byte[] json = PolicyDocument.schema().getBytes(StandardCharsets.UTF_8);
    Map<String, Object> schema = JacksonCodec.create().decode(json, BodyType.mapOf(Object.class));
    var definitions = (Map<String, Map<String, Object>>) schema.get("$defs");
    Pattern pattern = Pattern.compile((String) definitions.get("pattern").get("pattern"));

    assertThat(((Map<String, Object>) schema.get("properties")).keySet())
        .containsExactlyInAnyOrder("$schema", "version", "permissions", "deny", "roles");
    assertThat(((Map<String, Object>) definitions.get("role").get("properties")).keySet())
        .containsExactlyInAnyOrder("description", "inherits", "allow", "deny");
    for (String text :
        new String[] {
          "a",
          "*",
          "**",
          "a:*",
          "a:**",
          "a::b",
          "a:",
          "",
          "**:a",
          "a*",
          "a b",
          "a:b:c:d:e:f:g:h",
          "a:b:c:d:e:f:g:h:i",
          "a:b:c:d:e:f:g:**",
          "a:b:c:d:e:f:g:h:**",
          "doc/x@y.z-1_2"
        }) {
      assertThat(pattern.matcher(text).find())
          .as(text)
          .isEqualTo(PermissionPattern.find(text) != null);
    }
  }
}
