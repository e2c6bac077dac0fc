package org.toolroute.gateway.protocol.a2a;

import java.util.Optional;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a task's call ended, as JSON that was written once and is passed on as it is.
 *
 * @param envelope {@link Envelope} of the call; empty in lists without artifacts
 * @param billing the envelope's member of that name
 */
record TaskOutcome(Optional<String> envelope, String billing) {
  /** What became of the task of a gateway that died: it cannot be known. */
  static final TaskOutcome UNKNOWN = unknown();

  static TaskOutcome of(CallOutcome outcome) {
    ObjectNode envelope = Envelope.of(outcome);
    return new TaskOutcome(Optional.of(text(envelope)), text(envelope.path("billing")));
  }

  private static TaskOutcome unknown() {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.set(
        "error",
        Envelope.error(
            new GatewayException(
                ErrorCode.OUTCOME_UNKNOWN,
                "The gateway stopped while this task ran; whether the provider served it is not"
                    + " known.")));
    envelope.set("billing", Envelope.billing(BillingReceipt.UNDECIDED));
    return new TaskOutcome(Optional.of(text(envelope)), text(envelope.path("billing")));
  }

  private static String text(JsonNode node) {
    return StrictJson.MAPPER.writeValueAsString(node);
  }
}
