/**
 * Runs an application on a real HTTP engine: HTTP/1.1 and HTTP/2 on virtual threads, TLS, limits,
 * graceful stop.
 *
 * <p>The engine is Jetty. No type of Jetty's is part of this module's interface.
 */
module dev.toolkit.server {
  requires transitive dev.toolkit.core;
  requires org.eclipse.jetty.alpn.server;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.http2.common;
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;

  exports dev.toolkit.server;
}
