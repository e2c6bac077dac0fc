package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process that answers a rung, and what it takes to call it.
 *
 * @param database the first process of its PostgreSQL
 * @param accounts who calls; empty where anybody may
 */
record Target(Server server, OptionalLong database, Optional<Accounts> accounts) {

  static Target alone(Server server) {
    return new Target(server, OptionalLong.empty(), Optional.empty());
  }

  /** The file with the gateway keys of the cell's callers, or {@code -}. */
  String keys(Cell cell) {
    return accounts.map(all -> all.keys(cell.rung(), cell.accounts()).toString()).orElse("-");
  }

  /** Whether the rung measures what its name says, judged by one call; empty when it does. */
  String complaint(Cell cell, Path calls) throws IOException, InterruptedException {
    return accounts.isPresent()
        ? accounts.get().complaint(cell.rung(), cell.accounts(), calls)
        : "";
  }
}
