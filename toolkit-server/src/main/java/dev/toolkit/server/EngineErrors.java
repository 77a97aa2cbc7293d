package dev.toolkit.server;

import dev.toolkit.core.http.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches the application with a problem document. */
final class EngineErrors implements Request.Handler {

  private final ServerOptions options;

  EngineErrors(ServerOptions options) {
    this.options = options;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Problem problem = problem(request, response.getStatus());
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      // Where a malformed request ends, and what follows it, is anyone's guess.
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    if (HttpMethod.HEAD.is(request.getMethod())) {
      // Not the last write: Jetty would tell a length of zero.
      response.write(
          false, BufferUtil.EMPTY_BUFFER, Callback.from(callback::succeeded, callback::failed));
    } else {
      byte[] json = problem.toJson().getBytes(StandardCharsets.UTF_8);
      response.write(true, ByteBuffer.wrap(json), callback);
    }
    return true;
  }

  private Problem problem(Request request, int status) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    int code = cause instanceof HttpException refused ? refused.getCode() : status;
    if (code < 400 || code > 599) {
      return Problem.of(500);
    }
    if (code == HttpStatus.UPGRADE_REQUIRED_426) {
      // It would have to name a protocol to upgrade to, and there is none.
      code = HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    }
    Problem problem = Problem.of(code);
    return switch (code) {
      case 400 -> withReason(problem, cause);
      case 414 -> problem.withDetail("Request target exceeds " + limit());
      case 505 -> problem.withDetail("Request line must end in HTTP/1.1 or HTTP/1.0");
      case 431 -> problem.withDetail("Request headers exceed " + limit());
      default -> problem;
    };
  }

  private String limit() {
    return options.maxHeaderBytes() + " bytes (ServerOptions.maxHeaderBytes)";
  }

  /**
   * The reasons are Jetty's constants, such as "No Host": none quotes what was received. It has
   * none for what its parser of URIs throws, whose messages may quote the target.
   */
  private static Problem withReason(Problem problem, @Nullable Object cause) {
    String reason = cause instanceof HttpException refused ? refused.getReason() : null;
    if (reason == null) {
      return problem;
    }
    return problem.withDetail(
        reason.equals(HttpStatus.getMessage(HttpStatus.BAD_REQUEST_400))
            ? "Request target is no URI (RFC 3986), for example for a malformed percent-encoding"
            : reason);
  }
}
