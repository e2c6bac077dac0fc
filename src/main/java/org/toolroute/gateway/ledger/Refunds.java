package org.toolroute.gateway.ledger;

import java.util.UUID;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;

/** Gives credits back for calls that were charged. */
public interface Refunds {
  /**
   * Gives {@code amount} back once per call and reference, to the balance that paid. All refunds of
   * a call together never exceed what it was charged.
   *
   * @param reference the operator's reason, 1 to 200 printable characters
   * @throws GatewayException {@code not_found} for a call that was not charged; {@code
   *     invalid_request} (422) for more than is left of the charge and for another amount under a
   *     used reference; {@code ledger_unavailable}
   */
  Refund refund(AccountId account, CallId call, Credits amount, String reference);

  /**
   * Credits that were given back.
   *
   * @param created whether this call gave them; false when an earlier one had
   */
  record Refund(UUID id, Credits amount, boolean created) {}
}
