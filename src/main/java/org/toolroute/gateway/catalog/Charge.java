package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import org.toolroute.gateway.shared.Credits;

/**
 * What a served call costs.
 *
 * @param actual what the caller pays, at most the quote
 * @param overrun what the provider's report comes to beyond the quote, at most {@link
 *     Credits#MOVEMENT_MAX}; the operator's loss
 * @param units what it was computed from, for the bill, for example {@code input_tokens=12
 *     output_tokens=40}; empty when flat
 * @param estimated the provider reported no usable usage
 */
public record Charge(Credits actual, Credits overrun, String units, boolean estimated) {

  /** A cost within the quote. */
  public Charge(Credits actual, String units, boolean estimated) {
    this(actual, Credits.ZERO, units, estimated);
  }

  /** What a report comes to, divided at the quote. */
  static Charge reported(BigDecimal cost, Credits most, String units) {
    Credits priced = Credits.ceil(cost.min(Credits.MOVEMENT_MAX.toDecimal()));
    Credits actual = priced.min(most);
    return new Charge(actual, priced.minus(actual), units, false);
  }
}
