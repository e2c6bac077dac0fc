package org.toolroute.gateway.protocol.mcp;

import java.io.IOException;
import java.util.Optional;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.Protocol;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.protocol.WaitingCaller;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tools/call}. Whatever goes wrong with a call is a result that a model can read and act on;
 * only a name that is no tool's is an error of the protocol.
 */
final class CallTool implements McpMethod {
  private final Catalog catalog;
  private final RunningCalls calls;

  CallTool(Catalog catalog, RunningCalls calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  @Override
  public McpResult answer(McpRequest request, McpStream stream) throws IOException {
    requireListedSpelling(request.text("name"));
    CallOutcome outcome =
        outcome(request, request.text("name"), request.object("arguments"), stream);
    if (outcome instanceof CallOutcome.Failed(_, GatewayException problem, _, _)
        && isNoTool(problem.code())) {
      throw noTool(problem, outcome.billing());
    }
    return CallResult.of(outcome);
  }

  /**
   * Refuses a tool under another spelling than its own, as other protocols take it: what stands
   * between lets names pass or not by the header {@code Mcp-Name}, and knows the listed one only.
   */
  private void requireListedSpelling(String name) {
    Optional<String> meant = listedName(name);
    if (meant.isPresent() && !meant.get().equals(name)) {
      ObjectNode details = JsonNodeFactory.instance.objectNode();
      details.putArray("nearest").add(meant.get());
      throw noTool(
          new GatewayException(
              ErrorCode.UNKNOWN_TOOL, "Call a tool by its name as it is listed.", details),
          BillingReceipt.UNDECIDED);
    }
  }

  /** Empty for what is no tool's, which the call path answers. */
  private Optional<String> listedName(String name) {
    try {
      return Optional.of(catalog.resolve(name, null).name().functionName());
    } catch (GatewayException unknown) {
      return Optional.empty();
    }
  }

  private static McpError noTool(GatewayException problem, BillingReceipt billing) {
    ObjectNode data = Envelope.error(problem);
    data.set("billing", Envelope.billing(billing));
    return McpError.invalidParams(problem.message(), data);
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
