package org.toolroute.gateway.execution.step;

import java.time.Duration;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.catalog.Quote;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The step that sets the most that a call can cost aside, before any byte goes upstream. */
public final class HoldCredits implements Processor {
  private final Ledger ledger;
  private final Duration margin;

  /**
   * @param margin how much longer than the call a hold lives
   */
  public HoldCredits(Ledger ledger, Duration margin) {
    this.ledger = ledger;
    this.margin = margin;
  }

  @Override
  public void process(Exchange exchange) {
    ToolCall call = CallVariables.call(exchange);
    CallPlan plan = CallVariables.plan(exchange);
    if (plan.mode() != BillingMode.CREDITS) {
      throw new IllegalStateException("credits are held on the credits branch only");
    }
    Quote quote = call.operation().price().quote(call.input());
    CallVariables.put(exchange, plan.bounded(quote));
    exchange.setVariable(CallVariables.HOLD, hold(call, quote));
  }

  HoldRequest hold(ToolCall call, Quote quote) {
    HoldRequest request =
        new HoldRequest(
            call.billed(),
            quote.upperBound(),
            call.operation().price().version().value(),
            Duration.between(call.startedAt(), call.deadline()).plus(margin));
    HoldOutcome outcome = ledger.hold(request);
    return switch (outcome) {
      case Held ignored -> request;
      case Refused refused -> throw insufficient(refused);
    };
  }

  private static GatewayException insufficient(Refused refused) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put("needed", refused.needed().toDecimal());
    details.put("available", refused.available().toDecimal());
    details.put("limit_source", refused.limit().name().toLowerCase(Locale.ROOT));
    String message =
        switch (refused.limit()) {
          case CREDITS -> "The balance does not cover this call: top up, or register your own key.";
          case KEY_BUDGET -> "The budget of this gateway key does not cover this call.";
          case ACCOUNT_LIMIT -> "The account's spending limit does not cover this call.";
        };
    return new GatewayException(ErrorCode.INSUFFICIENT_CREDITS, message, details);
  }
}
