package org.toolroute.gateway.ledger.postgres;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The database gave no answer: it is away, or no connection to it became free. A statement that was
 * sent may have been carried out all the same.
 */
final class OutOfReachException extends GatewayException {

  OutOfReachException() {
    super(ErrorCode.LEDGER_UNAVAILABLE, LedgerDatabase.UNAVAILABLE);
  }
}
