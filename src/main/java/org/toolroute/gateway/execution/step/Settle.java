package org.toolroute.gateway.execution.step;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.catalog.Charge;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.execution.CallOutcome.Succeeded;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.execution.ToolResult;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * The last step of a served call: takes what it cost from what was held, or records a call that
 * costs nothing, and writes the receipt. The answer leaves only after this is durable.
 */
public final class Settle implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(Settle.class);

  private final Ledger ledger;
  private final KeyRing keyRing;
  private final InstantSource clock;

  public Settle(Ledger ledger, KeyRing keyRing, InstantSource clock) {
    this.ledger = ledger;
    this.keyRing = keyRing;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    exchange.setVariable(
        CallVariables.OUTCOME,
        settle(
            CallVariables.call(exchange),
            CallVariables.plan(exchange),
            CallVariables.holdIfAny(exchange),
            CallVariables.result(exchange)));
  }

  Succeeded settle(ToolCall call, CallPlan plan, Optional<HoldRequest> hold, ToolResult result) {
    keyRing.accepted(plan.credential());
    Credits charged =
        hold.map(request -> capture(request, call, plan, result))
            .orElseGet(() -> record(call, plan, result));
    return new Succeeded(
        call.id(), result.result(), plan.receipt(call.provider().id(), Optional.of(charged)));
  }

  private Credits capture(HoldRequest hold, ToolCall call, CallPlan plan, ToolResult result) {
    Charge charge = call.operation().price().settle(plan.input(), result.answer());
    UsageDetail usage = usage(call, result, charge.units(), charge.estimated());
    if (!charge.overrun().isZero()) {
      LOG.atWarn()
          .addKeyValue("callId", call.id())
          .addKeyValue("tool", call.operation().name())
          .addKeyValue("units", charge.units())
          .addKeyValue("charged", charge.actual())
          .addKeyValue("uncollected", charge.overrun())
          .log("a provider reported more than the most that a call can cost");
    }
    return ledger.capture(hold, new Cost(charge.actual(), charge.overrun()), usage).charged();
  }

  private Credits record(ToolCall call, CallPlan plan, ToolResult result) {
    ledger.record(call.billed(), plan.mode(), usage(call, result, "", false));
    return Credits.ZERO;
  }

  private UsageDetail usage(ToolCall call, ToolResult result, String units, boolean estimated) {
    Duration elapsed = Duration.between(call.startedAt(), clock.instant());
    return new UsageDetail(Optional.empty(), result.status(), units, estimated, elapsed);
  }
}
