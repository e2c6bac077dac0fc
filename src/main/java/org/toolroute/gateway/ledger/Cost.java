package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.Credits;

/**
 * What a served call costs by the price that its hold names.
 *
 * @param actual what the account owes
 * @param overrun what it costs beyond the most that the caller was told; written down as
 *     uncollected, never taken from the account
 */
public record Cost(Credits actual, Credits overrun) {
  /** A cost as it was quoted. */
  public Cost(Credits actual) {
    this(actual, Credits.ZERO);
  }
}
