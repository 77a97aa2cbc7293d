package dev.toolkit.server;

import dev.toolkit.core.RunningApp;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;

/** Runs applications on Jetty. What was measured and decided is in docs/adr/0002. */
final class JettyEngine implements Engine {

  static final JettyEngine INSTANCE = new JettyEngine();

  /**
   * What of a request's target the router is to see although Jetty would refuse it: encoded
   * separators and percent signs, empty segments, and bytes that are not UTF-8, which the router
   * refuses by itself, so that middleware runs around the answer.
   */
  private static final UriCompliance TARGETS =
      UriCompliance.RFC3986.with(
          "TOOLKIT",
          Violation.AMBIGUOUS_PATH_SEPARATOR,
          Violation.AMBIGUOUS_PATH_ENCODING,
          Violation.AMBIGUOUS_EMPTY_SEGMENT,
          Violation.BAD_UTF8_ENCODING,
          Violation.TRUNCATED_UTF8_ENCODING,
          Violation.BAD_PERCENT_ENCODING);

  private JettyEngine() {}

  @Override
  public RunningEngine start(RunningApp app, ServerOptions options) {
    var connections = new Connections(options);
    var server = new Server(new RequestThreads());
    server.setErrorHandler(new EngineErrors(options));
    server.setHandler(new AppHandler(app, connections));
    var port = new Port(server, Protocols.of(options, configuration(options)), options);
    port.addEventListener(connections);
    server.addConnector(port);
    var running = new RunningJetty(port, connections, app, options);
    running.start();
    return running;
  }

  private static HttpConfiguration configuration(ServerOptions options) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(options.maxHeaderBytes());
    // A cache of the headers that were seen takes 100 kB of each connection, also of an idle one:
    // ADR 22.
    http.setHeaderCacheSize(0);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(TARGETS);
    return http;
  }

  @Override
  public String toString() {
    return "Engine[Jetty " + Server.getVersion() + "]";
  }
}
