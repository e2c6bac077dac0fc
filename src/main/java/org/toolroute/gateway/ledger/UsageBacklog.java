package org.toolroute.gateway.ledger;

/**
 * Usage rows of calls on own keys and of free calls that the database could not take when they
 * ended. They wait on this gateway's disk and survive a restart.
 */
public interface UsageBacklog {
  /**
   * Writes what waits, each row once, as far as the database lets it; meant to run every second.
   *
   * @return how many rows left the backlog
   */
  int writeOnce();

  /** How many rows wait. */
  long size();
}
