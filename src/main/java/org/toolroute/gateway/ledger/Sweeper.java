package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.GatewayException;

/** Gives credits back that are held for calls which never ended. */
public interface Sweeper {
  /**
   * Resolves the holds whose time is over, by the database's clock, as {@code expired}. Safe on any
   * number of gateways at once; meant to run every second.
   *
   * @return how many holds were resolved
   * @throws GatewayException {@code ledger_unavailable}
   */
  int sweepOnce();
}
