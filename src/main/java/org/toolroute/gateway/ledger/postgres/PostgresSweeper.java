package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.ledger.Sweeper;

/** Resolves expired holds, many per statement. */
final class PostgresSweeper implements Sweeper {
  private static final String SWEEP = SqlFile.read("sweep");
  static final int BATCH = 500;

  /** What one run leaves is for the next one, a second later. */
  private static final int BATCHES_MAX = 20;

  private final LedgerDatabase database;
  private final int batchSize;
  private final LedgerCounts counts;
  private final OpenHolds openHolds;

  PostgresSweeper(
      LedgerDatabase database, int batchSize, LedgerCounts counts, OpenHolds openHolds) {
    this.database = database;
    this.batchSize = batchSize;
    this.counts = counts;
    this.openHolds = openHolds;
  }

  @Override
  public int sweepOnce() {
    int resolved = 0;
    for (int batch = 0; batch < BATCHES_MAX; batch++) {
      int rows = database.run(jdbc -> jdbc.sql(SWEEP).param("batch", batchSize).update());
      resolved += rows;
      counts.holdsExpired(rows);
      if (rows < batchSize) {
        break;
      }
    }
    openHolds.refresh();
    return resolved;
  }
}
