package org.toolroute.gateway.protocol.rest;

import org.toolroute.gateway.execution.BillingReceipt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a receipt: {@code {"mode":"byok","credits_charged":0,"provider":"openai"}}. */
final class ReceiptJson {

  private ReceiptJson() {}

  static ObjectNode write(BillingReceipt receipt) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mode", receipt.mode().map(mode -> mode.wireName()).orElse(null));
    node.put("credits_charged", receipt.charged().toDecimal());
    node.put("provider", receipt.provider().map(provider -> provider.value()).orElse(null));
    if (!receipt.adjustments().isEmpty()) {
      ArrayNode adjustments = node.putArray("adjustments");
      receipt.adjustments().forEach(adjustments::add);
    }
    return node;
  }
}
