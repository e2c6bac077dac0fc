package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;

/** Adds prepaid credits to the live balance of an account. */
public interface TopUps {
  /**
   * Adds {@code amount} once per reference: the same reference again gives the first answer and
   * adds nothing. Durable when it returns.
   *
   * @param amount more than nothing, at most {@link Credits#MOVEMENT_MAX}
   * @param reference what the operator calls the payment, 1 to 200 printable characters, unique
   *     within the account
   * @throws GatewayException {@code invalid_request} (422) for an amount or a reference out of
   *     bounds and for another amount under a used reference; {@code not_found} for an account
   *     without balances; {@code ledger_unavailable}
   */
  TopUp topUp(AccountId account, Credits amount, String reference);
}
