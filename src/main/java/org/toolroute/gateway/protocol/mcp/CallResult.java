package org.toolroute.gateway.protocol.mcp;

import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** A {@code CallToolResult}: the same JSON as structured content and as text. */
final class CallResult {
  private CallResult() {}

  /** The envelope of a call, its receipt in {@code _meta} as well. */
  static McpResult of(CallOutcome outcome) {
    boolean failed =
        switch (outcome) {
          case CallOutcome.Succeeded _ -> false;
          case CallOutcome.Failed _ -> true;
        };
    ObjectNode result = of(Envelope.of(outcome), failed);
    result.putObject("_meta").set(MetaKeys.BILLING, Envelope.billing(outcome.billing()));
    return new McpResult.Fresh(result);
  }

  /** A failure before any call was made. */
  static McpResult refused(GatewayException problem) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.set("error", Envelope.error(problem));
    content.set("billing", Envelope.billing(BillingReceipt.UNDECIDED));
    return new McpResult.Fresh(of(content, true));
  }

  static ObjectNode of(ObjectNode content, boolean failed) {
    String json = StrictJson.MAPPER.writeValueAsString(content);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("content").addObject().put("type", "text").put("text", json);
    result.putRawValue("structuredContent", new RawValue(json));
    result.put("isError", failed);
    return result;
  }
}
