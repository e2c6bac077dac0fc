package org.toolroute.gateway.ledger.postgres;

import java.util.concurrent.atomic.LongAdder;
import org.toolroute.gateway.shared.Credits;

/** What happened in this gateway's ledger since it started that an operator wants to count. */
final class LedgerCounts {
  private final LongAdder expiredHolds = new LongAdder();
  private final LongAdder lateCaptures = new LongAdder();
  private final LongAdder lostUsage = new LongAdder();
  private final LongAdder uncollectedMicros = new LongAdder();

  void holdsExpired(int count) {
    expiredHolds.add(count);
  }

  void captureWasLate() {
    lateCaptures.increment();
  }

  void usageWasLost() {
    lostUsage.increment();
  }

  void uncollected(Credits amount) {
    uncollectedMicros.add(amount.micros());
  }

  long expiredHolds() {
    return expiredHolds.sum();
  }

  long lateCaptures() {
    return lateCaptures.sum();
  }

  long lostUsage() {
    return lostUsage.sum();
  }

  long uncollectedMicros() {
    return uncollectedMicros.sum();
  }
}
