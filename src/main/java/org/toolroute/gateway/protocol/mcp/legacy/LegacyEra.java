package org.toolroute.gateway.protocol.mcp.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import org.toolroute.gateway.protocol.mcp.Era;
import org.toolroute.gateway.protocol.mcp.McpError;
import org.toolroute.gateway.protocol.mcp.McpOffer;
import org.toolroute.gateway.protocol.mcp.McpRequest;
import org.toolroute.gateway.protocol.mcp.McpResult;
import org.toolroute.gateway.protocol.mcp.McpStream;
import org.toolroute.gateway.protocol.mcp.ServerInfo;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revisions 2025-03-26, 2025-06-18 and 2025-11-25. They begin with a handshake; the session that a
 * server may open by it is left out, so each request stands for itself here too.
 */
public final class LegacyEra implements Era {
  /** Newest first. */
  public static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26");

  private static final byte[] OPEN = "{".getBytes(UTF_8);
  private static final byte[] CLOSE = "}".getBytes(UTF_8);

  private final McpOffer offer;

  public LegacyEra(McpOffer offer) {
    this.offer = offer;
  }

  @Override
  public List<byte[]> answer(McpRequest request, McpStream stream) throws IOException {
    McpResult result =
        switch (request.method()) {
          case "initialize" -> initialize(request);
          case "ping" -> new McpResult.Fresh(JsonNodeFactory.instance.objectNode());
          default ->
              offer
                  .method(request.method())
                  .orElseThrow(McpError::methodNotFound)
                  .answer(request, stream);
        };
    return switch (result) {
      case McpResult.Fresh(ObjectNode body) -> List.of(StrictJson.MAPPER.writeValueAsBytes(body));
      case McpResult.Ready(byte[] members) -> List.of(OPEN, members, CLOSE);
    };
  }

  /** These revisions tell errors of JSON-RPC as answers like any other. */
  @Override
  public int status(McpError error) {
    return 200;
  }

  private McpResult initialize(McpRequest request) {
    String asked = request.text("protocolVersion");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("protocolVersion", REVISIONS.contains(asked) ? asked : REVISIONS.getFirst());
    body.set("capabilities", capabilities());
    body.set("serverInfo", ServerInfo.json());
    body.put("instructions", offer.instructions());
    return new McpResult.Fresh(body);
  }

  /** Without a stream from server to client, changes of lists cannot be told. */
  private ObjectNode capabilities() {
    ObjectNode capabilities = offer.capabilities();
    for (JsonNode capability : capabilities) {
      if (capability instanceof ObjectNode features) {
        features.remove("listChanged");
      }
    }
    return capabilities;
  }
}
