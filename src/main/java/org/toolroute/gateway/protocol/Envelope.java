package org.toolroute.gateway.protocol;

import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one JSON form of a call's outcome, whatever protocol it leaves by: {@code
 * {"id","result","billing"}} or {@code {"id","error":{"code","message",…},"billing"}}.
 */
public final class Envelope {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Envelope() {}

  /** The whole envelope. */
  public static ObjectNode of(CallOutcome outcome) {
    ObjectNode body = JSON.objectNode();
    body.put("id", outcome.id().toString());
    switch (outcome) {
      case CallOutcome.Succeeded success -> body.set("result", success.result());
      case CallOutcome.Failed failure -> body.set("error", error(failure.problem()));
    }
    body.set("billing", billing(outcome.billing()));
    return body;
  }

  /** The error object: {@code code}, {@code message} and the members of its details. */
  public static ObjectNode error(GatewayException problem) {
    ObjectNode error = JSON.objectNode();
    error.put("code", problem.code().wireName());
    error.put("message", problem.message());
    error.setAll(problem.details());
    return error;
  }

  /**
   * A receipt: {@code {"mode":"byok","credits_charged":0,"provider":"openai"}}. What was charged is
   * null where only the books can say.
   */
  public static ObjectNode billing(BillingReceipt receipt) {
    ObjectNode node = JSON.objectNode();
    node.put("mode", receipt.mode().map(mode -> mode.wireName()).orElse(null));
    node.put("credits_charged", receipt.charged().map(Credits::toDecimal).orElse(null));
    node.put("provider", receipt.provider().map(provider -> provider.value()).orElse(null));
    if (!receipt.adjustments().isEmpty()) {
      ArrayNode adjustments = node.putArray("adjustments");
      receipt.adjustments().forEach(adjustments::add);
    }
    return node;
  }
}
