package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The ledger was asked to settle a call and did not confirm it: the call may have been charged, and
 * only the books can say. The caller is told where to look.
 */
public final class UnconfirmedSettlementException extends GatewayException {

  public UnconfirmedSettlementException(CallId call) {
    super(
        ErrorCode.LEDGER_UNAVAILABLE,
        ("The ledger did not confirm the settlement of this call in time. What it was charged is"
                + " decided in the books: look for %s in the usage list (GET /api/v1/usage).")
            .formatted(call));
  }
}
