package org.toolroute.gateway.execution;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The one entry for tool calls of every protocol. Admits the request, lets one with an idempotency
 * key run once only, and sends the call through its provider's route; what comes back is the
 * outcome that every protocol renders.
 */
public final class ToolExecution {
  private final Admission admission;
  private final RateLimits limits;
  private final OnceOnly onceOnly;
  private final PublishedTools published;
  private final OpenKeys openKeys;
  private final CallEvents events;

  ToolExecution(
      Admission admission,
      RateLimits limits,
      OnceOnly onceOnly,
      PublishedTools published,
      OpenKeys openKeys,
      CallEvents events) {
    this.admission = admission;
    this.limits = limits;
    this.onceOnly = onceOnly;
    this.published = published;
    this.openKeys = openKeys;
    this.events = events;
  }

  /** Runs the request; failures are outcomes too. */
  public CallOutcome execute(ToolRequest request) {
    try (RateLimits.Admission _ = limits.enter(request.caller())) {
      return executeAdmitted(request);
    } catch (GatewayException e) {
      return refused(CallId.next(), request, e);
    }
  }

  /** Runs a request that {@link RateLimits} have let in already. */
  public CallOutcome executeAdmitted(ToolRequest request) {
    CallId id = CallId.next();
    try {
      ToolCall call = admission.admit(id, request);
      CallOutcome outcome =
          request
              .idempotencyKey()
              .map(key -> onceOnly.run(key, call, this::route))
              .orElseGet(() -> route(call));
      events.ended(request, call, outcome);
      return outcome;
    } catch (GatewayException e) {
      return refused(id, request, e);
    }
  }

  private CallOutcome refused(CallId id, ToolRequest request, GatewayException reason) {
    CallOutcome.Failed refused =
        new CallOutcome.Failed(id, reason, BillingReceipt.UNDECIDED, false);
    events.refused(request, refused);
    return refused;
  }

  private CallOutcome route(ToolCall call) {
    Consumer route = published.route(call.provider().id()).orElseThrow(ToolExecution::stopped);
    Exchange exchange = route.getEndpoint().createExchange();
    CallVariables.put(exchange, call);
    try {
      route.getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } catch (Error e) { // outside of every step: Camel's own code met it, and did not handle it
      exchange.setException(new BrokenStepException(e));
    } finally {
      openKeys.discard(call.id());
    }
    return CallVariables.outcomeIfAny(exchange).orElseGet(() -> lost(call, exchange));
  }

  /**
   * A route that ends without an outcome misses a step, which the lint refuses, or was cut off. Its
   * hold, if any, is left to the sweeper, and what the call was charged only the books can say.
   */
  private static CallOutcome lost(ToolCall call, Exchange exchange) {
    Throwable cause =
        Optional.<Throwable>ofNullable(exchange.getException())
            .orElseGet(() -> new IllegalStateException("a route ended without an outcome"));
    Optional<Credits> charged =
        CallVariables.holdIfAny(exchange).isPresent()
            ? Optional.empty()
            : Optional.of(Credits.ZERO);
    BillingReceipt receipt =
        CallVariables.planIfAny(exchange)
            .map(plan -> plan.receipt(call.provider().id(), charged))
            .orElse(BillingReceipt.UNDECIDED);
    return new CallOutcome.Failed(call.id(), Problems.of(cause, call.id()), receipt, true);
  }

  private static GatewayException stopped() {
    return new GatewayException(
        ErrorCode.PROVIDER_UNAVAILABLE, "The route of this provider was stopped.");
  }
}
