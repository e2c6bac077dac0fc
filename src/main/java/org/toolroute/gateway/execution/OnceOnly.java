package org.toolroute.gateway.execution;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.catalog.Effect;
import org.toolroute.gateway.ledger.IdempotencyClaim;
import org.toolroute.gateway.ledger.IdempotencyKeys;
import org.toolroute.gateway.ledger.IdempotencyKeys.Use;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Runs a request that carries an idempotency key at most once: one upstream call, one charge, and
 * the same answer to every repetition for a day. A call that ended before anything reached the
 * provider gives its key back, so that the next try is a first try.
 */
final class OnceOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OnceOnly.class);
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(30);

  private final IdempotencyKeys keys;

  OnceOnly(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /**
   * Refuses a key that cannot be one.
   *
   * @throws GatewayException {@code invalid_request}
   */
  static void checkForm(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.");
    }
  }

  CallOutcome run(String key, ToolCall call, Function<ToolCall, CallOutcome> route) {
    Use use = new Use(call.caller().account(), call.environment(), key, call.id());
    Duration lease = Duration.between(call.startedAt(), call.deadline()).plus(LEASE_MARGIN);
    boolean repeatable = call.operation().effect() == Effect.READ;
    IdempotencyClaim claim =
        keys.claim(
            use,
            Fingerprint.of(call.operation().name().functionName(), call.input()),
            lease,
            repeatable);
    return switch (claim) {
      case IdempotencyClaim.Claimed ignored -> runClaimed(use, call, route);
      case IdempotencyClaim.Done(byte[] outcome) -> OutcomeJson.read(outcome);
      case IdempotencyClaim.InProgress ignored ->
          throw new GatewayException(
              ErrorCode.IDEMPOTENCY_IN_PROGRESS,
              "The request with this Idempotency-Key still runs.");
      case IdempotencyClaim.Mismatch ignored -> throw mismatch();
      case IdempotencyClaim.OutcomeUnknown ignored ->
          throw new GatewayException(
              ErrorCode.OUTCOME_UNKNOWN,
              "The gateway stopped while this request ran; whether the provider served it is not"
                  + " known. It is not sent again under this Idempotency-Key.");
    };
  }

  static GatewayException mismatch() {
    return new GatewayException(
        ErrorCode.IDEMPOTENCY_MISMATCH,
        "This Idempotency-Key was used for another request; use a new one.");
  }

  private CallOutcome runClaimed(Use use, ToolCall call, Function<ToolCall, CallOutcome> route) {
    CallOutcome outcome = route.apply(call);
    try {
      remember(use, outcome);
    } catch (GatewayException e) {
      // What happened has happened, and may have been charged: the caller is told so, not that the
      // database is away. The key stays taken, as after a crash.
      LOG.atWarn()
          .addKeyValue("callId", call.id())
          .addKeyValue("error", e.code())
          .log("an outcome could not be kept under its idempotency key");
    } catch (
        OutOfMemoryError e) { // the outcome is written as a whole; the caller gets it all the same
      LOG.atError()
          .addKeyValue("callId", call.id())
          .setCause(e)
          .log("an outcome could not be kept under its idempotency key");
    }
    return outcome;
  }

  private void remember(Use use, CallOutcome outcome) {
    switch (outcome) {
      case CallOutcome.Succeeded success -> keys.complete(use, OutcomeJson.write(success));
      case CallOutcome.Failed failure when failure.reached() ->
          keys.complete(use, OutcomeJson.write(failure));
      case CallOutcome.Failed ignored -> keys.abandon(use);
    }
  }
}
