/**
 * Runs an application on a real HTTP engine: HTTP/1.1 on virtual threads, limits, graceful stop.
 *
 * <p>The engine is Jetty. No type of Jetty's is part of this module's interface.
 */
module dev.toolkit.server {
  requires transitive dev.toolkit.core;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static org.jspecify;

  exports dev.toolkit.server;
}
