package org.toolroute.gateway.protocol.mcp;

import java.util.Optional;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC error response. */
final class ErrorJson {
  private ErrorJson() {}

  /**
   * @param id of the request; empty while it is not known, which is {@code null} on the wire
   */
  static byte[] of(Optional<JsonNode> id, McpError error) {
    return write(id, error.code(), error.text(), error.data());
  }

  /**
   * An error of the gateway's registry, which is in {@code data}. Its JSON-RPC code is the HTTP
   * status: JSON-RPC leaves numbers above -32000 to applications, the specification forbids others.
   */
  static byte[] of(Optional<JsonNode> id, GatewayException refusal) {
    return write(id, refusal.status(), refusal.message(), Optional.of(Envelope.error(refusal)));
  }

  private static byte[] write(
      Optional<JsonNode> id, int code, String message, Optional<? extends JsonNode> data) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("jsonrpc", "2.0");
    body.set("id", id.orElseGet(JsonNodeFactory.instance::nullNode));
    ObjectNode error = body.putObject("error");
    error.put("code", code).put("message", message);
    data.ifPresent(value -> error.set("data", value));
    return StrictJson.MAPPER.writeValueAsBytes(body);
  }
}
