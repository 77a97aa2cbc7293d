package dev.toolkit.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A private key, and the certificates that vouch for it. Immutable but for the array. */
final class PemKeyPair {

  private static final int MIN_RSA_BITS = 2048;

  private final X509Certificate[] chain;
  private final PrivateKey key;

  private PemKeyPair(X509Certificate[] chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  X509Certificate[] chain() {
    return chain.clone();
  }

  PrivateKey key() {
    return key;
  }

  /**
   * Returns whether the key is of a type, in JSSE's names: those of algorithms of keys, or of key
   * exchanges such as {@code EC_EC}.
   */
  boolean fits(String keyType) {
    int exchange = keyType.indexOf('_');
    String type = exchange < 0 ? keyType : keyType.substring(0, exchange);
    return type.equals(chain[0].getPublicKey().getAlgorithm());
  }

  /** The contents of both files, as they were at a time. */
  static final class Files {

    /** Far more than any chain has, and little enough to be read into memory. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path certificateFile;
    private final Path keyFile;
    private final byte[] certificates;
    private final byte[] key;

    private Files(Path certificateFile, Path keyFile, byte[] certificates, byte[] key) {
      this.certificateFile = certificateFile;
      this.keyFile = keyFile;
      this.certificates = certificates;
      this.key = key;
    }

    static Files read(Path certificateFile, Path keyFile) {
      return new Files(certificateFile, keyFile, bytes(certificateFile), bytes(keyFile));
    }

    private static byte[] bytes(Path file) {
      try {
        if (java.nio.file.Files.size(file) > MAX_BYTES) {
          throw TlsFileException.of(file, "is larger than a PEM file ever is: 1048576 bytes");
        }
        return java.nio.file.Files.readAllBytes(file);
      } catch (NoSuchFileException e) {
        throw TlsFileException.of(file, "does not exist", e);
      } catch (IOException e) {
        throw TlsFileException.of(file, "cannot be read by this process", e);
      }
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return object instanceof Files other
          && Arrays.equals(certificates, other.certificates)
          && Arrays.equals(key, other.key);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(certificates);
    }

    /**
     * Returns what the files hold.
     *
     * @throws TlsFileException as {@link Tls#pem}
     */
    PemKeyPair parse() {
      X509Certificate[] chain = chain();
      PublicKey publicKey = chain[0].getPublicKey();
      requireStrong(publicKey);
      PrivateKey privateKey = privateKey(publicKey.getAlgorithm());
      requireTheSame(publicKey, privateKey);
      return new PemKeyPair(chain, privateKey);
    }

    private X509Certificate[] chain() {
      List<X509Certificate> chain = new ArrayList<>();
      for (PemBlock block : blocks(certificateFile, certificates)) {
        if (block.label().equals("CERTIFICATE")) {
          chain.add(certificate(block, chain.size() + 1));
        }
      }
      if (chain.isEmpty()) {
        throw TlsFileException.of(
            certificateFile, "has no certificate: it must hold \"-----BEGIN CERTIFICATE-----\"");
      }
      requireOrder(chain);
      return chain.toArray(new X509Certificate[0]);
    }

    private X509Certificate certificate(PemBlock block, int number) {
      try {
        return (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block.bytes()));
      } catch (CertificateException e) {
        throw TlsFileException.of(
            certificateFile, "holds a certificate that cannot be read: number " + number, e);
      }
    }

    private void requireOrder(List<X509Certificate> chain) {
      for (int i = 1; i < chain.size(); i++) {
        if (!isIssuedBy(chain.get(i - 1), chain.get(i))) {
          throw TlsFileException.of(
              certificateFile,
              "holds certificates in the wrong order: number "
                  + (i + 1)
                  + " has not issued number "
                  + i
                  + ", but the server's certificate comes first and then that of each issuer");
        }
      }
    }

    private static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
      if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        return false;
      }
      try {
        certificate.verify(issuer.getPublicKey());
        return true;
      } catch (GeneralSecurityException e) {
        return false;
      }
    }

    private void requireStrong(PublicKey publicKey) {
      if (publicKey instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
        BigInteger modulus = rsa.getModulus();
        throw TlsFileException.of(
            certificateFile,
            "is for an RSA key of "
                + modulus.bitLength()
                + " bits: make a key of at least "
                + MIN_RSA_BITS
                + " bits");
      }
    }

    private PrivateKey privateKey(String algorithm) {
      PemBlock block = keyBlock();
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(block.bytes()));
      } catch (InvalidKeySpecException e) {
        throw TlsFileException.of(
            keyFile,
            "does not hold the key of "
                + certificateFile
                + ", which is for a key of type "
                + algorithm,
            e);
      } catch (GeneralSecurityException e) {
        throw TlsFileException.of(
            certificateFile, "is for a key of a type that is not supported: " + algorithm, e);
      }
    }

    private PemBlock keyBlock() {
      List<PemBlock> keys =
          blocks(keyFile, key).stream()
              .filter(block -> block.label().endsWith("PRIVATE KEY"))
              .toList();
      if (keys.isEmpty()) {
        throw TlsFileException.of(
            keyFile, "has no private key: it must hold \"-----BEGIN PRIVATE KEY-----\"");
      }
      PemBlock block = keys.getFirst();
      return switch (block.label()) {
        case "PRIVATE KEY" -> block;
        case "ENCRYPTED PRIVATE KEY" ->
            throw TlsFileException.of(
                keyFile,
                "holds an encrypted key: decrypt it with \"openssl pkcs8 -in key.pem -out"
                    + " decrypted.pem\", and let only the server read it");
        default ->
            throw TlsFileException.of(
                keyFile,
                "holds a key in another format than PKCS#8 (\"BEGIN "
                    + block.label()
                    + "\"): convert it with \"openssl pkcs8 -topk8 -nocrypt -in key.pem -out"
                    + " pkcs8.pem\"");
      };
    }

    private static List<PemBlock> blocks(Path file, byte[] content) {
      try {
        return PemBlock.parse(new String(content, StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException e) {
        throw TlsFileException.of(file, "is no PEM file: " + e.getMessage(), e);
      }
    }

    /** Signs with the one, verifies with the other: that works for keys of all types. */
    private void requireTheSame(PublicKey publicKey, PrivateKey privateKey) {
      byte[] text = {1, 2, 3};
      try {
        Signature signature = Signature.getInstance(signature(publicKey.getAlgorithm()));
        signature.initSign(privateKey);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(text);
        if (signature.verify(signed)) {
          return;
        }
      } catch (GeneralSecurityException e) {
        throw TlsFileException.of(keyFile, "holds a key that cannot be used", e);
      }
      throw TlsFileException.of(keyFile, "does not hold the key of " + certificateFile);
    }

    private static String signature(String algorithm) {
      return switch (algorithm) {
        case "RSA" -> "SHA256withRSA";
        case "EC" -> "SHA256withECDSA";
        default -> algorithm;
      };
    }
  }
}
