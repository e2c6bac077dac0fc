package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.shared.Credits;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rate for every started block of units of the input.
 *
 * @param member the input member in which the units are counted
 * @param per units in a block
 * @param reportedAt where the provider reports the units that it used, when it does; zero means
 *     that it does not know yet
 */
public record UnitFormula(
    Unit unit, String member, int per, Rate rate, Optional<JsonPointer> reportedAt)
    implements Formula {

  @Override
  public Credits upperBound(ObjectNode input) {
    return cost(input, counted(input));
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    long counted = counted(input);
    Credits most = cost(input, counted);
    return reportedAt
        .flatMap(at -> ReportedNumber.of(answer.at(at)))
        .filter(number -> number.signum() > 0 && number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::longValueExact)
        .map(reported -> Charge.reported(exactCost(input, reported), most, named(reported)))
        .orElseGet(() -> new Charge(most, named(counted), reportedAt.isPresent()));
  }

  private String named(long units) {
    return (unit == Unit.NUMBER ? member : unit.name().toLowerCase(Locale.ROOT)) + "=" + units;
  }

  private long counted(ObjectNode input) {
    return unit.count(input.path(member));
  }

  private Credits cost(ObjectNode input, long units) {
    return BoundedCredits.ceil(exactCost(input, units));
  }

  private BigDecimal exactCost(ObjectNode input, long units) {
    long blocks = Math.ceilDiv(units, (long) per);
    return rate.of(input).multiply(BigDecimal.valueOf(blocks));
  }
}
