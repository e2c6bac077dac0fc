package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Has no price: the operation runs with own keys only. */
public record UnpricedFormula() implements Formula {
  @Override
  public Credits upperBound(ObjectNode input) {
    throw new PriceNotSetException("this operation has no price");
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    throw new PriceNotSetException("this operation has no price");
  }
}
