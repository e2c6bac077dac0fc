package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.CallParameters.addUsage;
import static org.toolroute.gateway.ledger.postgres.CallParameters.idOf;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Cost;
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
  private static final SqlStatement SETTLE = SqlStatement.read("settle");

  static Settling captured(BilledCall call, Cost cost, UsageDetail usage) {
    return new Settling(call, "captured", cost.actual(), Credits.ZERO, cost.overrun(), usage);
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
    MapSqlParameterSource settling =
        addUsage(idOf(call), usage)
            .addValue("outcome", outcome)
            .addValue("charged", charged.micros())
            .addValue("uncollected", uncollected.micros())
            .addValue("excess", excess.micros())
            .addValue("excessTransfer", TransferIds.excess(call.id()));
    return SETTLE.with(jdbc, settling).query((row, number) -> true).optional().isPresent();
  }
}
