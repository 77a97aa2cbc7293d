package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

  private static final List<String> OFFERED = List.of("br", "gzip", "deflate");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | gzip",
        "GZIP | gzip",
        "x-gzip | gzip",
        "deflate, gzip | gzip",
        "deflate;q=1.0, gzip;q=0.5 | deflate",
        "gzip;q=0, * | br",
        "*;q=0.1 | br",
        "gzip, br;q=0 | gzip",
        "identity;q=0, gzip;q=0.001 | gzip",
        "identity;q=0.5, gzip;q=0.5 | gzip",
        "gzip;q=abc, deflate | deflate"
      })
  void preferred_coding(String field, String coding) {
    assertThat(AcceptEncoding.parse(field).preferred(OFFERED)).contains(coding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "identity",
        "zstd",
        "gzip;q=0",
        "*;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=0, identity;q=0",
        ";;;,,,"
      })
  void preferred_asItIs(String field) {
    assertThat(AcceptEncoding.parse(field).preferred(OFFERED)).isEmpty();
  }
}
