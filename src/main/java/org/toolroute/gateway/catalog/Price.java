package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The price of one operation in one state of the price list. Immutable: the object that quoted a
 * call also settles it, whatever is reloaded in between.
 *
 * @param definition the price section as written, for public lists; shared, not to be changed
 * @param conditions what must hold before the formula applies
 */
public record Price(
    PriceVersion version, ObjectNode definition, PriceConditions conditions, Formula formula) {

  /**
   * The most that {@code input} can cost. The input fits the operation's schema.
   *
   * @throws GatewayException {@code price_not_set} when a unit, model or parameter has no price
   */
  public Quote quote(ObjectNode input) {
    PriceConditions.Applied applied = conditions.apply(input);
    Credits upperBound = formula.upperBound(applied.input());
    return new Quote(upperBound, applied.input(), applied.adjustments());
  }

  /**
   * What the served call costs. The caller never pays more than the quote for the same input; what
   * the provider reports beyond it is named apart.
   *
   * @param sent the quote's {@code inputToSend}
   * @param answer the provider's answer, before anything was redacted from it
   */
  public Charge settle(ObjectNode sent, JsonNode answer) {
    return formula.actual(sent, answer);
  }
}
