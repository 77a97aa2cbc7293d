package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {

  private static final MultipartLimits LIMITS = MultipartLimits.defaults();

  private static final String FORM =
      """
      --b
      Content-Disposition: form-data; name="title"

      hello
      --b
      content-disposition: FORM-DATA; NAME="file"; filename="a.txt"
      Content-Type: text/plain

      line 1
      --not the boundary
      --b--
      """;

  @Test
  void next_fieldsAndFiles() {
    Multipart form = form(FORM);

    Part title = form.next().orElseThrow();
    assertThat(title.name()).isEqualTo("title");
    assertThat(title.isFile()).isFalse();
    assertThat(title.text()).isEqualTo("hello");
    Part file = form.next().orElseThrow();
    assertThat(file.name()).isEqualTo("file");
    assertThat(file.filename()).contains("a.txt");
    assertThat(file.mediaType()).contains(MediaType.parse("text/plain"));
    assertThat(file.text()).isEqualTo("line 1\r\n--not the boundary");
    assertThat(form.next()).isEmpty();
    assertThat(form.next()).isEmpty();
  }

  @Test
  void next_passesOverWhatIsUnread() throws IOException {
    Multipart form = form(FORM);
    InputStream first = form.next().orElseThrow().stream();

    assertThat(first.read()).isEqualTo('h');
    Part second = form.next().orElseThrow();

    assertThat(second.name()).isEqualTo("file");
    assertThatThrownBy(first::read).isInstanceOf(IOException.class);
    assertThat(second.text()).startsWith("line 1");
    assertThatThrownBy(second::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Content of a part was already taken");
  }

  @Test
  void next_preambleEpilogueAndPadding() {
    Multipart form =
        form(
            """
            This is passed over, --b included.
            --b \t
            Content-Disposition: form-data; name=a

            --b--
            So is this. --b
            """);

    Part part = form.next().orElseThrow();

    assertThat(part.name()).isEqualTo("a");
    assertThatThrownBy(part::text)
        .as("the empty line is that of the headers: a boundary needs a line end of its own")
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void next_emptyContentAndNoParts() {
    assertThat(parts("--b\nContent-Disposition: form-data; name=a\n\n\n--b--"))
        .containsExactly("a=");
    assertThat(parts("--b--")).isEmpty();
    assertThat(parts("--b--junk")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--",
        "--b",
        "--b\n",
        "--bx\nContent-Disposition: form-data; name=a\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=a\n\nx",
        "--b\nContent-Disposition: form-data; name=a\n\nx\n--b",
        "--b\nContent-Disposition: form-data; name=a\n\nx\n--b-",
        "--b\nContent-Disposition: form-data; name=a\n\nx--b--",
        "--b\nContent-Disposition: form-data; name=a\n folded: yes\n\nx\n--b--",
        "--b\nContent-Disposition: attachment; name=a\n\nx\n--b--",
        "--b\nContent-Disposition: form-data\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=a; name=b\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\"b\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=a b\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=a\nContent-Disposition: form-data; name=b\n\nx\n--b--",
        "--b\nContent-Disposition : form-data; name=a\n\nx\n--b--",
        "--b\nno header\n\nx\n--b--",
        "--b\nContent-Disposition: form-data; name=\"a\0\"\n\nx\n--b--",
        "--b\n\nx\n--b--"
      })
  void next_malformed(String text) {
    assertThatThrownBy(() -> parts(text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessageContaining("Form is malformed");
  }

  @Test
  void next_bareLineFeedsAreNoLineEnds() {
    Request request =
        request("--b\nContent-Disposition: form-data; name=a\n\nx\n--b--".getBytes(UTF));

    assertThatThrownBy(() -> request.multipart(LIMITS).next()).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | a.txt",
        "C:\\Users\\ada\\a.txt | a.txt",
        "../../etc/passwd | passwd",
        "..\\..\\boot.ini | boot.ini",
        "say \\\"hi\\\".txt | say \"hi\".txt",
        "say %22hi%22.txt | say \"hi\".txt",
        "gr\u00fc\u00dfe.txt | gr\u00fc\u00dfe.txt",
        "a;b.txt | a;b.txt"
      })
  void filename_withoutFolders(String sent, String name) {
    assertThat(filename(sent)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "a/..", "a/", "\\", " "})
  void filename_nothingLeft(String sent) {
    assertThat(filename(sent)).isEmpty();
  }

  @Test
  void filename_extendedFormIsPassedOver() {
    Multipart form =
        form(
            "--b\nContent-Disposition: form-data; name=a; filename=\"good.txt\";"
                + " filename*=UTF-8''evil.jsp\n\nx\n--b--");

    assertThat(form.next().orElseThrow().filename()).contains("good.txt");
  }

  @Test
  void limits_eachIsKept() {
    String form = "--b\nContent-Disposition: form-data; name=abc\n\n12345\n--b--";

    assertTooLarge(form, LIMITS.withMaxNameLength(2), "characters (maxNameLength)");
    assertTooLarge(form, LIMITS.withMaxFieldBytes(4), "Field of a form exceeds 4 bytes");
    assertTooLarge(form, LIMITS.withMaxPartBytes(4), "Part of a form exceeds 4 bytes");
    assertTooLarge(form, LIMITS.withMaxHeaderBytes(39), "exceed 39 bytes (maxHeaderBytes)");
    assertTooLarge(
        "--b\nContent-Disposition: form-data; name=a\n\n\n".repeat(3) + "--b--",
        LIMITS.withMaxParts(2),
        "Form has more than 2 parts");
  }

  @Test
  void limits_ofTheBody() {
    Request request = request(crlf(FORM).getBytes(UTF)).withBodyLimit(20);

    assertThatThrownBy(() -> request.multipart(LIMITS))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413));
  }

  @Test
  void limits_endlessHeaderIsCutOff() {
    var endless = new CountingStream("--b\r\nX: ".getBytes(UTF), 'x');
    Request request = request(RequestBody.of(endless, -1).withLimit(Long.MAX_VALUE));

    assertThatThrownBy(() -> request.multipart(LIMITS).next())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413));
    assertThat(endless.count).isLessThan(32 * 1024);
  }

  @Test
  void stream_isNeverWholeInMemory() throws IOException {
    long size = 256L * 1024 * 1024;
    String head = "--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n";
    var body = new CountingStream(head.getBytes(UTF), 'x');
    Request request = request(RequestBody.of(body, -1).withLimit(Long.MAX_VALUE));
    InputStream file = request.multipart(LIMITS).next().orElseThrow().stream();

    long before = body.count;
    byte[] chunk = new byte[64 * 1024];
    long read = 0;
    while (read < size) {
      read += file.read(chunk);
    }

    assertThat(body.count - before).isBetween(size - 64 * 1024, size + 64 * 1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a\u00e4\"",
        "multipart/form-data; boundary=\"ends in space \"",
        "multipart/form-data; boundary=\"a\"\"b\""
      })
  void of_noBoundary(String type) {
    Request request = Request.builder(Method.POST, "/").header("Content-Type", type).build();

    assertThatThrownBy(() -> request.multipart(LIMITS))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isIn(400, 415));
  }

  @Test
  void of_boundaryTooLong() {
    Request request =
        Request.builder(Method.POST, "/")
            .header("Content-Type", "multipart/form-data; boundary=" + "b".repeat(71))
            .build();

    assertThatThrownBy(() -> request.multipart(LIMITS))
        .hasMessageContaining("needs a boundary of 1 to 70 characters");
  }

  @Test
  void of_otherMediaType() {
    Request request = Request.builder(Method.POST, "/").header("Content-Type", "a/b").build();

    assertThatThrownBy(() -> request.multipart(LIMITS))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(415));
  }

  /** Whatever the contents, and in whatever pieces they arrive: what was written is read. */
  @Property(tries = 2000)
  void next_readsWhatWasWritten(
      @ForAll("contents") List<String> contents, @ForAll @IntRange(min = 1, max = 9) int piece) {
    var text = new StringBuilder();
    for (String content : contents) {
      text.append("--b\r\nContent-Disposition: form-data; name=n\r\n\r\n")
          .append(content)
          .append("\r\n");
    }
    byte[] bytes = text.append("--b--").toString().getBytes(UTF);
    Request request = request(RequestBody.of(inPieces(bytes, piece), -1));

    List<String> read = new ArrayList<>();
    Multipart form = request.multipart(LIMITS);
    for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) {
      read.add(part.get().text());
    }

    assertThat(read).isEqualTo(contents);
  }

  /** Over the characters of a delimiter, without the delimiter itself. */
  @Provide
  Arbitrary<List<String>> contents() {
    return Arbitraries.strings()
        .withChars('\r', '\n', '-', 'b', 'c')
        .ofMaxLength(12)
        .filter(content -> !("\r\n" + content).contains("\r\n--b"))
        .list()
        .ofMaxSize(4);
  }

  @Property
  void next_takesAnything(
      @ForAll("junk") String junk, @ForAll @IntRange(min = 1, max = 5) int piece) {
    Request request = request(RequestBody.of(inPieces(junk.getBytes(UTF), piece), -1));
    try {
      Multipart form = request.multipart(LIMITS);
      while (form.next().isPresent()) {
        assertThat(form.toString()).startsWith("Multipart[");
      }
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isIn(400, 413);
    }
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(
            "--b",
            "\r\n",
            "--",
            "\r",
            "Content-Disposition: form-data; name=\"a\"",
            ":",
            "\"",
            ";",
            "x")
        .list()
        .ofMaxSize(15)
        .map(parts -> String.join("", parts));
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  private static Multipart form(String text) {
    return request(crlf(text).getBytes(UTF)).multipart(LIMITS);
  }

  private static Request request(byte[] body) {
    return request(RequestBody.of(body));
  }

  private static Request request(RequestBody body) {
    return Request.builder(Method.POST, "/")
        .header("Content-Type", "multipart/form-data; boundary=b")
        .body(body)
        .build();
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Multipart form = form(text);
    for (Optional<Part> part = form.next(); part.isPresent(); part = form.next()) {
      parts.add(part.get().name() + "=" + part.get().text());
    }
    return parts;
  }

  private static Optional<String> filename(String sent) {
    return form("--b\nContent-Disposition: form-data; name=a; filename=\""
            + sent
            + "\"\n\nx\n--b--")
        .next()
        .orElseThrow()
        .filename();
  }

  private static void assertTooLarge(String text, MultipartLimits limits, String message) {
    Request request = request(crlf(text).getBytes(UTF));
    assertThatThrownBy(() -> request.multipart(limits).forEach(Part::text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413))
        .hasMessageContaining(message);
  }

  private static InputStream inPieces(byte[] bytes, int piece) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, piece));
      }
    };
  }

  /** A head, and then the same byte without end. */
  private static final class CountingStream extends InputStream {
    private final byte[] head;
    private final char rest;
    private long count;

    CountingStream(byte[] head, char rest) {
      this.head = head;
      this.rest = rest;
    }

    @Override
    public int read() {
      return count < head.length ? head[(int) count++] : advance();
    }

    private int advance() {
      count++;
      return rest;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
