package org.toolroute.gateway.ledger.postgres;

import org.springframework.dao.DuplicateKeyException;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * Resolves holds: one statement for the call that runs as planned, and {@link LateSettlements} for
 * what is left: a hold that expired, was lost, was resolved before or is too small.
 */
final class Settlements {
  private final LedgerDatabase database;
  private final LateSettlements late;

  Settlements(LedgerDatabase database) {
    this.database = database;
    this.late = new LateSettlements(database);
  }

  Settlement capture(HoldRequest hold, Credits actual, UsageDetail usage) {
    return settled(hold, SettleStatement.captured(actual, usage))
        ? new Settlement(actual, Credits.ZERO)
        : late.capture(hold, actual, usage);
  }

  void release(HoldRequest hold, UsageDetail usage) {
    if (!settled(hold, SettleStatement.released(usage))) {
      late.release(hold, usage);
    }
  }

  private boolean settled(HoldRequest hold, SettleStatement statement) {
    if (hold.amount().isZero()) {
      return false;
    }
    try {
      return database.run(jdbc -> statement.run(jdbc, hold.call()));
    } catch (DuplicateKeyException e) {
      return false; // resolved before, and a hold request that was on its way then left another
      // hold
    }
  }
}
