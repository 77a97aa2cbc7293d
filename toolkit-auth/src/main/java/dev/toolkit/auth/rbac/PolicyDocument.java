package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonException;
import dev.toolkit.core.json.JacksonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Policy} from JSON.
 *
 * <pre>{@code
 * {
 *   "version": 1,
 *   "permissions": ["doc:read", "doc:write", "doc:delete"],
 *   "deny": [{"permission": "doc:*", "when": "locked"}],
 *   "roles": {
 *     "viewer": {"allow": ["doc:read"]},
 *     "editor": {"inherits": ["viewer"], "allow": [{"permission": "doc:write", "when": "owner"}]},
 *     "admin": {"allow": ["doc:*"], "deny": ["doc:delete"]}
 *   }
 * }
 * }</pre>
 *
 * <p>Conditions are named, and their code is given beside the document: {@link Conditions}. In a
 * role, what it denies comes before what it allows in the order of declaration. The {@linkplain
 * #schema() schema} is for editors and other tools; this class checks all that it says, and refuses
 * members that it does not know.
 *
 * <p>This class holds static methods only, which are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PolicyDocument {

  private static final int VERSION = 1;
  private static final JacksonCodec CODEC = JacksonCodec.create();
  private static final BodyType<Map<String, Object>> OBJECT = BodyType.mapOf(Object.class);

  private PolicyDocument() {}

  /**
   * Returns the policy that the document describes.
   *
   * @throws IllegalArgumentException if the text is not JSON, or not such a document, saying where
   * @throws IllegalStateException as {@link Policy.Builder#build}
   */
  public static Policy read(String json, Conditions conditions) {
    return read(json.getBytes(StandardCharsets.UTF_8), conditions);
  }

  /**
   * Returns the policy that the document describes.
   *
   * @param json the text in UTF-8
   * @throws IllegalArgumentException if the text is not JSON, or not such a document, saying where
   * @throws IllegalStateException as {@link Policy.Builder#build}
   */
  public static Policy read(byte[] json, Conditions conditions) {
    requireNonNull(conditions, "conditions");
    Map<String, Object> document;
    try {
      document = CODEC.decode(json, OBJECT);
    } catch (JsonException e) {
      throw new IllegalArgumentException("Policy is not a JSON object: " + e.getMessage(), e);
    }
    return new Reader(conditions).read(document);
  }

  /**
   * Returns the JSON Schema (2020-12) of the documents.
   *
   * @throws IllegalStateException if the resource is missing from the jar
   */
  public static String schema() {
    try (InputStream stream = PolicyDocument.class.getResourceAsStream("policy.schema.json")) {
      return new String(requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The resource policy.schema.json cannot be read", e);
    }
  }

  /** Reads one document; places in messages are JSON Pointers (RFC 6901). */
  private static final class Reader {
    private final Conditions conditions;
    private final Policy.Builder policy = Policy.builder();

    Reader(Conditions conditions) {
      this.conditions = conditions;
    }

    Policy read(Map<String, Object> document) {
      requireMembers(document, "", Set.of("$schema", "version", "permissions", "deny", "roles"));
      if (!Integer.valueOf(VERSION).equals(document.get("version"))) {
        throw fault("/version", "must be " + VERSION);
      }
      policy.permissions(strings(document, "permissions", "").toArray(String[]::new));
      rules(document, "deny", "", policy.common, Rule.Effect.DENY);
      Map<String, Object> roles = object(document.getOrDefault("roles", Map.of()), "/roles");
      roles.forEach((name, rules) -> policy.role(name, role -> role(role, rules)));
      return policy.build();
    }

    private void role(RoleBuilder role, Object value) {
      String at = "/roles/" + escape(role.name);
      Map<String, Object> members = object(value, at);
      requireMembers(members, at, Set.of("description", "inherits", "allow", "deny"));
      role.inherits(strings(members, "inherits", at).toArray(String[]::new));
      rules(members, "deny", at, role, Rule.Effect.DENY);
      rules(members, "allow", at, role, Rule.Effect.ALLOW);
    }

    private void rules(
        Map<String, Object> owner, String name, String at, RoleBuilder role, Rule.Effect effect) {
      List<?> values = list(owner, name, at);
      for (int i = 0; i < values.size(); i++) {
        rule(values.get(i), at + "/" + name + "/" + i, role, effect);
      }
    }

    private void rule(@Nullable Object value, String at, RoleBuilder role, Rule.Effect effect) {
      if (value instanceof String pattern) {
        add(role, effect, pattern, null, at);
        return;
      }
      Map<String, Object> members = object(value, at);
      requireMembers(members, at, Set.of("permission", "when"));
      String pattern = string(members.get("permission"), at + "/permission");
      String when = string(members.get("when"), at + "/when");
      Condition condition = conditions.find(when);
      if (condition == null) {
        throw fault(
            at + "/when",
            "names the condition \""
                + when
                + "\", and there are only "
                + new TreeSet<>(conditions.names()));
      }
      add(role, effect, pattern, condition, at);
    }

    private static void add(
        RoleBuilder role,
        Rule.Effect effect,
        String pattern,
        @Nullable Condition condition,
        String at) {
      try {
        role.add(effect, pattern, condition);
      } catch (IllegalArgumentException e) {
        throw fault(at, "is no pattern: " + e.getMessage());
      }
    }

    private static List<String> strings(Map<String, Object> owner, String name, String at) {
      List<?> values = list(owner, name, at);
      return IntStream.range(0, values.size())
          .mapToObj(i -> string(values.get(i), at + "/" + name + "/" + i))
          .toList();
    }

    private static List<?> list(Map<String, Object> owner, String name, String at) {
      if (!owner.containsKey(name)) {
        return List.of();
      }
      if (owner.get(name) instanceof List<?> list) {
        return list;
      }
      throw fault(at + "/" + name, "must be an array");
    }

    private static String string(@Nullable Object value, String at) {
      if (value instanceof String text) {
        return text;
      }
      throw fault(at, "must be a string");
    }

    @SuppressWarnings("unchecked") // the codec makes maps with strings as keys only
    private static Map<String, Object> object(@Nullable Object value, String at) {
      if (value instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
      throw fault(at, "must be an object");
    }

    private static void requireMembers(Map<String, Object> object, String at, Set<String> allowed) {
      for (String name : object.keySet()) {
        if (!allowed.contains(name)) {
          throw fault(
              at + "/" + escape(name), "is not known here: allowed are " + new TreeSet<>(allowed));
        }
      }
    }

    private static String escape(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }

    private static IllegalArgumentException fault(String at, String what) {
      return new IllegalArgumentException("Policy at \"" + at + "\" " + what);
    }
  }
}
