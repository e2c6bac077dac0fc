package org.toolroute.gateway.protocol.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.protocol.RequestId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that its revision's rules have let in.
 *
 * @param id a string or a whole number; names the request for its sender only, and is used again,
 *     so it is never an idempotency key
 * @param revision which revision of the protocol the sender speaks
 */
public record McpRequest(
    JsonNode id,
    String method,
    ObjectNode params,
    String revision,
    Caller caller,
    HttpServletRequest wire) {

  /** The {@code _meta} of the parameters, empty when missing. */
  public ObjectNode meta() {
    return params.path("_meta") instanceof ObjectNode meta
        ? meta
        : JsonNodeFactory.instance.objectNode();
  }

  /**
   * A parameter that is a text.
   *
   * @throws McpError when it is missing or something else
   */
  public String text(String name) {
    if (!params.path(name).isString()) {
      throw McpError.invalidParams(name + " must be given, as a string.", null);
    }
    return params.path(name).stringValue();
  }

  /**
   * A parameter that is an object; empty when missing.
   *
   * @throws McpError when it is something else
   */
  public ObjectNode object(String name) {
    JsonNode value = params.has(name) ? params.path(name) : JsonNodeFactory.instance.objectNode();
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw McpError.invalidParams(name + " must be a JSON object.", null);
  }

  /**
   * Under which token the sender wants to hear of progress. Zero and the empty text are tokens.
   *
   * @throws McpError when it is neither a string nor a whole number
   */
  public Optional<JsonNode> progressToken() {
    JsonNode token = meta().path(MetaKeys.PROGRESS_TOKEN);
    if (token.isMissingNode()) {
      return Optional.empty();
    }
    if (!token.isString() && !token.isIntegralNumber()) {
      throw McpError.invalidParams("progressToken must be a string or a whole number.", null);
    }
    return Optional.of(token);
  }

  /** Names the request in logs. */
  String requestId() {
    return RequestId.of(wire);
  }
}
