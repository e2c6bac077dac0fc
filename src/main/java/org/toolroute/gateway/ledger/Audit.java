package org.toolroute.gateway.ledger;

import java.util.List;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;

/** Proves the books. */
public interface Audit {
  /**
   * Recomputes every balance and budget from transfers, holds and usage rows, in one snapshot.
   *
   * @throws GatewayException {@code ledger_unavailable}
   */
  Report run();

  /**
   * What the proof found.
   *
   * @param accounts how many accounts have balances
   * @param uncollected what served calls cost beyond what was taken; a loss, and no mismatch
   * @param mismatches one line each, safe to print; the first thousand
   */
  record Report(
      long accounts, long transfers, long openHolds, Credits uncollected, List<String> mismatches) {
    public Report {
      mismatches = List.copyOf(mismatches);
    }

    public boolean ok() {
      return mismatches.isEmpty();
    }
  }
}
