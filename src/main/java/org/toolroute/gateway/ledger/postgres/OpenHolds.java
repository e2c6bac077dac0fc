package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.toolroute.gateway.shared.GatewayException;

/**
 * How many holds are open, over all gateways of the database. It is read by the sweeper and now and
 * then only; whoever asks gets what was read last and never waits for the database.
 */
final class OpenHolds {
  private static final String COUNT = "SELECT count(*) FROM ledger_hold";
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Older than this it says nothing about now. */
  private static final Duration USEFUL = Duration.ofSeconds(30);

  private final LedgerDatabase database;
  private final InstantSource clock;
  private volatile Reading last = new Reading(0, Instant.MIN);

  OpenHolds(LedgerDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Reads it, unless that was done a moment ago. */
  void refresh() {
    if (last.isOlderThan(INTERVAL, clock.instant())) {
      try {
        long holds = database.run(jdbc -> jdbc.sql(COUNT).query(Long.class).single());
        last = new Reading(holds, clock.instant());
      } catch (GatewayException e) {
        last = new Reading(0, Instant.MIN); // why was logged where it happened
      }
    }
  }

  /** Not a number when it could not be read lately. */
  double count() {
    Reading reading = last;
    return reading.isOlderThan(USEFUL, clock.instant()) ? Double.NaN : reading.holds();
  }

  private record Reading(long holds, Instant at) {
    boolean isOlderThan(Duration age, Instant now) {
      return at.isBefore(now.minus(age));
    }
  }
}
