package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.Credits;

/**
 * What was taken for a call.
 *
 * @param charged what left the balance
 * @param uncollected what the call cost beyond what could be taken; the operator's loss
 */
public record Settlement(Credits charged, Credits uncollected) {
  /** Of a call that was released. */
  public static final Settlement NOTHING = new Settlement(Credits.ZERO, Credits.ZERO);
}
