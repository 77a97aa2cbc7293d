package dev.toolkit.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

class BufferSlotsTest {

  private final BufferSlots slots = new BufferSlots();

  record Text(String text) {}

  record Envelope(Text content) {}

  @Test
  void released_isGivenToTheSameThreadAgain() {
    BufferRecycler first = slots.acquirePooled();

    slots.releasePooled(first);

    assertThat(slots.acquirePooled()).isSameAs(first);
  }

  @Test
  void acquired_isNotGivenToAnother() {
    BufferRecycler first = slots.acquirePooled();
    slots.releasePooled(first);

    assertThat(slots.acquirePooled()).isNotSameAs(slots.acquirePooled());
  }

  @Test
  void cleared_isForgotten() {
    BufferRecycler first = slots.acquirePooled();
    slots.releasePooled(first);

    assertThat(slots.clear()).isTrue();

    assertThat(slots.acquirePooled()).isNotSameAs(first);
  }

  @Test
  void encode_withinAnEncode_keepsBothTexts() {
    JacksonCodec[] self = new JacksonCodec[1];
    SimpleModule enveloping = new SimpleModule();
    enveloping.addSerializer(Envelope.class, new Enveloping(text -> self[0].encode(text)));
    JacksonCodec codec =
        JacksonCodec.of(JacksonCodec.mapperBuilder().addModule(enveloping).build());
    self[0] = codec;

    byte[] json = codec.encode(new Envelope(new Text("inside")));

    assertThat(new String(json, UTF_8))
        .isEqualTo("{\"content\":\"{\\\"text\\\":\\\"inside\\\"}\"}");
  }

  /** More threads than slots, so that some share one. */
  @Test
  void encode_onManyThreads_mixesNoTexts() throws Exception {
    JacksonCodec codec = JacksonCodec.create();
    List<Callable<String>> encodes =
        IntStream.range(0, 2_000)
            .<Callable<String>>mapToObj(i -> () -> new String(codec.encode(text(i)), UTF_8))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = threads.invokeAll(encodes);

      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo("{\"text\":\"" + text(i).text() + "\"}");
      }
    }
  }

  private static Text text(int i) {
    return new Text(String.valueOf(i).repeat(500));
  }

  private static final class Enveloping extends StdSerializer<Envelope> {
    private final transient Function<Text, byte[]> inner;

    Enveloping(Function<Text, byte[]> inner) {
      super(Envelope.class);
      this.inner = inner;
    }

    @Override
    public void serialize(Envelope value, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeStringProperty("content", new String(inner.apply(value.content()), UTF_8));
      out.writeEndObject();
    }
  }
}
