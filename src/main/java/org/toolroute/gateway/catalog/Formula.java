package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a price is computed from an input and an answer. */
public sealed interface Formula
    permits FreeFormula, FlatFormula, UnitFormula, TokenFormula, ReportedFormula, UnpricedFormula {
  /**
   * The most that the input can cost.
   *
   * @throws GatewayException {@code price_not_set}
   */
  Credits upperBound(ObjectNode input);

  /** What the answer to {@code input} costs; the caller pays at most {@link #upperBound}. */
  Charge actual(ObjectNode input, JsonNode answer);
}
