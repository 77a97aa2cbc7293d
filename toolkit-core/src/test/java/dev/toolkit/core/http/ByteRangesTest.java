package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {

  private static final String TEN = "0123456789";

  private static final Response WHOLE =
      Response.bytes(MediaType.parse("text/plain"), ascii(TEN))
          .withHeader("ETag", "\"v1\"")
          .withHeader("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");

  @ParameterizedTest
  @CsvSource({
    "bytes=0-4, 01234, 0-4",
    "bytes=9-, 9, 9-9",
    "bytes=-3, 789, 7-9",
    "bytes=-99, 0123456789, 0-9",
    "bytes=5-99999999999999999999999, 56789, 5-9",
    "BYTES=0-0, 0, 0-0",
    "'bytes=20-30, 2-3', 23, 2-3",
    "'bytes= 2-3 ,', 23, 2-3"
  })
  void apply_single(String range, String content, String sent) {
    Response response = get(range);

    assertThat(response.status()).isEqualTo(206);
    assertThat(text(response)).isEqualTo(content);
    assertThat(response.header("Content-Range")).contains("bytes " + sent + "/10");
    assertThat(response.header("Accept-Ranges")).contains("bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items=0-4",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=4-2",
        "bytes=0-1,x",
        "bytes=0x1-5",
        "bytes=--5",
        "bytes=1-2-3",
        "bytes=+1-3",
        "bytes=4-5,0-1",
        "bytes=0-5,3-8",
        "bytes=0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-,0-"
      })
  void apply_ignored(String range) {
    Response response = get(range);

    assertThat(response.status()).isEqualTo(200);
    assertThat(text(response)).isEqualTo(TEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20,30-40", "bytes=-0"})
  void apply_notSatisfiable(String range) {
    Response response = get(range);

    assertThat(response.status()).isEqualTo(416);
    assertThat(response.header("Content-Range")).contains("bytes */10");
    assertThat(response.header("ETag")).isEmpty();
  }

  @Test
  void apply_several() {
    Response response = get("bytes=0-1, 4-5, -1");

    assertThat(response.status()).isEqualTo(206);
    assertThat(response.header("Content-Range")).isEmpty();
    assertThat(response.header("Content-Type")).contains("multipart/byteranges; boundary=BOUND");
    assertThat(response.body().length()).isEqualTo(text(response).length());
    assertThat(text(response))
        .isEqualTo(
            """

            --BOUND
            Content-Type: text/plain
            Content-Range: bytes 0-1/10

            01
            --BOUND
            Content-Type: text/plain
            Content-Range: bytes 4-5/10

            45
            --BOUND
            Content-Type: text/plain
            Content-Range: bytes 9-9/10

            9
            --BOUND--
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v1\" | 206",
        "\"v2\" | 200",
        "W/\"v1\" | 200",
        "Fri, 02 Jan 2026 03:04:05 GMT | 206",
        "Fri, 02 Jan 2026 03:04:06 GMT | 200",
        "junk | 200"
      })
  void apply_ifRange(String condition, int status) {
    Request request =
        Request.builder(Method.GET, "/")
            .header("Range", "bytes=0-1")
            .header("If-Range", condition)
            .build();

    assertThat(apply(request, WHOLE).status()).isEqualTo(status);
  }

  @Test
  void apply_onlyToReadsThatSucceed() {
    Request head = Request.builder(Method.HEAD, "/").header("Range", "bytes=0-1").build();
    Request post = Request.builder(Method.POST, "/").header("Range", "bytes=0-1").build();

    assertThat(apply(head, WHOLE).status()).isEqualTo(200);
    assertThat(apply(post, WHOLE)).isSameAs(WHOLE);
    assertThat(apply(request("bytes=0-1"), WHOLE.withStatus(203)).status()).isEqualTo(203);
  }

  @Test
  void apply_bodyThatCannotBeSliced() {
    Response stream = Response.stream(MediaType.parse("text/plain"), out -> {});
    Response fixed = Response.of(200).withBody(Body.stream(10, out -> out.write(ascii(TEN))));

    assertThat(apply(request("bytes=0-1"), stream)).isSameAs(stream);
    assertThat(apply(request("bytes=0-1"), fixed)).isSameAs(fixed);
  }

  @Test
  void slice_outsideOfBody() {
    assertThatThrownBy(() -> Body.bytes(new byte[3]).slice(2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Part of 2 bytes at 2 is not inside of 3 bytes");
    assertThatThrownBy(() -> Body.ranged(3, (out, start, length) -> {}).slice(2, Long.MAX_VALUE))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** A part is what substring would cut out, of bytes in memory as of a stream, cut twice. */
  @Property
  void slice_asSubstring(
      @ForAll @IntRange(max = 10) int start,
      @ForAll @IntRange(max = 10) int end,
      @ForAll @IntRange(max = 10) int inner) {
    int from = Math.min(start, end);
    int to = Math.max(start, end);
    int skipped = Math.min(inner, to - from);
    Body streamed =
        Body.ranged(10, (out, at, length) -> out.write(ascii(TEN), (int) at, (int) length));

    for (Body body : new Body[] {Body.bytes(ascii(TEN)), streamed}) {
      Body part = body.slice(from, to - from).orElseThrow();
      Body partOfPart = part.slice(skipped, to - from - skipped).orElseThrow();

      assertThat(text(Response.of(200).withBody(part))).isEqualTo(TEN.substring(from, to));
      assertThat(text(Response.of(200).withBody(partOfPart)))
          .isEqualTo(TEN.substring(from + skipped, to));
    }
  }

  @Property
  void apply_takesAnything(@ForAll String field) {
    assertThat(ByteRanges.find("bytes=" + field)).isNotNull();
  }

  private static Response get(String range) {
    return apply(request(range), WHOLE);
  }

  private static Request request(String range) {
    return Request.builder(Method.GET, "/").header("Range", range).build();
  }

  private static Response apply(Request request, Response response) {
    return ByteRanges.apply(request, response, () -> "BOUND");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(Response response) {
    var out = new ByteArrayOutputStream();
    switch (response.body()) {
      case Body.Empty empty -> {}
      case Body.Bytes bytes -> out.writeBytes(bytes.bytes());
      case Body.Text text -> out.writeBytes(ascii(text.text()));
      case Body.Stream stream -> {
        try {
          stream.writer().writeTo(out);
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
    return out.toString(StandardCharsets.US_ASCII);
  }
}
