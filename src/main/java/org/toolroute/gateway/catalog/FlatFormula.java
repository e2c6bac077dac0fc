package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The same for every call, or chosen by the input. */
public record FlatFormula(Rate rate) implements Formula {
  @Override
  public Credits upperBound(ObjectNode input) {
    return Credits.ceil(rate.of(input));
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    return new Charge(upperBound(input), "", false);
  }
}
