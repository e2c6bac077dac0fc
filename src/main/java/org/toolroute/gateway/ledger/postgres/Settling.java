package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.CallParameters.bindId;
import static org.toolroute.gateway.ledger.postgres.CallParameters.bindUsage;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * How one hold is resolved.
 *
 * @param outcome as in the usage row
 * @param excess the part of the charge that the hold does not cover
 */
record Settling(
    BilledCall call,
    String outcome,
    Credits charged,
    Credits excess,
    Credits uncollected,
    UsageDetail usage) {
  private static final String SETTLE = SqlFile.read("settle");

  static Settling captured(BilledCall call, Credits actual, UsageDetail usage) {
    return new Settling(call, "captured", actual, Credits.ZERO, Credits.ZERO, usage);
  }

  static Settling beyondHold(
      BilledCall call, Settlement settlement, Credits excess, UsageDetail usage) {
    return new Settling(
        call, "excess", settlement.charged(), excess, settlement.uncollected(), usage);
  }

  static Settling released(BilledCall call, UsageDetail usage) {
    return new Settling(call, "released", Credits.ZERO, Credits.ZERO, Credits.ZERO, usage);
  }

  /** Whether there was a hold that covers the charge less the excess; otherwise nothing is done. */
  boolean run(JdbcClient jdbc) {
    return bindUsage(bindId(jdbc.sql(SETTLE), call), usage)
        .param("outcome", outcome)
        .param("charged", charged.micros())
        .param("uncollected", uncollected.micros())
        .param("excess", excess.micros())
        .param("excessTransfer", TransferIds.excess(call.id()))
        .query((row, number) -> true)
        .optional()
        .isPresent();
  }
}
