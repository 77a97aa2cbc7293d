package dev.toolkit.checks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the kernel weighs at the edge: docs/performance.md has the figures. */
@ExtendWith(Bundle.Compiler.class)
class EdgeBundleTest {

  private static final int MAX_SMALL_BYTES = 175_000;
  private static final int MAX_KERNEL_BYTES = 395_000;

  @Test
  void smallWorker_withinItsBound(Bundle bundle, TestReporter reporter) throws IOException {
    assertThat(size(bundle.small(), reporter)).isLessThanOrEqualTo(MAX_SMALL_BYTES);
  }

  @Test
  void worker_withinItsBound(Bundle bundle, TestReporter reporter) throws IOException {
    assertThat(size(bundle.kernel(), reporter)).isLessThanOrEqualTo(MAX_KERNEL_BYTES);
  }

  private static int size(Path script, TestReporter reporter) throws IOException {
    byte[] bytes = Files.readAllBytes(script);
    String name = script.getFileName().toString();
    reporter.publishEntry(name, bytes.length + " bytes, " + gzipped(bytes) + " gzipped");
    return bytes.length;
  }

  private static int gzipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
