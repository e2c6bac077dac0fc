package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.ledger.Sweeper;

/** Resolves expired holds, many per statement. */
final class PostgresSweeper implements Sweeper {
  private static final String SWEEP = SqlFile.read("sweep");
  private static final int BATCH = 500;

  /** What one run leaves is for the next one, a second later. */
  private static final int BATCHES_MAX = 20;

  private final LedgerDatabase database;

  PostgresSweeper(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public int sweepOnce() {
    int resolved = 0;
    for (int batch = 0; batch < BATCHES_MAX; batch++) {
      int rows = database.run(jdbc -> jdbc.sql(SWEEP).param("batch", BATCH).update());
      resolved += rows;
      if (rows < BATCH) {
        break;
      }
    }
    return resolved;
  }
}
