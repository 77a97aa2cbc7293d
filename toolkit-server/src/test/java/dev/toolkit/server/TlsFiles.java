package dev.toolkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A certificate and a key in a folder, which can be replaced. */
record TlsFiles(Path certificates, Path key) {

  static TlsFiles in(Path folder, String name) {
    return in(folder, name, name);
  }

  static TlsFiles in(Path folder, String certificates, String key) {
    var files = new TlsFiles(folder.resolve("chain.pem"), folder.resolve("key.pem"));
    files.replace(certificates, key);
    return files;
  }

  void replace(String certificate, String keyName) {
    copy(certificate + ".pem", certificates);
    copy(keyName + "-key.pem", key);
  }

  Tls tls() {
    return Tls.pem(certificates, key);
  }

  static void copy(String resource, Path target) {
    try (InputStream in =
        Objects.requireNonNull(TlsFiles.class.getResourceAsStream("/tls/" + resource), resource)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
