package dev.toolkit.db.cases;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The small parts of the neutral form: names of operations and types, and values. */
final class Words {
  private static final Pattern TYPE =
      Pattern.compile("([a-z ]+?)\\s*(?:\\((\\d+)(?:\\s*,\\s*(\\d+))?\\))?(\\[])?");

  private Words() {}

  /** Returns the name of the operation, in the one of its spellings that the readers know. */
  static String operation(JsonNode node) {
    String name = node.get(0).asString("");
    return switch (name) {
      case "+" -> "add";
      case "-" -> "sub";
      case "*" -> "mul";
      case "/" -> "div";
      case "%" -> "mod";
      case "||" -> "concat";
      case "isnotnull", "isNotNull" -> "notnull";
      case "isNull" -> "isnull";
      case "isdistinct", "isDistinct", "isDistinctFrom" -> "distinct";
      case "isnotdistinct", "isNotDistinctFrom", "nullsafeeq", "<=>" -> "notdistinct";
      case "=", "<>", "!=", "<", "<=", ">", ">=", "lte", "gte", "neq" -> comparison(name);
      case "tuple" -> "row";
      default -> name.startsWith("json") || name.startsWith("arr") ? name : lower(name);
    };
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replace("_", "").replace(" ", "");
  }

  static String comparison(String name) {
    return switch (name) {
      case "=" -> "eq";
      case "<>", "!=", "neq" -> "ne";
      case "<" -> "lt";
      case "<=", "lte" -> "le";
      case ">" -> "gt";
      case ">=", "gte" -> "ge";
      default -> name;
    };
  }

  static SqlType<?> type(String name) {
    Matcher matcher = TYPE.matcher(name.toLowerCase(java.util.Locale.ROOT));
    if (!matcher.matches()) {
      throw new UnsupportedOperationException("unknown type " + name);
    }
    SqlType<?> type = type(matcher.group(1), matcher.group(2), matcher.group(3));
    return matcher.group(4) == null ? type : SqlType.array(type);
  }

  private static SqlType<?> type(String name, String size, String scale) {
    return switch (name) {
      case "smallint" -> SqlType.SMALLINT;
      case "int", "integer", "signed" -> SqlType.INTEGER;
      case "bigint", "long" -> SqlType.BIGINT;
      case "text", "string" -> SqlType.TEXT;
      case "varchar", "char" ->
          size == null ? SqlType.TEXT : SqlType.varchar(Integer.parseInt(size));
      case "numeric", "decimal" ->
          size == null
              ? SqlType.NUMERIC
              : SqlType.numeric(
                  Integer.parseInt(size), scale == null ? 0 : Integer.parseInt(scale));
      case "real" -> SqlType.REAL;
      case "double", "float", "double precision" -> SqlType.DOUBLE;
      case "bool", "boolean" -> SqlType.BOOLEAN;
      case "date" -> SqlType.DATE;
      case "time" -> SqlType.TIME;
      case "timestamp", "datetime" -> SqlType.TIMESTAMP;
      case "timestamptz" -> SqlType.TIMESTAMPTZ;
      case "json", "jsonb" -> SqlType.JSON;
      case "uuid" -> SqlType.UUID;
      case "bytes", "bytea", "blob", "binary" -> SqlType.BYTES;
      default -> throw new UnsupportedOperationException("unknown type " + name);
    };
  }

  /** Returns what Java has for the value; objects are JSON. */
  static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isString()) {
      return node.asString();
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isInt()) {
      return node.asInt();
    }
    if (node.isLong()) {
      return node.asLong();
    }
    if (node.isNumber()) {
      return node.decimalValue();
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(each -> values.add(value(each)));
      return values;
    }
    return Sql.val(SqlType.JSON, node.toString());
  }

  static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    if (list.isString()) {
      strings.add(list.asString());
    }
    list.forEach(each -> strings.add(each.asString()));
    return strings;
  }

  static JsonNode list(String first, JsonNode... rest) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode().add(first);
    for (JsonNode each : rest) {
      list.add(each);
    }
    return list;
  }

  static boolean flag(JsonNode node, String... names) {
    for (String name : names) {
      if (node.path(name).asBoolean(false)) {
        return true;
      }
    }
    return false;
  }
}
