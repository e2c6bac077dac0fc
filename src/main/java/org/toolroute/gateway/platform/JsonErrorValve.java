package org.toolroute.gateway.platform;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.protocol.rest.JsonErrors;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Writes the errors that no operation of ours answers (unknown paths and methods, malformed request
 * lines) as JSON of the one registry, where Tomcat would write a page.
 */
public final class JsonErrorValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(JsonErrorValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400 || response.getContentWritten() > 0) {
      return;
    }
    if (!response.setErrorReported()) {
      return;
    }
    try {
      // The connector's own response: its facade is closed by sendError.
      JsonErrors.write(request, response, problem(response.getStatus()));
      response.finishResponse();
    } catch (IOException e) {
      LOG.atDebug().log("the caller was gone before an error was written");
    }
  }

  private static GatewayException problem(int status) {
    ErrorCode code =
        switch (status) {
          case 401 -> ErrorCode.INVALID_API_KEY;
          case 404 -> ErrorCode.NOT_FOUND;
          case 405, 501 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 413 -> ErrorCode.REQUEST_TOO_LARGE;
          case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
          case 505 -> ErrorCode.INVALID_REQUEST;
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
