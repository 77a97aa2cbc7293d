package dev.toolkit.server;

import java.util.List;
import javax.net.ssl.SSLParameters;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** The protocols of a port: HTTP/1.1 and HTTP/2, both within TLS or both without. */
final class Protocols {

  private Protocols() {}

  static List<ConnectionFactory> of(ServerOptions options, HttpConfiguration http) {
    return options
        .tls()
        .map(tls -> secured(tls, options, http))
        .orElseGet(() ->
            List.of(new HttpConnectionFactory(http), limited(new PriorKnowledge(http), options)));
  }

  private static List<ConnectionFactory> secured(
      Tls tls, ServerOptions options, HttpConfiguration http) {
    var alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
    alpn.setDefaultProtocol("http/1.1");
    return List.of(
        new SslConnectionFactory(settings(tls), alpn.getProtocol()),
        alpn,
        limited(new HTTP2ServerConnectionFactory(http), options),
        new HttpConnectionFactory(http));
  }

  private static SslContextFactory.Server settings(Tls tls) {
    SSLParameters parameters = tls.parameters();
    var settings = new SslContextFactory.Server();
    settings.setSslContext(tls.context());
    settings.setIncludeProtocols(parameters.getProtocols());
    settings.setExcludeProtocols();
    settings.setIncludeCipherSuites(parameters.getCipherSuites());
    settings.setExcludeCipherSuites();
    settings.setUseCipherSuitesOrder(parameters.getUseCipherSuitesOrder());
    settings.setRenegotiationAllowed(false);
    return settings;
  }

  /** The rest of the limits are Jetty's: docs/server.md tells them. */
  private static ConnectionFactory limited(
      AbstractHTTP2ServerConnectionFactory http2, ServerOptions options) {
    http2.setMaxConcurrentStreams(options.maxConcurrentStreams());
    // WebSocket over HTTP/2 is not spoken here.
    http2.setConnectProtocolEnabled(false);
    return http2;
  }

  /**
   * HTTP/2 without TLS for clients that begin with it. To change over from HTTP/1.1 by {@code
   * Upgrade: h2c} was given up by RFC 9113, and is a way past proxies that do not know it.
   */
  private static final class PriorKnowledge extends HTTP2CServerConnectionFactory {

    PriorKnowledge(HttpConfiguration http) {
      super(http);
    }

    @Override
    public @Nullable Connection upgradeConnection(
        Connector connector,
        EndPoint endPoint,
        MetaData.Request request,
        HttpFields.Mutable response101) {
      return HttpMethod.PRI.is(request.getMethod())
          ? super.upgradeConnection(connector, endPoint, request, response101)
          : null;
    }
  }
}
