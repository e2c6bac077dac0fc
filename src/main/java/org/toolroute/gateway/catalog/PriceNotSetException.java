package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** A call on credits that cannot be priced: another value, or an own key, would do. */
final class PriceNotSetException extends GatewayException {
  PriceNotSetException(String reason) {
    super(
        ErrorCode.PRICE_NOT_SET,
        reason + "; register an own key for this provider, or choose an input that has a price");
  }
}
