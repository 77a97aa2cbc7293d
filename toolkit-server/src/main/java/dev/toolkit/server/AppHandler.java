package dev.toolkit.server;

import dev.toolkit.core.RunningApp;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Request.Handler.AbortException;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets an application answer Jetty's requests, each on the virtual thread that it comes on. */
final class AppHandler extends Handler.Abstract {

  private final RunningApp app;
  private final Connections connections;

  AppHandler(RunningApp app, Connections connections) {
    this.app = app;
    this.connections = connections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ClientConnection connection = ClientConnection.of(request.getConnectionMetaData());
    if (!connections.requestStarted(connection)) {
      callback.failed(new AbortException("Connection is closed already"));
      return true;
    }
    // Without a listener, a handler that computes for long would count as a client that is idle.
    request.addIdleTimeoutListener(timeout -> false);
    var done = new Answered(callback, connections, connection);
    new Exchange(app, request, response, done).run(connection.peer());
    return true;
  }

  /** Completes a request, and notes that its connection has none in progress. */
  private record Answered(Callback callback, Connections connections, ClientConnection connection)
      implements Callback {

    @Override
    public void succeeded() {
      connections.requestEnded(connection);
      callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      connections.requestEnded(connection);
      callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return callback.getInvocationType();
    }
  }
}
