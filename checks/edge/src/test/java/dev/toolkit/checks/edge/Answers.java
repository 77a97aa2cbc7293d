package dev.toolkit.checks.edge;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a run answered to its requests, in order, and what it wrote to its log. */
record Answers(List<Answered> answers, List<String> log) {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /**
   * One answer.
   *
   * @param fields names, each followed by its value
   * @param body the bytes in hexadecimal, followed by {@code " cut"} if the writer failed
   */
  record Answered(int status, List<String> fields, String body) {

    /** Returns this answer as the fetch API shows it: names sorted and in lower case. */
    Answered asFetched() {
      Map<String, String> joined = new TreeMap<>();
      List<String> cookies = new ArrayList<>();
      for (int i = 0; i < fields.size(); i += 2) {
        String name = fields.get(i).toLowerCase(java.util.Locale.ROOT);
        if (name.equals("set-cookie")) {
          cookies.add(fields.get(i + 1));
        } else {
          joined.merge(name, fields.get(i + 1), (first, more) -> first + ", " + more);
        }
      }
      List<String> fetched = new ArrayList<>();
      joined.forEach((name, value) -> fetched.addAll(List.of(name, value)));
      int place = (int) joined.keySet().stream().filter(n -> n.compareTo("set-cookie") < 0).count();
      List<String> cookieFields = new ArrayList<>();
      cookies.forEach(cookie -> cookieFields.addAll(List.of("set-cookie", cookie)));
      fetched.addAll(2 * place, cookieFields);
      return new Answered(status, fetched, body.endsWith(" cut") ? " cut" : body);
    }

    /** Returns the answer for people: a failed comparison shows it. */
    @Override
    public String toString() {
      boolean isCut = body.endsWith(" cut");
      String hex = isCut ? body.substring(0, body.length() - 4) : body;
      byte[] bytes = HexFormat.of().parseHex(hex);
      String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
      return status + " " + fields + "\n" + text + (isCut ? " cut" : "") + "\n" + hex;
    }
  }

  static String toJson(List<Exchange> requests) {
    return MAPPER.writeValueAsString(requests.stream().map(Exchange::toMap).toList());
  }

  static Answers parse(String json) {
    return MAPPER.readValue(json, Answers.class);
  }
}
