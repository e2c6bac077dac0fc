package org.toolroute.gateway.execution.step;

import static java.util.Objects.requireNonNullElseGet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.execution.BillingReceipt;
import org.toolroute.gateway.execution.CallOutcome.Failed;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.Problems;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.UnconfirmedSettlementException;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The step for any failure on a provider's route: gives what was held back in full, records the
 * call, and turns the failure into the error that the caller gets. Nothing is charged, except where
 * the failure is that a charge was not confirmed: then the books decide, and the receipt says what
 * they say.
 */
public final class FailCall implements Processor {
  private static final Logger LOG = LoggerFactory.getLogger(FailCall.class);

  private final Ledger ledger;
  private final KeyRing keyRing;
  private final InstantSource clock;

  public FailCall(Ledger ledger, KeyRing keyRing, InstantSource clock) {
    this.ledger = ledger;
    this.keyRing = keyRing;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable cause =
        requireNonNullElseGet(
            exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class),
            () -> new IllegalStateException("a failure without a cause"));
    exchange.setVariable(
        CallVariables.OUTCOME,
        fail(
            CallVariables.call(exchange),
            CallVariables.planIfAny(exchange),
            CallVariables.holdIfAny(exchange),
            Problems.of(cause, CallVariables.call(exchange).id()),
            progress(exchange)));
  }

  private static Progress progress(Exchange exchange) {
    if (CallVariables.resultIfAny(exchange).isPresent()) {
      return Progress.ANSWERED;
    }
    return CallVariables.isOnItsWay(exchange) ? Progress.ON_ITS_WAY : Progress.PREPARED;
  }

  Failed fail(
      ToolCall call,
      Optional<CallPlan> plan,
      Optional<HoldRequest> hold,
      GatewayException problem,
      Progress progress) {
    if (isRefusedKey(problem)) {
      plan.map(CallPlan::credential).ifPresent(keyRing::rejected);
    }
    if (plan.isEmpty()) {
      return new Failed(call.id(), problem, BillingReceipt.UNDECIDED, false);
    }
    Optional<Credits> charged = book(call, plan.get(), hold, problem, progress);
    return new Failed(
        call.id(),
        charged.isPresent() ? problem : new UnconfirmedSettlementException(call.id()),
        plan.get().receipt(call.provider().id(), charged),
        progress.reached(problem));
  }

  /**
   * What the call was charged. A ledger that cannot be reached now loses nothing: the sweeper
   * releases the hold later, unless the call had its answer and was to be charged for it. Then it
   * is not known, and empty.
   */
  private Optional<Credits> book(
      ToolCall call,
      CallPlan plan,
      Optional<HoldRequest> hold,
      GatewayException problem,
      Progress progress) {
    UsageDetail usage = usage(call, problem);
    try {
      return Optional.of(
          switch (plan.mode()) {
            case CREDITS ->
                hold.map(request -> ledger.release(request, usage).charged()).orElse(Credits.ZERO);
            case BYOK, FREE -> {
              ledger.record(call.billed(), plan.mode(), usage);
              yield Credits.ZERO;
            }
          });
    } catch (GatewayException e) {
      LOG.atWarn()
          .addKeyValue("callId", call.id())
          .addKeyValue("error", e.code())
          .log("a failed call could not be booked");
      return progress == Progress.ANSWERED && hold.isPresent()
          ? Optional.empty()
          : Optional.of(Credits.ZERO);
    }
  }

  private UsageDetail usage(ToolCall call, GatewayException problem) {
    Optional<Integer> status =
        problem instanceof UpstreamFailure upstream ? upstream.upstreamStatus() : Optional.empty();
    Duration elapsed = Duration.between(call.startedAt(), clock.instant());
    return new UsageDetail(Optional.of(problem.code().wireName()), status, "", false, elapsed);
  }

  private static boolean isRefusedKey(GatewayException problem) {
    return problem.code() == ErrorCode.BYOK_KEY_REJECTED
        || problem.code() == ErrorCode.SHARED_KEY_REJECTED;
  }

  /** How far a call came before it failed. */
  enum Progress {
    PREPARED,
    ON_ITS_WAY,
    ANSWERED;

    /** Whether a byte may have reached the provider; of a failure that nobody expected, yes. */
    boolean reached(GatewayException problem) {
      return switch (this) {
        case PREPARED -> false;
        case ON_ITS_WAY ->
            problem instanceof UpstreamFailure upstream
                ? upstream.reached()
                : problem.code() == ErrorCode.INTERNAL_ERROR;
        case ANSWERED -> true;
      };
    }
  }
}
