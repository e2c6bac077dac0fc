package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;

/**
 * Resolves holds: one statement for the calls that run as planned, alone or with others, and {@link
 * LateSettlements} for what is left: a hold that expired, was lost, was resolved before or is too
 * small.
 */
final class Settlements {
  private final LedgerDatabase database;
  private final LateSettlements late;
  private final BatchStatement<Settling> batch;
  private final NaturalBatches<Lane, Settling, Optional<Boolean>> lanes;
  private final Patience patience;
  private final LedgerCounts counts;

  Settlements(LedgerDatabase database, Duration maxWait, Patience patience, LedgerCounts counts) {
    this.database = database;
    this.patience = patience;
    this.counts = counts;
    this.late = new LateSettlements(database);
    this.batch =
        new BatchStatement<>(
            Settling::call, settlings -> database.run(new SettleBatch(settlings)::run));
    this.lanes = Lane.batches(this::settle, maxWait);
  }

  Settlement capture(HoldRequest hold, Cost cost, UsageDetail usage) {
    Settlement settlement = patience.insist(hold.call().id(), () -> captureNow(hold, cost, usage));
    counts.uncollected(settlement.uncollected());
    return settlement;
  }

  private Settlement captureNow(HoldRequest hold, Cost cost, UsageDetail usage) {
    if (settled(hold, Settling.captured(hold.call(), cost, usage))) {
      return new Settlement(cost.actual(), cost.overrun());
    }
    Settlement settlement = late.capture(hold, cost, usage);
    if (!hold.amount().isZero()) { // of a free price there is nothing to be held
      counts.captureWasLate();
    }
    return settlement;
  }

  /** What stands in the books then. */
  Settlement release(HoldRequest hold, UsageDetail usage) {
    return settled(hold, Settling.released(hold.call(), usage))
        ? Settlement.NOTHING
        : late.release(hold, usage);
  }

  private boolean settled(HoldRequest hold, Settling settling) {
    if (hold.amount().isZero()) {
      return false;
    }
    if (!settling.uncollected().isZero()) { // rare; a batch has no place for it
      return settle(settling);
    }
    return lanes.submit(Lane.of(hold.call()), settling).orElseGet(() -> settle(settling));
  }

  /** Whether each was settled; empty for one that is left to its caller. */
  List<Optional<Boolean>> settle(Lane lane, List<Settling> settlings) {
    if (settlings.size() == 1) {
      return List.of(Optional.of(settle(settlings.getFirst())));
    }
    return batch.run(settlings).stream()
        .map(settled -> settled ? Optional.of(true) : Optional.<Boolean>empty())
        .toList();
  }

  private boolean settle(Settling settling) {
    try {
      return database.run(settling::run);
    } catch (DuplicateKeyException e) {
      return false; // it was resolved before, and a hold request on its way left another hold
    }
  }
}
