package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the fixtures of the conformance suite answer. */
final class Fixture {
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

  private Fixture() {}

  /** JSON with {@code '} in place of quotes. */
  static ObjectNode json(String text, Object... values) {
    return StrictJson.readBody(text.formatted(values).replace('\'', '"').getBytes(UTF_8));
  }

  static McpResult result(String text, Object... values) {
    return new McpResult.Fresh(json(text, values));
  }

  static McpResult text(String text) {
    ObjectNode result = json("{'content':[{'type':'text'}]}");
    ((ObjectNode) result.at("/content/0")).put("text", text);
    return new McpResult.Fresh(result);
  }
}
