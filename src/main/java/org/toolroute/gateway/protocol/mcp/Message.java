package org.toolroute.gateway.protocol.mcp;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A message of a client: what it is by its members (JSON-RPC 2.0). */
sealed interface Message {

  /** Asks for an answer. */
  record Request(JsonNode id, String method, ObjectNode params) implements Message {

    /** The {@code _meta} of the parameters, empty when missing. */
    ObjectNode meta() {
      return params.path("_meta") instanceof ObjectNode meta ? meta : object();
    }
  }

  /** A notification, or the answer to a request of the server. */
  record Unanswered(ObjectNode body) implements Message {}

  /**
   * Reads a message.
   *
   * @throws McpError when it is no message of the protocol
   */
  static Message of(ObjectNode body) {
    if (!body.path("jsonrpc").asString("").equals("2.0")) {
      throw McpError.malformed(McpError.INVALID_REQUEST, "jsonrpc must be \"2.0\".");
    }
    if (!body.has("method") || !body.has("id")) {
      return new Unanswered(body);
    }
    if (!isId(body.path("id"))) {
      throw McpError.malformed(McpError.INVALID_REQUEST, "id must be a string or a whole number.");
    }
    if (!body.path("method").isString()) {
      throw McpError.malformed(McpError.INVALID_REQUEST, "method must be a string.");
    }
    return new Request(body.path("id"), body.path("method").stringValue(), params(body));
  }

  private static boolean isId(JsonNode id) {
    return id.isString() || id.isIntegralNumber();
  }

  private static ObjectNode params(ObjectNode body) {
    JsonNode params = body.has("params") ? body.path("params") : object();
    if (params instanceof ObjectNode object
        && (!object.has("_meta") || object.path("_meta").isObject())) {
      return object;
    }
    throw McpError.malformed(
        McpError.INVALID_PARAMS, "params, and _meta in it, must be JSON objects.");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
