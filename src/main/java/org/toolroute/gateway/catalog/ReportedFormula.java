package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import org.toolroute.gateway.shared.Credits;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the provider says that the call cost, times a rate; for the caller never more than a bound
 * that the input gives.
 *
 * @param at where the answer has the cost, in the provider's own unit
 * @param rate credits for one such unit
 */
public record ReportedFormula(JsonPointer at, BigDecimal rate, Formula bound) implements Formula {
  @Override
  public Credits upperBound(ObjectNode input) {
    return bound.upperBound(input);
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    Credits most = upperBound(input);
    return ReportedNumber.of(answer.at(at))
        .map(reported ->
            Charge.reported(reported.multiply(rate), most, "reported=" + reported.toPlainString()))
        .orElseGet(() -> new Charge(most, bound.actual(input, answer).units(), true));
  }
}
