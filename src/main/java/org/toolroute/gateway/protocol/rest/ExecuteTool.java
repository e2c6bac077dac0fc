package org.toolroute.gateway.protocol.rest;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.CallerPresence;
import org.toolroute.gateway.execution.Protocol;
import org.toolroute.gateway.execution.ToolExecution;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.protocol.Envelope;
import org.toolroute.gateway.protocol.RequestId;
import org.toolroute.gateway.protocol.WaitingCaller;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/v1/execute}: calls a tool. */
final class ExecuteTool implements RestOperation {
  private static final Set<String> MEMBERS = Set.of("tool", "operation", "input");

  private final ToolExecution execution;

  ExecuteTool(ToolExecution execution) {
    this.execution = execution;
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    try (WaitingCaller caller = WaitingCaller.of(request.wire())) {
      return render(execution.execute(read(request, caller)));
    }
  }

  private static ToolRequest read(RestRequest request, CallerPresence presence) {
    Members members = new Members(request.body(), MEMBERS);
    return new ToolRequest(
        request.caller(),
        Protocol.REST,
        RequestId.of(request.wire()),
        members.text("tool"),
        members.optionalText("operation"),
        members.object("input"),
        request.header("Idempotency-Key"),
        presence);
  }

  private static RestAnswer render(CallOutcome outcome) {
    Optional<JsonNode> body = Optional.of(Envelope.of(outcome));
    return switch (outcome) {
      case CallOutcome.Succeeded _ -> new RestAnswer(200, Map.of(), body);
      case CallOutcome.Failed failure ->
          new RestAnswer(failure.problem().status(), retryAfter(failure.problem()), body);
    };
  }

  private static Map<String, String> retryAfter(GatewayException problem) {
    JsonNode seconds = problem.details().path("retry_after");
    return seconds.isNumber() ? Map.of("Retry-After", seconds.asString()) : Map.of();
  }
}
