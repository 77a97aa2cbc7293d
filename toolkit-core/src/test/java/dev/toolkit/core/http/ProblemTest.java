package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

  @Test
  void toJson_statusOnly() {
    assertThat(Problem.of(404).toJson()).isEqualTo("{\"title\":\"Not Found\",\"status\":404}");
  }

  @Test
  void toJson_allMembers() {
    Problem problem =
        Problem.of(409)
            .with("tries", 3)
            .withDetail("Taken: \"a\\b\"\n\u0001")
            .withInstance("/orders/7")
            .withType("https://example.com/taken")
            .withTitle("Name taken")
            .with("errors", List.of(Map.of("final", true)));

    assertThat(problem.toJson())
        .isEqualTo(
            "{\"type\":\"https://example.com/taken\",\"title\":\"Name taken\",\"status\":409,"
                + "\"tries\":3,\"detail\":\"Taken: \\\"a\\\\b\\\"\\n\\u0001\","
                + "\"instance\":\"/orders/7\",\"errors\":[{\"final\":true}]}");
  }

  @Test
  void toJson_surrogates() {
    assertThat(Problem.of(400).withDetail("\ud83c\udf4c \ud83c").toJson())
        .contains("\"\ud83c\udf4c \\ud83c\"");
  }

  @Test
  void toResponse_mediaType() {
    Response response = Problem.of(403).toResponse();

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.header("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "title", "status", "detail", "instance"})
  void with_nameOfTheStandard_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.of(400).with(name, "x"));
  }

  @Test
  void with_valueOfAnotherType_refusedWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.of(400).with("x", new StringBuilder("secret")))
        .withMessage("A member of a problem must be a String, finite Number, Boolean, List or Map");
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.of(400).with("x", Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 399, 600})
  void of_statusThatIsNoError(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> Problem.of(status));
  }

  @Test
  void exception_headers() {
    ProblemException exception = Problem.of(503).exception().withHeader("Retry-After", "7");

    assertThat(exception.toResponse().headers())
        .isEqualTo(
            Headers.builder()
                .add("Content-Type", "application/problem+json")
                .add("Retry-After", "7")
                .build());
    assertThat(exception).hasMessage("503 Service Unavailable");
  }

  @Test
  void exception_stackTraceForFaultsOfTheServerOnly() {
    assertThat(Problem.of(404).exception().getStackTrace()).isEmpty();
    assertThat(Problem.of(500).exception().getStackTrace()).isNotEmpty();
  }
}
