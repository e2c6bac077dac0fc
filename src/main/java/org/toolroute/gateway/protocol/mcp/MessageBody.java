package org.toolroute.gateway.protocol.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the one message in the body of a POST. */
final class MessageBody {
  private MessageBody() {}

  /**
   * The message, as JSON.
   *
   * @throws GatewayException {@code unsupported_media_type}, {@code request_too_large}
   * @throws McpError when it is not one JSON object
   */
  static ObjectNode read(HttpServletRequest request) {
    JsonNode body = json(request);
    if (body instanceof ObjectNode message) {
      return message;
    }
    throw McpError.malformed(
        McpError.INVALID_REQUEST, "Send one message, a JSON object, in each request; no batches.");
  }

  private static JsonNode json(HttpServletRequest request) {
    try {
      return new RestRequest(request, Optional.empty(), Map.of()).anyBody();
    } catch (GatewayException e) {
      if (e.code() == ErrorCode.INVALID_REQUEST) {
        throw McpError.malformed(McpError.PARSE_ERROR, e.message());
      }
      throw e;
    }
  }
}
