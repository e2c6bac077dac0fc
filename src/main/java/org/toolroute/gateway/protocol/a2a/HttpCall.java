package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a method and a path ask for over HTTP+JSON (specification section 11.3).
 *
 * @param task the task in the path; empty where there is none
 */
record HttpCall(Method method, Optional<String> task, boolean takesBody) {
  /**
   * Finds it.
   *
   * @throws GatewayException {@code not_found}, {@code method_not_allowed}
   */
  static HttpCall read(HttpServletRequest request, HttpServletResponse response) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    for (HttpPath known : HttpPath.ALL) {
      Matcher matcher = known.pattern().matcher(path);
      if (matcher.matches()) {
        return call(known, request.getMethod(), HttpPath.task(matcher), response);
      }
    }
    throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
  }

  private static HttpCall call(
      HttpPath path, String verb, Optional<String> task, HttpServletResponse response) {
    if (!path.takes(verb)) {
      response.setHeader("Allow", path.allowed());
      throw new GatewayException(
          ErrorCode.METHOD_NOT_ALLOWED, "This path does not take that method.");
    }
    // What is refused whatever it says need not be read.
    boolean takesBody = verb.equals("POST") && path.method() != Method.PUSH_NOTIFICATION;
    return new HttpCall(path.method(), task, takesBody);
  }

  /** The request as JSON: the body, or the query, and the task of the path. */
  ObjectNode params(HttpServletRequest request, Optional<JsonNode> body) {
    ObjectNode params =
        switch (body.orElse(null)) {
          case null -> query(request);
          case ObjectNode object -> object;
          default ->
              throw new A2aException(A2aFault.INVALID_PARAMS, "The body must be a JSON object.");
        };
    task.ifPresent(id -> params.put("id", id));
    return params;
  }

  private ObjectNode query(HttpServletRequest request) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    if (takesBody) {
      return query;
    }
    try {
      request
          .getParameterMap()
          .forEach((name, values) -> {
            if (!values[0].isEmpty()) {
              query.put(name, values[0]);
            }
          });
      return query;
    } catch (IllegalStateException e) {
      // How the servlet API says that the query cannot be decoded (ServletRequest.getParameter).
      throw new A2aException(A2aFault.INVALID_PARAMS, "The query cannot be read.");
    }
  }
}
