package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import org.toolroute.gateway.shared.Credits;

/** Rounds a computed price up, and refuses one that no single movement may have. */
final class BoundedCredits {
  private BoundedCredits() {}

  static Credits ceil(BigDecimal credits) {
    if (credits.compareTo(Credits.MOVEMENT_MAX.toDecimal()) > 0) {
      throw new PriceNotSetException("the call could cost more than one call may");
    }
    return Credits.ceil(credits);
  }
}
