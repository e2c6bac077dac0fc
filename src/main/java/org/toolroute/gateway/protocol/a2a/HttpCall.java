package org.toolroute.gateway.protocol.a2a;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final Pattern TASK = Pattern.compile("/tasks/([^/:]{1,255})");
  private static final Pattern TASK_VERB = Pattern.compile("/tasks/([^/:]{1,255}):([a-z]{1,20})");
  private static final Pattern PUSH =
      Pattern.compile("/tasks/([^/:]{1,255})/pushNotificationConfigs(/[^/]{1,255})?");
  private static final String GET = "GET";
  private static final String POST = "POST";

  /**
   * Finds it.
   *
   * @throws GatewayException {@code not_found}, {@code method_not_allowed}
   */
  static HttpCall read(HttpServletRequest request, HttpServletResponse response) {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    String verb = request.getMethod();
    return switch (path) {
      case "/message:send" -> only(POST, verb, response, Method.SEND, Optional.empty());
      case "/message:stream" -> only(POST, verb, response, Method.STREAM, Optional.empty());
      case "/tasks" -> only(GET, verb, response, Method.LIST, Optional.empty());
      case "/extendedAgentCard" ->
          only(GET, verb, response, Method.EXTENDED_CARD, Optional.empty());
      default -> ofTask(path, verb, response);
    };
  }

  private static HttpCall ofTask(String path, String verb, HttpServletResponse response) {
    Matcher task = TASK.matcher(path);
    if (task.matches()) {
      return only(GET, verb, response, Method.GET, Optional.of(task.group(1)));
    }
    Matcher withVerb = TASK_VERB.matcher(path);
    if (withVerb.matches() && withVerb.group(2).equals("cancel")) {
      return only(POST, verb, response, Method.CANCEL, Optional.of(withVerb.group(1)));
    }
    if (withVerb.matches() && withVerb.group(2).equals("subscribe")) {
      // The specification says GET in one place and POST in another; clients send either.
      requireOneOf(Set.of(GET, POST), verb, response);
      return new HttpCall(Method.SUBSCRIBE, Optional.of(withVerb.group(1)), verb.equals(POST));
    }
    Matcher push = PUSH.matcher(path);
    if (push.matches()) {
      return new HttpCall(Method.PUSH_NOTIFICATION, Optional.of(push.group(1)), false);
    }
    throw new GatewayException(ErrorCode.NOT_FOUND, "There is nothing at this path.");
  }

  private static HttpCall only(
      String allowed,
      String verb,
      HttpServletResponse response,
      Method method,
      Optional<String> task) {
    requireOneOf(Set.of(allowed), verb, response);
    return new HttpCall(method, task, verb.equals(POST));
  }

  private static void requireOneOf(Set<String> allowed, String verb, HttpServletResponse response) {
    if (!allowed.contains(verb)) {
      response.setHeader("Allow", allowed.stream().sorted().collect(Collectors.joining(", ")));
      throw new GatewayException(
          ErrorCode.METHOD_NOT_ALLOWED, "This path does not take that method.");
    }
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
      request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
      return query;
    } catch (IllegalStateException e) {
      // How the servlet API says that the query cannot be decoded (ServletRequest.getParameter).
      throw new A2aException(A2aFault.INVALID_PARAMS, "The query cannot be read.");
    }
  }
}
