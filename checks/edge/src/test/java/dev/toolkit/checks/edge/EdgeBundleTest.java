package dev.toolkit.checks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the kernel weighs at the edge: docs/performance.md has the figures. */
@ExtendWith(Bundle.Compiler.class)
class EdgeBundleTest {

  private static final int MAX_BYTES = 280_000;

  @Test
  void size_withinItsBound(Bundle bundle, TestReporter reporter) throws IOException {
    byte[] kernel = Files.readAllBytes(bundle.kernel());
    reporter.publishEntry("kernel.js", kernel.length + " bytes, " + gzipped(kernel) + " gzipped");

    assertThat(kernel.length).isLessThanOrEqualTo(MAX_BYTES);
  }

  private static int gzipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
