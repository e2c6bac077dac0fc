package org.toolroute.gateway.protocol.functions;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.CallerPresence;
import org.toolroute.gateway.execution.Protocol;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.protocol.functions.FunctionCall.Arguments;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.DatabaseFailure;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ObjectNode;

/** Sends a model's call through the one call path; whatever goes wrong is an outcome too. */
final class CallExecution {
  private static final Logger LOG = LoggerFactory.getLogger(CallExecution.class);

  private final ToolExecution execution;
  private final Catalog catalog;

  CallExecution(ToolExecution execution, Catalog catalog) {
    this.execution = execution;
    this.catalog = catalog;
  }

  CallOutcome run(
      Caller caller,
      CallerPresence presence,
      String requestId,
      FunctionCall call,
      Optional<String> idempotencyKey) {
    return switch (call.arguments()) {
      case Arguments.Unreadable(GatewayException problem) -> refused(problem);
      case Arguments.Given(ObjectNode input) ->
          execute(
              new ToolRequest(
                  caller,
                  Protocol.FUNCTIONS,
                  requestId,
                  call.name(),
                  Optional.empty(),
                  asMeant(call.name(), input),
                  idempotencyKey,
                  presence));
    };
  }

  private CallOutcome execute(ToolRequest request) {
    try {
      return execution.execute(request);
    } catch (RuntimeException e) {
      // The other calls of the request have been made, and are answered.
      return refused(DatabaseFailure.of(e).orElseGet(() -> internal(e, request)));
    }
  }

  private static GatewayException internal(RuntimeException failure, ToolRequest request) {
    LOG.atError()
        .setCause(failure)
        .addKeyValue("requestId", request.requestId())
        .log("a tool call failed unexpectedly");
    return new GatewayException(ErrorCode.INTERNAL_ERROR, "The gateway failed.");
  }

  private ObjectNode asMeant(String function, ObjectNode input) {
    if (!NullRemoval.holdsNull(input)) {
      return input;
    }
    try {
      return NullRemoval.apply(catalog.resolve(function, null).inputSchema(), input);
    } catch (GatewayException e) {
      // No such operation: the call path says so, with the nearest names.
      return input;
    }
  }

  private static CallOutcome refused(GatewayException problem) {
    return new CallOutcome.Failed(CallId.next(), problem, BillingReceipt.UNDECIDED, false);
  }
}
