package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  @TempDir private Path folder;

  private void requireFault(TlsFiles files, String message) {
    assertThatThrownBy(files::tls)
        .isInstanceOf(TlsFileException.class)
        .hasMessage(
            message
                .replace("<chain>", files.certificates().toString())
                .replace("<key>", files.key().toString()));
  }

  @ParameterizedTest
  @CsvSource({"rsa, rsa", "ec, ec", "ed25519, ed25519", "leaf-chain, leaf"})
  void pem_ofEachKind(String certificates, String key) {
    TlsFiles files = TlsFiles.in(folder, certificates, key);

    assertThat(files.tls()).hasToString("Tls[" + files.certificates() + ", " + files.key() + "]");
  }

  @Test
  void pem_withTextAround() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "ec");
    String pem = Files.readString(files.certificates());
    Files.writeString(files.certificates(), "subject=CN = ec\r\n" + pem.replace("\n", "\r\n"));

    assertThat(files.tls()).isNotNull();
  }

  @Test
  void pem_keyAndCertificateInOneFile() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "ec");
    String both = Files.readString(files.key()) + Files.readString(files.certificates());
    Path one = Files.writeString(folder.resolve("both.pem"), both);

    assertThat(Tls.pem(one, one)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ec, rsa, '<key> does not hold the key of <chain>, which is for a key of type EC'",
    "ec, leaf, <key> does not hold the key of <chain>",
    "rsa, rsa-pkcs1, '<key> holds a key in another format than PKCS#8 (\"BEGIN RSA PRIVATE KEY\"):"
        + " convert it with \"openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem\"'",
    "ec, ec-sec1, '<key> holds a key in another format than PKCS#8 (\"BEGIN EC PRIVATE KEY\"):"
        + " convert it with \"openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem\"'",
    "ec, ec-encrypted, '<key> holds an encrypted key: decrypt it with \"openssl pkcs8 -in key.pem"
        + " -out decrypted.pem\", and let only the server read it'",
    "rsa1024, rsa1024, '<chain> is for an RSA key of 1024 bits: make a key of at least 2048 bits'"
  })
  void pem_ofWrongKey(String certificates, String key, String message) {
    requireFault(TlsFiles.in(folder, certificates, key), message);
  }

  @Test
  void pem_missing() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "ec");
    Files.delete(files.key());

    requireFault(files, "<key> does not exist");
    assertThatThrownBy(files::tls)
        .isInstanceOfSatisfying(
            TlsFileException.class, e -> assertThat(e.file()).isEqualTo(files.key()));
  }

  @Test
  void pem_aFolder() {
    assertThatThrownBy(() -> Tls.pem(folder, folder))
        .isInstanceOf(TlsFileException.class)
        .hasMessage(folder + " cannot be read by this process");
  }

  @Test
  void pem_swapped() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "ec");

    requireFault(
        new TlsFiles(files.key(), files.certificates()),
        "<chain> has no certificate: it must hold \"-----BEGIN CERTIFICATE-----\"");
  }

  @Test
  void pem_keyWithoutKey() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "ec");
    Files.writeString(files.key(), Files.readString(files.certificates()));

    requireFault(files, "<key> has no private key: it must hold \"-----BEGIN PRIVATE KEY-----\"");
  }

  @Test
  void pem_inWrongOrder() throws Exception {
    TlsFiles files = TlsFiles.in(folder, "leaf-chain", "leaf");
    String pem = Files.readString(files.certificates());
    int second = pem.lastIndexOf("-----BEGIN");
    Files.writeString(files.certificates(), pem.substring(second) + pem.substring(0, second));

    requireFault(
        files,
        "<chain> holds certificates in the wrong order: number 2 has not issued number 1, but the"
            + " server's certificate comes first and then that of each issuer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-----BEGIN CERTIFICATE", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void pem_cut(String text) throws IOException {
    TlsFiles files = TlsFiles.in(folder, "ec");
    Files.writeString(files.certificates(), text);

    assertThatThrownBy(files::tls)
        .isInstanceOf(TlsFileException.class)
        .hasMessageStartingWith(files.certificates() + " is no PEM file: \"-----BEGIN");
  }

  @Test
  void pem_ofNoBase64TellsNothingOfTheKey() throws IOException {
    TlsFiles files = TlsFiles.in(folder, "ec");
    String pem = Files.readString(files.key());
    Files.writeString(files.key(), pem.replaceFirst("\nM", "\n?M"));

    requireFault(
        files, "<key> is no PEM file: what follows \"-----BEGIN PRIVATE KEY\" is not Base64");
    assertThatThrownBy(files::tls)
        .hasRootCauseMessage("what follows \"-----BEGIN PRIVATE KEY\" is not Base64");
  }

  @Test
  void pem_ofNoCertificate() throws IOException {
    TlsFiles files = TlsFiles.in(folder, "ec");
    Files.writeString(
        files.certificates(), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    requireFault(files, "<chain> holds a certificate that cannot be read: number 1");
  }

  @Test
  void reload_keepsFormerWhenFilesAreBad() {
    TlsFiles files = TlsFiles.in(folder, "ec");
    Tls tls = files.tls();
    files.replace("rsa", "ec");

    assertThatThrownBy(tls::reload).isInstanceOf(TlsFileException.class);
    assertThat(tls.reloadIfChanged()).isFalse();
    files.replace("rsa", "rsa");
    assertThat(tls.reloadIfChanged()).isTrue();
    assertThat(tls.reloadIfChanged()).isFalse();
  }

  @Test
  void watch_tellsOfChanges() {
    TlsFiles files = TlsFiles.in(folder, "ec");
    var log = new RecordedLog();
    var watch = new TlsWatch(files.tls(), new CountDownLatch(1), log);

    watch.look();
    assertThat(log.messages()).isEmpty();
    files.replace("rsa", "ec");
    watch.look();
    watch.look();
    assertThat(log.messages()).containsExactly("Certificate not reloaded: the former one stays");
    files.replace("rsa", "rsa");
    watch.look();

    assertThat(log.messages())
        .containsExactly("Certificate not reloaded: the former one stays", "Certificate reloaded");
  }

  @Test
  void options_doNotShowTheFiles() {
    ServerOptions options = ServerOptions.defaults().withTls(TlsFiles.in(folder, "ec").tls());

    assertThat(options.toString()).endsWith(", maxConcurrentStreams 100, tls]");
  }
}
