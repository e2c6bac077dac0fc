package org.toolroute.gateway.protocol.a2a;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON-RPC 2.0 request.
 *
 * @param id a string, a number or null; goes back as it came
 */
record RpcRequest(JsonNode id, String method, ObjectNode params) {
  private static final int ID_LENGTH_MAX = 255;

  /**
   * Reads it.
   *
   * @throws A2aException for what is none: a batch, a notification, another version
   */
  static RpcRequest read(JsonNode body) {
    if (!(body instanceof ObjectNode object)) {
      throw invalid("one request is one JSON object; batches are not taken");
    }
    if (!object.path("jsonrpc").asString("").equals("2.0")) {
      throw invalid("jsonrpc must be \"2.0\"");
    }
    if (!object.has("id")) {
      throw invalid("id is required; there are no notifications here");
    }
    requireId(object.path("id"));
    if (!object.path("method").isString()) {
      throw invalid("method must be a string");
    }
    return new RpcRequest(object.path("id"), object.path("method").stringValue(), params(object));
  }

  /** The id for the answer to a request that may not be one. */
  static JsonNode idOf(JsonNode body) {
    JsonNode id = body.path("id");
    return isId(id) ? id : NullNode.getInstance();
  }

  private static ObjectNode params(ObjectNode request) {
    JsonNode params = request.path("params");
    if (params.isMissingNode() || params.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (params instanceof ObjectNode object) {
      return object;
    }
    throw new A2aException(A2aFault.INVALID_PARAMS, "params must be an object.");
  }

  private static void requireId(JsonNode id) {
    if (!isId(id)) {
      throw invalid("id must be a string, a number or null");
    }
  }

  private static boolean isId(JsonNode id) {
    return id.isNull()
        || id.isNumber()
        || (id.isString() && id.stringValue().length() <= ID_LENGTH_MAX);
  }

  private static A2aException invalid(String reason) {
    return new A2aException(A2aFault.INVALID_REQUEST, "Not a JSON-RPC request: " + reason + ".");
  }
}
