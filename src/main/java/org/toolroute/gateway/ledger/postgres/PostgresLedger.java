package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;

/** The ledger of one gateway; any number of them share the database. */
final class PostgresLedger implements Ledger {
  private static final String AVAILABLE =
      "SELECT posted_micros - held_micros FROM ledger_balance"
          + " WHERE account_id = :account AND environment = :environment";

  private final LedgerDatabase database;
  private final Holds holds;
  private final Settlements settlements;
  private final UsageRecorder recorder;

  PostgresLedger(
      LedgerDatabase database,
      LedgerProperties properties,
      UsageRecorder recorder,
      LedgerCounts counts) {
    this.database = database;
    this.recorder = recorder;
    this.holds = new Holds(database, properties.node(), properties.maxWait());
    this.settlements =
        new Settlements(
            database, properties.maxWait(), new Patience(properties.capturePatience()), counts);
  }

  @Override
  public HoldOutcome hold(HoldRequest request) {
    return holds.hold(request);
  }

  @Override
  public Settlement capture(HoldRequest hold, Cost cost, UsageDetail usage) {
    return settlements.capture(hold, cost, usage);
  }

  @Override
  public Settlement release(HoldRequest hold, UsageDetail usage) {
    return settlements.release(hold, usage);
  }

  @Override
  public void record(BilledCall call, BillingMode mode, UsageDetail usage) {
    if (mode == BillingMode.CREDITS) {
      throw new IllegalArgumentException("a call on credits is captured or released");
    }
    recorder.record(call, mode, usage);
  }

  @Override
  public Credits available(AccountId account, Environment environment) {
    return database.run(jdbc ->
        jdbc.sql(AVAILABLE)
            .param("account", account.value())
            .param("environment", environment.wireName())
            .query(Long.class)
            .optional()
            .map(Credits::new)
            .orElse(Credits.ZERO));
  }
}
