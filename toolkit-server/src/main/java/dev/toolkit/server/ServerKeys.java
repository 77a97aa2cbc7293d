package dev.toolkit.server;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate to all clients, and can be given another while handshakes are going on.
 * Safe for use by multiple threads.
 */
final class ServerKeys extends X509ExtendedKeyManager {

  /*
   * A handshake asks three times: for an alias, then for the certificates and the key of that
   * alias. If the pair is replaced between the questions, certificate and key must still belong
   * together, so that an alias names one generation, and the former one is kept.
   */
  private record Generation(long number, PemKeyPair pair, @Nullable PemKeyPair former) {

    String alias() {
      return Long.toString(number);
    }

    @Nullable PemKeyPair pair(String alias) {
      if (alias.equals(alias())) {
        return pair;
      }
      return alias.equals(Long.toString(number - 1)) ? former : null;
    }
  }

  private volatile Generation current;

  ServerKeys(PemKeyPair pair) {
    this.current = new Generation(0, pair, null);
  }

  /** Replaces the pair. Calls must not overlap. */
  void replace(PemKeyPair pair) {
    Generation former = current;
    current = new Generation(former.number + 1, pair, former.pair);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Generation now = current;
    return now.pair.fits(keyType) ? now.alias() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    PemKeyPair pair = current.pair(alias);
    return pair == null ? null : pair.chain();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    PemKeyPair pair = current.pair(alias);
    return pair == null ? null : pair.key();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    Generation now = current;
    return now.pair.fits(keyType) ? now.alias() : null;
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    Generation now = current;
    return now.pair.fits(keyType) ? new String[] {now.alias()} : new String[0];
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
