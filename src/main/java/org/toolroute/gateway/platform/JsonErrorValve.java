package org.toolroute.gateway.platform;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardWrapper;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.protocol.RequestId;
import org.toolroute.gateway.protocol.rest.GatewayServlet;
import org.toolroute.gateway.protocol.rest.JsonErrors;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Writes the errors that no operation of ours answers (unknown paths and methods, malformed request
 * lines) as JSON of the one registry, where Tomcat would write a page.
 */
public final class JsonErrorValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);
  private static final String ALLOW = "Allow";

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400 || response.getContentWritten() > 0) {
      return;
    }
    if (!response.setErrorReported()) {
      return;
    }
    try {
      // The filter has not seen what is refused before a servlet is found.
      RequestId.name(request, response);
      // The connector's own response: its facade is closed by sendError.
      JsonErrors.write(request, response, problem(status(request, response)));
      response.finishResponse();
    } catch (IOException e) {
      LOG.atDebug().log("the caller was gone before an error was written");
    }
  }

  /**
   * What to answer: 405 only where the path takes other methods, which the answer names (RFC 9110
   * section 15.5.6). Tomcat refuses TRACE before anybody has looked, on every path.
   */
  private static int status(Request request, Response response) {
    int status = response.getStatus();
    if (status != HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      response.setHeader(ALLOW, null);
      return status;
    }
    return methods(request)
        .map(methods -> {
          response.setHeader(ALLOW, methods.isEmpty() ? null : String.join(", ", methods));
          return methods.isEmpty() ? HttpServletResponse.SC_NOT_FOUND : status;
        })
        .orElse(status);
  }

  /** The methods of a path of ours, none of nobody's; empty when another servlet has said. */
  private static Optional<List<String>> methods(Request request) {
    if (request.getWrapper() instanceof StandardWrapper wrapper
        && wrapper.getServlet() instanceof GatewayServlet servlet) {
      return Optional.of(servlet.methods(request));
    }
    boolean nobodys =
        request.getWrapper() == null
            || request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT;
    return nobodys ? Optional.of(List.of()) : Optional.empty();
  }

  private static GatewayException problem(int status) {
    ErrorCode code =
        switch (status) {
          case 401 -> ErrorCode.INVALID_API_KEY;
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.REQUEST_TOO_LARGE;
          case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
          // An unknown transfer coding or CONNECT, another version of HTTP.
          case 501, 505 -> ErrorCode.INVALID_REQUEST;
          default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    String message =
        switch (code) {
          case NOT_FOUND -> "There is nothing at this path.";
          case METHOD_NOT_ALLOWED -> "This path does not take that method.";
          case REQUEST_TOO_LARGE -> "The request is too large.";
          case INTERNAL_ERROR -> "The gateway failed.";
          default -> "The request cannot be read.";
        };
    return new GatewayException(code, message);
  }
}
