package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.Credits;

/** What became of a request to set credits aside. */
public sealed interface HoldOutcome {

  /** The credits are set aside under the call's id. */
  record Held(Credits amount) implements HoldOutcome {}

  /**
   * Nothing was changed: a limit does not allow it.
   *
   * @param available what that limit left at that moment
   */
  record Refused(Credits needed, Credits available, LimitSource limit) implements HoldOutcome {}

  /** Which limit refused. */
  enum LimitSource {
    CREDITS,
    KEY_BUDGET,
    ACCOUNT_LIMIT
  }
}
