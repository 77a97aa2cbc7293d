package dev.toolkit.checks.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.toolkit.checks.edge.Answers.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** The kernel answers at the edge what it answers on a JVM, byte for byte. */
@ExtendWith(Bundle.Compiler.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeAnswersTest {

  private static final int ONE_MEBIBYTE = 1_048_576;

  private final List<Exchange> requests = Exchanges.all();
  private final Answers expected = JvmRun.answers(requests);

  @Test
  void requests_reachAllKindsOfAnswers() {
    assertThat(expected.answers())
        .extracting(Answered::status)
        .contains(200, 201, 204, 303, 308, 400, 401, 404, 405, 409, 413, 415, 422, 500, 503);
  }

  @TestFactory
  List<DynamicTest> answers_onGraalJs(Bundle bundle) {
    return compared(GraalRun.answers(bundle, requests));
  }

  @TestFactory
  List<DynamicTest> answers_onNode(Bundle bundle) {
    assumeTrue(NodeRun.isThere(), "node is not on the PATH");
    return compared(NodeRun.raw(bundle, requests));
  }

  @TestFactory
  List<DynamicTest> answers_onNodeByFetch(Bundle bundle) {
    assumeTrue(NodeRun.isThere(), "node is not on the PATH");
    List<Answered> actual = NodeRun.fetched(bundle, requests, ONE_MEBIBYTE).answers();
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Answered jvm = withoutChance(expected.answers().get(i).asFetched());
      Answered edge = withoutChance(actual.get(i));
      tests.add(dynamicTest(requests.get(i).toString(), () -> assertThat(edge).isEqualTo(jvm)));
    }
    return tests;
  }

  @Test
  void body_largerThanTheWorkerReads_refusedAndNeverTakenForWhole(Bundle bundle) {
    Map<String, Object> cut = Exchange.of("POST", "/api/notes").toMap();
    cut.put("fields", List.of("content-type", "application/json"));
    cut.put("body", "7b7d");
    cut.put("length", -1);
    cut.put("cut", true);

    String requests = JsonMapper.shared().writeValueAsString(List.of(cut));
    Answered answer = Answers.parse(GraalRun.exchange(bundle, requests)).answers().get(0);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.toString())
        .contains("Request body exceeds what the worker reads (maxBodyBytes)");
  }

  @Test
  void body_largerThanTheWorkerReads_refusedByFetch(Bundle bundle) {
    assumeTrue(NodeRun.isThere(), "node is not on the PATH");
    String note = "{\"title\":\"t\",\"priority\":1,\"done\":true}";
    List<Exchange> posts =
        List.of(
            Exchange.json("POST", "/api/notes", note),
            Exchange.json("POST", "/api/notes", note + " "),
            Exchange.json("POST", "/api/notes", note + " ").with("content-length", "40"));

    List<Answered> answers = NodeRun.fetched(bundle, posts, note.length()).answers();

    assertThat(answers).extracting(Answered::status).containsExactly(201, 413, 413);
  }

  private List<DynamicTest> compared(Answers actual) {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Answered jvm = expected.answers().get(i);
      Answered edge = actual.answers().get(i);
      tests.add(dynamicTest(requests.get(i).toString(), () -> assertThat(edge).isEqualTo(jvm)));
    }
    tests.add(dynamicTest("log", () -> assertThat(actual.log()).isEqualTo(expected.log())));
    return tests;
  }

  /** By fetch, the worker takes random bytes and time from the runtime. */
  private static Answered withoutChance(Answered answer) {
    List<String> fields = new ArrayList<>(answer.fields());
    int i = fields.indexOf("x-request-id");
    if (i >= 0 && fields.get(i + 1).length() == 32) {
      fields.set(i + 1, "32 digits");
    }
    int timing = fields.indexOf("server-timing");
    if (timing >= 0) {
      fields.set(timing + 1, "milliseconds");
    }
    int type = fields.indexOf("content-type");
    if (type >= 0 && fields.get(type + 1).startsWith("multipart/byteranges; boundary=")) {
      fields.set(type + 1, "multipart/byteranges");
      return new Answered(answer.status(), fields, "");
    }
    return new Answered(answer.status(), fields, answer.body());
  }
}
