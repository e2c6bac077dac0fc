package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.CallParameters.bindId;
import static org.toolroute.gateway.ledger.postgres.CallParameters.bindUsage;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * The statement that resolves a hold.
 *
 * @param excess the part of the charge that the hold does not cover
 */
record SettleStatement(String outcome, Settlement settlement, Credits excess, UsageDetail usage) {
  private static final String SETTLE = SqlFile.read("settle");
  private static final Settlement NOTHING = new Settlement(Credits.ZERO, Credits.ZERO);

  static SettleStatement captured(Credits actual, UsageDetail usage) {
    return captured(new Settlement(actual, Credits.ZERO), Credits.ZERO, false, usage);
  }

  static SettleStatement captured(
      Settlement settlement, Credits excess, boolean beyondHold, UsageDetail usage) {
    return new SettleStatement(beyondHold ? "excess" : "captured", settlement, excess, usage);
  }

  static SettleStatement released(UsageDetail usage) {
    return new SettleStatement("released", NOTHING, Credits.ZERO, usage);
  }

  /** Whether there was a hold that it could resolve. */
  boolean run(JdbcClient jdbc, BilledCall call) {
    return bindUsage(bindId(jdbc.sql(SETTLE), call), usage)
        .param("outcome", outcome)
        .param("charged", settlement.charged().micros())
        .param("uncollected", settlement.uncollected().micros())
        .param("excess", excess.micros())
        .param("excessTransfer", TransferIds.excess(call.id()))
        .query((row, number) -> true)
        .optional()
        .isPresent();
  }
}
