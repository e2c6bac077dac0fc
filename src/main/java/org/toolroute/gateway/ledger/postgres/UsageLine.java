package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;
import tools.jackson.databind.json.JsonMapper;

/** A usage row without credits as one line of JSON, for the time until the database takes it. */
record UsageLine(
    UUID account,
    UUID call,
    UUID key,
    Environment environment,
    String protocol,
    String provider,
    String operation,
    BillingMode mode,
    Optional<String> errorCode,
    Optional<Integer> upstreamStatus,
    String units,
    boolean estimated,
    long elapsedMillis,
    Instant at) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static UsageLine of(BilledCall call, BillingMode mode, UsageDetail usage, Instant at) {
    return new UsageLine(
        call.account().value(),
        call.id().value(),
        call.key().value(),
        call.environment(),
        call.protocol(),
        call.tool().provider().value(),
        call.tool().operation(),
        mode,
        usage.errorCode(),
        usage.upstreamStatus(),
        CallParameters.cut(usage.units()),
        usage.estimated(),
        usage.elapsed().toMillis(),
        at);
  }

  /**
   * @throws RuntimeException when {@code json} is not such a line
   */
  static UsageLine parse(String json) {
    return JSON.readValue(json, UsageLine.class);
  }

  /** Without a line break. */
  String toJson() {
    return JSON.writeValueAsString(this);
  }

  UsageInsert toInsert() {
    BilledCall billed =
        new BilledCall(
            new CallId(call),
            new AccountId(account),
            environment,
            new KeyId(key),
            new ToolName(new ProviderId(provider), operation),
            protocol);
    UsageDetail usage =
        new UsageDetail(
            errorCode, upstreamStatus, units, estimated, Duration.ofMillis(elapsedMillis));
    return UsageInsert.recorded(billed, mode, usage, Optional.of(at));
  }
}
