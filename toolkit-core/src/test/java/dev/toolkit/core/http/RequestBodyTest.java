package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 100_000})
  void bytes_lengthKnownOrNot(int length) {
    byte[] bytes = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);

    assertThat(RequestBody.of(oneByOne(bytes), length).bytes()).isEqualTo(bytes);
    assertThat(RequestBody.of(oneByOne(bytes), -1).bytes()).isEqualTo(bytes);
    assertThat(RequestBody.of(new ByteArrayInputStream(bytes), -1).bytes()).isEqualTo(bytes);
  }

  @Test
  void bytes_announcedLength_isNotReservedBeforeItArrives() {
    int[] reserved = {0};
    InputStream nothing =
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            reserved[0] = target.length;
            return -1;
          }
        };

    assertThat(RequestBody.of(nothing, 1_000_000).bytes()).isEmpty();
    assertThat(reserved[0]).isEqualTo(16 * 1024);
  }

  @Test
  void bytes_areKept() throws IOException {
    RequestBody body = RequestBody.of(stream("abc"), -1);

    assertThat(body.bytes()).isSameAs(body.bytes());
    assertThat(body.text()).isEqualTo("abc");
    assertThat(body.stream().readAllBytes()).asString().isEqualTo("abc");
  }

  @Test
  void stream_excludesTheRest() throws IOException {
    RequestBody body = RequestBody.of(stream("abc"), 3);

    assertThat(body.stream().readAllBytes()).asString().isEqualTo("abc");
    assertThatIllegalStateException()
        .isThrownBy(body::bytes)
        .withMessage("Request body was already taken as a stream");
    assertThatIllegalStateException().isThrownBy(body::stream);
    assertThatIllegalStateException().isThrownBy(body.withLimit(9)::text);
  }

  @Test
  void bytes_overLimit_knownLength_readsNothing() {
    InputStream untouched =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read");
          }
        };

    assertTooLarge(() -> RequestBody.of(untouched, 5).withLimit(4).bytes());
    assertTooLarge(() -> RequestBody.of(untouched, 5).withLimit(4).stream());
  }

  @Test
  void bytes_overLimit_unknownLength() {
    assertTooLarge(() -> RequestBody.of(stream("abcde"), -1).withLimit(4).bytes());
    assertTooLarge(() -> RequestBody.of(oneByOne("abcde".getBytes()), -1).withLimit(4).bytes());
    assertTooLarge(() -> RequestBody.of(stream("abcde"), -1).withLimit(4).stream().readAllBytes());
    assertTooLarge(() -> {
      InputStream in = RequestBody.of(stream("abcde"), -1).withLimit(4).stream();
      while (in.read() >= 0) {}
    });
  }

  @Test
  void bytes_atLimit() {
    assertThat(RequestBody.of(stream("abcd"), -1).withLimit(4).text()).isEqualTo("abcd");
    assertThat(RequestBody.of(stream(""), -1).withLimit(0).text()).isEmpty();
  }

  @Test
  void bytes_keptUnderLargerLimit_checkedAgainstSmaller() {
    RequestBody body = RequestBody.of(stream("abcde"), -1);
    body.bytes();

    assertTooLarge(() -> body.withLimit(4).bytes());
  }

  @Test
  void bytes_streamFails_isTheClientsFault() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("early EOF");
          }
        };

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestBody.of(broken, 10).bytes())
        .withMessage("400 Bad Request: Request body ends early or is framed wrongly")
        .withCauseInstanceOf(EOFException.class);
  }

  @Test
  void stream_ofBytesNeverRead_excludesTheRest() throws IOException {
    RequestBody body = RequestBody.of(new byte[] {1, 2});

    assertThat(body.stream().readAllBytes()).containsExactly(1, 2);

    assertThatIllegalStateException()
        .isThrownBy(body::bytes)
        .withMessage("Request body was already taken as a stream");
    assertThatIllegalStateException().isThrownBy(body::stream);
  }

  @Test
  void text_notUtf8() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> RequestBody.of(new byte[] {(byte) 0xff}).text())
        .withMessage("400 Bad Request: Request body is not UTF-8");
  }

  @Test
  void withLimit_negative() {
    assertThatIllegalArgumentException().isThrownBy(() -> RequestBody.empty().withLimit(-1));
  }

  private static void assertTooLarge(ThrowingCallable read) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(read)
        .withMessage("413 Content Too Large: Request body exceeds 4 bytes (BodyLimit)");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As bytes come off a slow line. */
  private static InputStream oneByOne(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }
}
