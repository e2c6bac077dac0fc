package org.toolroute.gateway.execution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of an outcome, from which a repeated request is answered over any protocol.
 * Shape: {@code {"id","billing":{"mode","micros","provider","adjustments"},"result"}} or with
 * {@code "error":{"code","status","message","details","reached"}} in place of the result.
 */
final class OutcomeJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private OutcomeJson() {}

  static byte[] write(CallOutcome outcome) {
    ObjectNode node = JSON.objectNode();
    node.put("id", outcome.id().toString());
    node.set("billing", writeBilling(outcome.billing()));
    switch (outcome) {
      case CallOutcome.Succeeded success -> node.set("result", success.result());
      case CallOutcome.Failed failure -> node.set("error", writeError(failure));
    }
    return StrictJson.MAPPER.writeValueAsBytes(node);
  }

  static CallOutcome read(byte[] stored) {
    JsonNode node = StrictJson.MAPPER.readTree(stored);
    CallId id = CallId.parse(node.path("id").stringValue()).orElseThrow();
    BillingReceipt billing = readBilling(node.path("billing"));
    JsonNode error = node.path("error");
    if (error.isMissingNode()) {
      return new CallOutcome.Succeeded(id, node.path("result"), billing);
    }
    return new CallOutcome.Failed(
        id, readProblem(error), billing, error.path("reached").booleanValue());
  }

  private static ObjectNode writeBilling(BillingReceipt billing) {
    ObjectNode node = JSON.objectNode();
    billing.mode().ifPresent(mode -> node.put("mode", mode.wireName()));
    billing.charged().ifPresent(charged -> node.put("micros", charged.micros()));
    billing.provider().ifPresent(provider -> node.put("provider", provider.value()));
    ArrayNode adjustments = node.putArray("adjustments");
    billing.adjustments().forEach(adjustments::add);
    return node;
  }

  private static BillingReceipt readBilling(JsonNode node) {
    List<String> adjustments =
        node.path("adjustments").valueStream().map(JsonNode::stringValue).toList();
    return new BillingReceipt(
        Optional.ofNullable(node.get("mode"))
            .map(mode -> BillingMode.valueOf(mode.stringValue().toUpperCase(Locale.ROOT))),
        Optional.ofNullable(node.get("micros")).map(micros -> new Credits(micros.longValue())),
        Optional.ofNullable(node.get("provider")).map(name -> new ProviderId(name.stringValue())),
        adjustments);
  }

  private static ObjectNode writeError(CallOutcome.Failed failure) {
    GatewayException problem = failure.problem();
    ObjectNode node = JSON.objectNode();
    node.put("code", problem.code().name());
    node.put("status", problem.status());
    node.put("message", problem.message());
    node.set("details", problem.details());
    node.put("reached", failure.reached());
    return node;
  }

  private static GatewayException readProblem(JsonNode error) {
    return new GatewayException(
        ErrorCode.valueOf(error.path("code").stringValue()),
        error.path("status").intValue(),
        error.path("message").stringValue(),
        (ObjectNode) error.path("details"));
  }
}
