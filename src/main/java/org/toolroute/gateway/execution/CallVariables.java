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
  private static final String CALL = "call";
  private static final String PLAN = "plan";

  /** The two that routes compare, as text: {@code live}, {@code test}; {@code byok}, … */
  private static final String ENVIRONMENT = "environment";

  private static final String MODE = "mode";
  private static final String ON_ITS_WAY = "onItsWay";
  public static final String HOLD = "hold";
  public static final String RESULT = "result";
  public static final String OUTCOME = "outcome";

  private CallVariables() {}

  /** Starts a route for {@code call}. */
  static void put(Exchange exchange, ToolCall call) {
    exchange.setVariable(CALL, call);
    exchange.setVariable(ENVIRONMENT, call.environment().wireName());
  }

  /** Says how the call runs from here on. */
  public static void put(Exchange exchange, CallPlan plan) {
    exchange.setVariable(PLAN, plan);
    exchange.setVariable(MODE, plan.mode().wireName());
  }

  /** Says that from here on bytes of the call may reach the provider. */
  public static void putOnItsWay(Exchange exchange) {
    exchange.setVariable(ON_ITS_WAY, true);
  }

  public static boolean isOnItsWay(Exchange exchange) {
    return exchange.getVariable(ON_ITS_WAY) != null;
  }

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
