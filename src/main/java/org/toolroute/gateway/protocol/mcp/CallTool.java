package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.Optional;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.Protocol;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.protocol.WaitingCaller;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tools/call}. Whatever goes wrong with a call is a result that a model can read and act on;
 * only a name that is no tool's is an error of the protocol.
 */
final class CallTool implements McpMethod {
  private final RunningCalls calls;

  CallTool(RunningCalls calls) {
    this.calls = calls;
  }

  @Override
  public McpResult answer(McpRequest request, McpStream stream) throws IOException {
    CallOutcome outcome =
        outcome(request, request.text("name"), request.object("arguments"), stream);
    if (outcome instanceof CallOutcome.Failed(_, GatewayException problem, _, _)
        && isNoTool(problem.code())) {
      ObjectNode data = Envelope.error(problem);
      data.set("billing", Envelope.billing(outcome.billing()));
      throw McpError.invalidParams(problem.message(), data);
    }
    return CallResult.of(outcome);
  }

  /** Calls the tool {@code name} for whoever sent {@code request}. */
  CallOutcome outcome(McpRequest request, String name, ObjectNode arguments, McpStream stream)
      throws IOException {
    try (WaitingCaller client = WaitingCaller.of(request.wire())) {
      ToolRequest call =
          new ToolRequest(
              request.caller(),
              Protocol.MCP,
              request.requestId(),
              name,
              Optional.empty(),
              arguments,
              idempotencyKey(request),
              client);
      return calls.run(call, request.progressToken(), stream);
    }
  }

  private static boolean isNoTool(ErrorCode code) {
    return code == ErrorCode.UNKNOWN_TOOL || code == ErrorCode.UNKNOWN_OPERATION;
  }

  /** From the header or from {@code _meta}; clients that can set one of them only are many. */
  private static Optional<String> idempotencyKey(McpRequest request) {
    Optional<String> header = Optional.ofNullable(request.wire().getHeader("Idempotency-Key"));
    JsonNode member = request.meta().path(MetaKeys.IDEMPOTENCY_KEY);
    if (member.isMissingNode()) {
      return header;
    }
    if (!member.isString()
        || header.filter(value -> !value.equals(member.stringValue())).isPresent()) {
      throw McpError.invalidParams(
          MetaKeys.IDEMPOTENCY_KEY + " must be a string, and equal to the header if both are sent.",
          null);
    }
    return Optional.of(member.stringValue());
  }
}
