package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The running processes and what a rung needs to call them.
 *
 * @param database the first process of the gateway's PostgreSQL
 * @param accounts present when the gateway runs
 */
record Targets(Map<Rung, Server> servers, OptionalLong database, Optional<Accounts> accounts) {

  Server server(Cell cell) {
    return servers.get(cell.rung());
  }

  OptionalLong database(Cell cell) {
    return cell.rung().isGateway() ? database : OptionalLong.empty();
  }

  /** The file with the gateway keys of the cell's callers, or {@code -}. */
  String keys(Cell cell) {
    return cell.rung().isGateway()
        ? accounts.orElseThrow().keys(cell.rung(), cell.accounts()).toString()
        : "-";
  }

  /** Whether the rung measures what its name says, judged by one call; empty when it does. */
  String complaint(Cell cell, Path calls) throws IOException, InterruptedException {
    return cell.rung().isGateway()
        ? accounts.orElseThrow().complaint(cell.rung(), cell.accounts(), calls)
        : "";
  }
}
