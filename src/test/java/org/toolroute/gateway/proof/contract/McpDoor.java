package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/call} of MCP. */
record McpDoor(GatewayClient client, Face face) implements Door {
  private static final String REVISION = "2026-07-28";
  private static final String META = "io.modelcontextprotocol/";

  /** How an endpoint is spoken to. */
  enum Face {
    /** The current revision at {@code /mcp}. */
    CURRENT,
    /** There, as clients of older revisions do that name none. */
    OLDER,
    /** {@code /mcp/compact}, where calling is a tool itself. */
    COMPACT
  }

  @Override
  public String protocol() {
    return "mcp";
  }

  @Override
  public String name() {
    return protocol() + " " + face;
  }

  @Override
  public Outcome call(String key, Call call) {
    ObjectNode params = named(call.function(), Door.json(call.input()));
    ObjectNode sent =
        face == Face.COMPACT
            ? Door.object().put("name", "call_tool").set("arguments", params)
            : params;
    return read(request(key, "tools/call", sent, call));
  }

  /** Asks for a page of {@code tools/list}. */
  JsonNode list(String key, ObjectNode params) {
    return request(key, "tools/list", params, Call.FREE).json().path("result");
  }

  private static ObjectNode named(String tool, JsonNode arguments) {
    return Door.object().put("name", tool).set("arguments", arguments);
  }

  private Reply request(String key, String method, ObjectNode params, Call call) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json, text/event-stream");
    call.once().ifPresent(name -> headers.put("Idempotency-Key", name));
    if (face != Face.OLDER) {
      headers.putAll(currentHeaders(method, params));
      params
          .putObject("_meta")
          .put(META + "protocolVersion", REVISION)
          .set(META + "clientCapabilities", Door.object());
    }
    ObjectNode message = Door.object();
    message.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", params);
    String path = face == Face.COMPACT ? "/mcp/compact" : "/mcp";
    return client.send("POST", path, key, message.toString(), headers);
  }

  private static Map<String, String> currentHeaders(String method, ObjectNode params) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MCP-Protocol-Version", REVISION);
    headers.put("Mcp-Method", method);
    if (params.has("name")) {
      headers.put("Mcp-Name", params.path("name").stringValue());
    }
    return headers;
  }

  /**
   * A result that a model can read, its receipt in {@code _meta} too; a name that is no tool's is
   * an error of the protocol.
   */
  private static Outcome read(Reply reply) {
    JsonNode refusal = reply.json().at("/error/data");
    if (!refusal.isMissingNode()) {
      ObjectNode error = (ObjectNode) refusal.deepCopy();
      JsonNode billing = error.path("billing");
      error.remove("billing");
      return Outcome.of(
          Door.object().<ObjectNode>set("error", error).set("billing", billing), reply);
    }
    JsonNode result = reply.json().path("result");
    JsonNode envelope = result.path("structuredContent");
    Outcome outcome = Outcome.of(envelope, reply);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(result.path("isError").booleanValue())
        .as(reply.text())
        .isNotEqualTo(outcome.served());
    assertThat(result.at("/content/0/text").stringValue()).isEqualTo(envelope.toString());
    assertThat(result.path("_meta").path("org.toolroute/billing")).isEqualTo(outcome.billing());
    return outcome;
  }
}
