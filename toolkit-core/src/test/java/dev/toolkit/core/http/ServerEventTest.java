package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerEventTest {

  @Test
  void toText_allFields() {
    ServerEvent event =
        ServerEvent.of("one\ntwo").withType("quote").withId("7").withRetry(Duration.ofSeconds(3));

    assertThat(event.toText())
        .isEqualTo("event: quote\nid: 7\nretry: 3000\ndata: one\ndata: two\n\n");
  }

  @Test
  void toText_emptyData() {
    assertThat(ServerEvent.of("").toText()).isEqualTo("data: \n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\n", "a\r\n"})
  void withTypeOrId_lineEnd(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerEvent.of("").withType(text));
    assertThatIllegalArgumentException().isThrownBy(() -> ServerEvent.of("").withId(text));
  }

  @Test
  void withId_nul() {
    // HTML Standard, section 9.2.6: such an identifier would be ignored.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerEvent.of("").withId("a\0"))
        .withMessage("Unexpected character 0x0 at index 1 in the identifier of an event");
  }

  /** Whatever the data, a client gets one event with it, its line ends as one kind. */
  @Property
  void toText_clientReadsTheDataAndNothingElse(@ForAll("data") String data) {
    List<String> events = read(ServerEvent.of(data).toText());

    assertThat(events).containsExactly(data.replace("\r\n", "\n").replace('\r', '\n'));
  }

  @Property
  void comment_clientReadsNothing(@ForAll("data") String text) throws Exception {
    var out = new ByteArrayOutputStream();

    EventStream.writing(events -> events.comment(text)).writeTo(out);

    assertThat(read(out.toString(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void events_eachIsFlushed() throws Exception {
    List<String> flushed = new ArrayList<>();
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushed.add(toString(StandardCharsets.UTF_8));
            reset();
          }
        };
    Response response =
        Response.events(events -> {
          events.send("a");
          events.heartbeat();
          events.send(ServerEvent.of("b").withId("1"));
        });

    ((Body.Stream) response.body()).writer().writeTo(out);

    assertThat(flushed).containsExactly("", "data: a\n\n", ":\n\n", "id: 1\ndata: b\n\n");
    assertThat(response.headers())
        .isEqualTo(
            Headers.builder()
                .add("Content-Type", "text/event-stream")
                .add("Cache-Control", "no-store")
                .add("X-Accel-Buffering", "no")
                .build());
  }

  @Test
  void lastId_ofRequest() {
    Request again = Request.builder(Method.GET, "/").header("Last-Event-ID", "7").build();

    assertThat(ServerEvent.lastId(again)).contains("7");
    assertThat(ServerEvent.lastId(Request.builder(Method.GET, "/").build())).isEmpty();
  }

  @Provide
  Arbitrary<String> data() {
    return Arbitraries.of(
            "\n", "\r", "\r\n", "a", "data: ", "id: 1", ":", " ", "event: x", "\u00e4")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  /** The data of each event, as the HTML Standard, section 9.2.6, says how to read it. */
  private static List<String> read(String stream) {
    List<String> events = new ArrayList<>();
    List<String> data = new ArrayList<>();
    for (String line : stream.split("\r\n|\r|\n", -1)) {
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(String.join("\n", data));
        }
        data.clear();
      } else if (line.startsWith("data: ")) {
        data.add(line.substring(6));
      } else {
        assertThat(line).startsWith(":");
      }
    }
    return events;
  }
}
