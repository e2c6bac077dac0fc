package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.Credits;

/**
 * Resolves holds: one statement for the calls that run as planned, alone or with others of the same
 * balance, and {@link LateSettlements} for what is left: a hold that expired, was lost, was
 * resolved before or is too small.
 */
final class Settlements {
  private final LedgerDatabase database;
  private final LateSettlements late;
  private final NaturalBatches<Lane, Settling, Boolean> lanes;
  private final Patience patience;
  private final LedgerCounts counts;

  Settlements(LedgerDatabase database, Duration maxWait, Patience patience, LedgerCounts counts) {
    this.database = database;
    this.patience = patience;
    this.counts = counts;
    this.late = new LateSettlements(database);
    this.lanes = Lane.batches(this::settle, maxWait);
  }

  Settlement capture(HoldRequest hold, Credits actual, UsageDetail usage) {
    return patience.insist(hold.call().id(), () -> captureNow(hold, actual, usage));
  }

  private Settlement captureNow(HoldRequest hold, Credits actual, UsageDetail usage) {
    if (settled(hold, Settling.captured(hold.call(), actual, usage))) {
      return new Settlement(actual, Credits.ZERO);
    }
    Settlement settlement = late.capture(hold, actual, usage);
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
    return !hold.amount().isZero() && lanes.submit(Lane.of(hold.call()), settling);
  }

  /** Which ones were settled. */
  List<Boolean> settle(Lane lane, List<Settling> settlings) {
    try {
      if (settlings.size() == 1) {
        return List.of(database.run(settlings.getFirst()::run));
      }
      // Sorted, so that two gateways that settle the same calls lock the holds in one order.
      Map<UUID, Settling> firsts = new TreeMap<>();
      settlings.forEach(settling -> firsts.putIfAbsent(settling.call().id().value(), settling));
      SettleBatch batch = new SettleBatch(lane, List.copyOf(firsts.values()));
      Set<UUID> settled = database.run(batch::run);
      return settlings.stream()
          .map(settling -> isFirst(firsts, settling) && settled.contains(id(settling)))
          .toList();
    } catch (DuplicateKeyException e) {
      // One was resolved before, and a hold request that was on its way then left another hold.
      return settlings.stream().map(settling -> false).toList();
    }
  }

  private static UUID id(Settling settling) {
    return settling.call().id().value();
  }

  /** Two for one call can share a batch, and only one of them can be the one that settles it. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isFirst(Map<UUID, Settling> firsts, Settling settling) {
    return firsts.get(id(settling)) == settling;
  }
}
