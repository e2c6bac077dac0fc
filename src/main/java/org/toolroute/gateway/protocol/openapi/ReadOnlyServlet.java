package org.toolroute.gateway.protocol.openapi;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.toolroute.gateway.protocol.rest.JsonErrors;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Serves answers that are the same for everybody, by GET and HEAD, without a key. */
final class ReadOnlyServlet extends HttpServlet {
  private final transient Answers answers;

  ReadOnlyServlet(Answers answers) {
    this.answers = answers;
  }

  /** What there is. */
  @FunctionalInterface
  interface Answers {

    /**
     * The answer at a path.
     *
     * @param path the whole path of the request, decoded
     */
    Optional<PreparedAnswer> at(String path);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<PreparedAnswer> answer = answers.at(path(request));
    if (answer.isEmpty()) {
      JsonErrors.write(
          request,
          response,
          new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path."));
    } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      JsonErrors.write(
          request,
          response,
          new GatewayException(
              ErrorCode.METHOD_NOT_ALLOWED, "This path does not take that method."));
    } else {
      answer.get().send(request, response);
    }
  }

  private static String path(HttpServletRequest request) {
    return request.getServletPath() + Optional.ofNullable(request.getPathInfo()).orElse("");
  }
}
