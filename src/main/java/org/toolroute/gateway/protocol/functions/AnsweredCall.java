package org.toolroute.gateway.protocol.functions;

import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** A call of a model with its outcome. */
record AnsweredCall(FunctionCall call, CallOutcome outcome) {

  boolean failed() {
    return outcome instanceof CallOutcome.Failed;
  }

  /** What the model reads: {@code {"result","billing"}} or {@code {"error","billing"}} as text. */
  String text() {
    ObjectNode envelope = Envelope.of(outcome);
    envelope.remove("id");
    return StrictJson.MAPPER.writeValueAsString(envelope);
  }
}
