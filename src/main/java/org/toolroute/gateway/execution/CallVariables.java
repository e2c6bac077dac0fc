package org.toolroute.gateway.execution;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.toolroute.gateway.ledger.HoldRequest;

/**
 * The variables of an exchange on a provider's route; everything a call carries is in one of them,
 * and each is safe to print.
 */
public final class CallVariables {
  public static final String CALL = "call";
  public static final String PLAN = "plan";
  public static final String HOLD = "hold";
  public static final String RESULT = "result";
  public static final String OUTCOME = "outcome";

  private CallVariables() {}

  /** The admitted call; present from the start. */
  public static ToolCall call(Exchange exchange) {
    return requireNonNull(exchange.getVariable(CALL, ToolCall.class), CALL);
  }

  /** The plan; present after {@code resolveCredential}. */
  public static CallPlan plan(Exchange exchange) {
    return requireNonNull(exchange.getVariable(PLAN, CallPlan.class), PLAN);
  }

  /** The normalised answer; present after {@code normalise}. */
  public static ToolResult result(Exchange exchange) {
    return requireNonNull(exchange.getVariable(RESULT, ToolResult.class), RESULT);
  }

  public static Optional<CallPlan> planIfAny(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable(PLAN, CallPlan.class));
  }

  /** What was set aside; empty unless the call runs on credits. */
  public static Optional<HoldRequest> holdIfAny(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable(HOLD, HoldRequest.class));
  }

  public static Optional<ToolResult> resultIfAny(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable(RESULT, ToolResult.class));
  }

  public static Optional<CallOutcome> outcomeIfAny(Exchange exchange) {
    return Optional.ofNullable(exchange.getVariable(OUTCOME, CallOutcome.class));
  }
}
