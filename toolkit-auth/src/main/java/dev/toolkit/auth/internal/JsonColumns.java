package dev.toolkit.auth.internal;

import dev.toolkit.db.sql.Codec;
import dev.toolkit.db.sql.SqlType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types of columns that several stores have. Only where {@code toolkit-db} is there.
 *
 * <p>This class has no state and is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JsonColumns {

  private static final StrictJson JSON = new StrictJson(2);

  /** Sets of texts, as a JSON array. */
  public static final SqlType<Set<String>> STRINGS =
      SqlType.TEXT.mapped(Set.class, Codec.of(JsonColumns::print, JsonColumns::strings));

  /** Texts by name, as a JSON object. */
  public static final SqlType<Map<String, String>> STRING_MAP =
      SqlType.TEXT.mapped(Map.class, Codec.of(JsonColumns::print, JsonColumns::stringMap));

  private JsonColumns() {}

  private static String print(Object value) {
    return new String(new JsonText(128).value(value).toBytes(), StandardCharsets.UTF_8);
  }

  private static Set<String> strings(String json) {
    Set<String> strings = new LinkedHashSet<>();
    if (JSON.object("{\"strings\":" + json + "}").get("strings") instanceof List<?> list) {
      list.forEach(element -> strings.add(requireString(element)));
      return strings;
    }
    throw new IllegalStateException("Column must hold a JSON array of strings");
  }

  private static Map<String, String> stringMap(String json) {
    Map<String, String> strings = new LinkedHashMap<>();
    JSON.object(json).forEach((name, value) -> strings.put(name, requireString(value)));
    return strings;
  }

  private static String requireString(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalStateException("Column must hold JSON with strings only");
  }
}
