package dev.toolkit.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The certificate that a server shows and the key that belongs to it, both from PEM files.
 *
 * {@snippet :
 * Tls tls = Tls.pem(Path.of("fullchain.pem"), Path.of("privkey.pem"));
 * ServerOptions options = ServerOptions.defaults().withPort(8443).withTls(tls);
 * }
 *
 * <p>A server speaks TLS 1.3 and 1.2 with suites that have forward secrecy and authenticated
 * encryption, as RFC 9325 recommends, and offers HTTP/2 before HTTP/1.1 by ALPN. It looks at the
 * files every 30 seconds: what has changed holds for connections that are made from then on, and
 * what cannot be used is logged and leaves the former certificate in place. {@link #reload} does
 * the same at once.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Tls {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** The preferred one first: RFC 9325, section 4.2. */
  private static final List<String> CIPHER_SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final Path certificates;
  private final Path key;
  private final ServerKeys keys;
  private final SSLContext context;
  private final ReentrantLock reloading = new ReentrantLock();

  /** What was read last, usable or not. Guarded by the lock. */
  private PemKeyPair.Files seen;

  private Tls(Path certificates, Path key) {
    this.certificates = certificates;
    this.key = key;
    this.seen = PemKeyPair.Files.read(certificates, key);
    this.keys = new ServerKeys(seen.parse());
    this.context = context(keys);
  }

  /**
   * Reads certificate and key.
   *
   * @param certificates a file with the server's certificate and then those of its issuers, each
   *     after the one that it has issued, without the root (which clients have)
   * @param key a file with the private key in PKCS#8, not encrypted: RSA of 2048 bits or more, EC
   *     or EdDSA
   * @throws TlsFileException if a file cannot be read, holds something else, or the key is not that
   *     of the certificate
   */
  public static Tls pem(Path certificates, Path key) {
    return new Tls(requireNonNull(certificates, "certificates"), requireNonNull(key, "key"));
  }

  /**
   * Reads the files again. Connections that are made from now on see what they hold; open ones go
   * on as they are.
   *
   * @throws TlsFileException as {@link #pem}; nothing changes then
   */
  public void reload() {
    reloading.lock();
    try {
      use(PemKeyPair.Files.read(certificates, key));
    } finally {
      reloading.unlock();
    }
  }

  /**
   * Reads the files again if they have changed since they were read last, and returns whether there
   * is another certificate now. What was found to be unusable is not reported twice.
   *
   * @throws TlsFileException as {@link #reload}
   */
  boolean reloadIfChanged() {
    reloading.lock();
    try {
      PemKeyPair.Files now = PemKeyPair.Files.read(certificates, key);
      if (now.equals(seen)) {
        return false;
      }
      use(now);
      return true;
    } finally {
      reloading.unlock();
    }
  }

  private void use(PemKeyPair.Files files) {
    seen = files;
    keys.replace(files.parse());
  }

  /**
   * Returns the context that an engine makes connections with. It is always the same, also after a
   * reload.
   */
  public SSLContext context() {
    return context;
  }

  /**
   * Returns the versions and suites that an engine speaks, the preferred ones first. What it offers
   * by ALPN is for the engine to add: the object is a new one each time.
   */
  public SSLParameters parameters() {
    var parameters =
        new SSLParameters(CIPHER_SUITES.toArray(new String[0]), PROTOCOLS.toArray(new String[0]));
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }

  private static SSLContext context(ServerKeys keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS", e);
    }
  }

  /** Returns the names of the files. */
  @Override
  public String toString() {
    return "Tls[" + certificates + ", " + key + "]";
  }
}
