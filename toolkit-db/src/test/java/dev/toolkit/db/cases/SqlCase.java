package dev.toolkit.db.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A case of the file: a query in neutral form, and what has to come of it. */
record SqlCase(String id, String dialect, String topic, JsonNode query, JsonNode expect) {

  /** Topics whose text has to be right, whatever the rows say. */
  private static final Set<String> STRICT = Set.of("injection", "quoting", "lock", "limit");

  static SqlCase of(JsonNode line) {
    return new SqlCase(
        line.get("id").asString(),
        line.get("dialect").asString(),
        line.path("topic").asString(""),
        line.get("query"),
        line.get("expect"));
  }

  boolean judgedByRows() {
    return expect.has("rows") || expect.has("after");
  }

  boolean judgedByText() {
    return STRICT.contains(topic) || !judgedByRows();
  }

  boolean writes() {
    return expect.has("after")
        || query.has("insert")
        || query.has("update")
        || query.has("delete")
        || expect.has("affected");
  }

  /** Returns all texts that are right. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (expect.has("sql")) {
      texts.add(SqlText.normalized(expect.get("sql").asString()));
    }
    expect.path("accept").forEach(text -> texts.add(SqlText.normalized(text.asString())));
    return texts;
  }
}
