package org.toolroute.gateway.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.toolroute.gateway.execution.CallEvents;
import org.toolroute.gateway.execution.CallOutcome;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.execution.ToolRequest;
import org.toolroute.gateway.shared.Credits;

/**
 * Writes one record per call to the logger {@value #LOGGER} and counts it. Records name accounts
 * and keys by id and hold nothing of the input or the answer; meters have few, bounded tags and no
 * ids.
 */
public final class CallRecorder implements CallEvents {
  /** The logger of the call records; switch it off or send it elsewhere by this name. */
  public static final String LOGGER = "toolroute.calls";

  private static final Logger RECORDS = LoggerFactory.getLogger(LOGGER);
  private static final String NONE = "none";
  private static final String SERVED = "served";
  private static final String UNCONFIRMED = "unconfirmed";
  private static final String REPLAYED = "replayed";

  private final MeterRegistry meters;
  private final InstantSource clock;

  /** Building a meter anew for each call costs more than recording into it; the tags are few. */
  private final Map<Series, Timer> durations = new ConcurrentHashMap<>();

  public CallRecorder(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void ended(ToolRequest request, ToolCall call, CallOutcome outcome) {
    Duration elapsed = Duration.between(call.startedAt(), clock.instant());
    String result = outcome.id().equals(call.id()) ? result(outcome) : REPLAYED;
    String mode = outcome.billing().mode().map(billed -> billed.wireName()).orElse(NONE);
    String provider = call.provider().id().value();
    String operation = call.operation().name().operation();
    record(request, call.environment().wireName(), outcome, result, elapsed)
        .addKeyValue(LogKeys.PROVIDER, provider)
        .addKeyValue(LogKeys.OPERATION, operation)
        .addKeyValue(LogKeys.BILLING_MODE, mode)
        .log("call");
    durations
        .computeIfAbsent(
            new Series(call.protocol().wireName(), provider, operation, mode, result), this::timer)
        .record(elapsed);
  }

  @Override
  public void refused(ToolRequest request, CallOutcome.Failed outcome) {
    record(
            request,
            request.caller().environment().wireName(),
            outcome,
            result(outcome),
            Duration.ZERO)
        .log("call refused");
    Counter.builder("toolroute.calls.refused")
        .description("Requests that did not become a call")
        .tag("protocol", request.protocol().wireName())
        .tag("outcome", result(outcome))
        .register(meters)
        .increment();
  }

  private Timer timer(Series series) {
    return Timer.builder("toolroute.call.duration")
        .description("Time from admission to receipt")
        .tag("protocol", series.protocol())
        .tag("provider", series.provider())
        .tag("operation", series.operation())
        .tag("billing_mode", series.billingMode())
        .tag("outcome", series.outcome())
        .register(meters);
  }

  private static LoggingEventBuilder record(
      ToolRequest request,
      String environment,
      CallOutcome outcome,
      String result,
      Duration elapsed) {
    return RECORDS
        .atInfo()
        .addKeyValue(LogKeys.CALL_ID, outcome.id())
        .addKeyValue(LogKeys.REQUEST_ID, request.requestId())
        .addKeyValue(LogKeys.ACCOUNT_ID, request.caller().account())
        .addKeyValue(LogKeys.KEY_ID, request.caller().key())
        .addKeyValue(LogKeys.ENVIRONMENT, environment)
        .addKeyValue(LogKeys.PROTOCOL, request.protocol().wireName())
        .addKeyValue(LogKeys.OUTCOME, result)
        .addKeyValue(LogKeys.CHARGED_MICROS, charged(outcome))
        .addKeyValue(LogKeys.ELAPSED_MS, elapsed.toMillis());
  }

  private static Object charged(CallOutcome outcome) {
    return outcome.billing().charged().<Object>map(Credits::micros).orElse(UNCONFIRMED);
  }

  private static String result(CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Succeeded ignored -> SERVED;
      case CallOutcome.Failed failed -> failed.problem().code().wireName();
    };
  }

  private record Series(
      String protocol, String provider, String operation, String billingMode, String outcome) {}
}
