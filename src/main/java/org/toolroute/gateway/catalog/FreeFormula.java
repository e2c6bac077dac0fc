package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Costs nothing. */
public record FreeFormula() implements Formula {
  @Override
  public Credits upperBound(ObjectNode input) {
    return Credits.ZERO;
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    return new Charge(Credits.ZERO, "", false);
  }
}
