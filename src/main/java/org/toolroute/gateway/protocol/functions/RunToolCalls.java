package org.toolroute.gateway.protocol.functions;

import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.execution.BoundKeys;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.protocol.RequestId;
import org.toolroute.gateway.protocol.WaitingCaller;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestOperation;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/v1/tool-calls}: runs the calls in a model's answer side by side and says how
 * they ended in the form that the model's API wants next: {@code {"messages":[…], "billing":{"<call
 * id>":{…}}, "calls":{"<call id>":"call_…"}}}. A call that fails is a message like any other, so
 * that the model can recover.
 */
final class RunToolCalls implements RestOperation {
  private final CallExecution execution;
  private final BoundKeys boundKeys;
  private final SideBySide sideBySide;
  private final int callsMax;

  RunToolCalls(CallExecution execution, BoundKeys boundKeys, SideBySide sideBySide, int callsMax) {
    this.execution = execution;
    this.boundKeys = boundKeys;
    this.sideBySide = sideBySide;
    this.callsMax = callsMax;
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    CallBatch batch = CallBatch.read(request.anyBody());
    if (batch.calls().size() > callsMax) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "A request has at most " + callsMax + " calls; none of them was run.");
    }
    List<AnsweredCall> answered = run(batch, request);
    refuseWhenAllAreTooMany(answered);
    return RestAnswer.ok(write(batch, answered));
  }

  /** One caller waits for all of them: once it is gone, whatever has not been sent is not sent. */
  private List<AnsweredCall> run(CallBatch batch, RestRequest request) {
    List<FunctionCall> calls = batch.calls();
    Optional<CallKeys> keys = request.header("Idempotency-Key").map(CallKeys::new);
    keys.ifPresent(known -> boundKeys.bind(request.caller(), known.ofRequest(), batch.json()));
    String requestId = RequestId.of(request.wire());
    try (WaitingCaller presence = WaitingCaller.of(request.wire())) {
      return sideBySide.run(
          calls.size(),
          position -> {
            FunctionCall call = calls.get(position);
            return new AnsweredCall(
                call,
                execution.run(
                    request.caller(),
                    presence,
                    requestId,
                    call,
                    keys.map(known -> known.of(call, position))));
          });
    }
  }

  /** When the key's rate limit let none in, that is the answer to the request itself. */
  private static void refuseWhenAllAreTooMany(List<AnsweredCall> answered) {
    List<GatewayException> tooMany =
        answered.stream()
            .map(AnsweredCall::outcome)
            .filter(CallOutcome.Failed.class::isInstance)
            .map(outcome -> ((CallOutcome.Failed) outcome).problem())
            .filter(problem -> problem.code() == ErrorCode.RATE_LIMITED)
            .toList();
    if (!answered.isEmpty() && tooMany.size() == answered.size()) {
      throw tooMany.getFirst();
    }
  }

  private static ObjectNode write(CallBatch batch, List<AnsweredCall> answered) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(
        "messages",
        batch
            .api()
            .map(api -> api.answer(answered))
            .orElseGet(JsonNodeFactory.instance::arrayNode));
    ObjectNode billing = node.putObject("billing");
    ObjectNode ids = node.putObject("calls");
    for (AnsweredCall one : answered) {
      billing.set(one.call().key(), Envelope.billing(one.outcome().billing()));
      ids.put(one.call().key(), one.outcome().id().toString());
    }
    return node;
  }
}
