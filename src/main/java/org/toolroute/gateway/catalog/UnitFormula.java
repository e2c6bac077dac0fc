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
    if (reportedAt.isEmpty()) {
      return charge(input, counted, false);
    }
    Optional<Long> reported =
        ReportedNumber.of(answer.at(reportedAt.get()))
            .filter(number -> number.signum() > 0 && number.stripTrailingZeros().scale() <= 0)
            .map(number -> Math.min(number.longValueExact(), counted));
    return charge(input, reported.orElse(counted), reported.isEmpty());
  }

  private Charge charge(ObjectNode input, long units, boolean estimated) {
    String name = unit == Unit.NUMBER ? member : unit.name().toLowerCase(Locale.ROOT);
    return new Charge(cost(input, units), name + "=" + units, estimated);
  }

  private long counted(ObjectNode input) {
    return unit.count(input.path(member));
  }

  private Credits cost(ObjectNode input, long units) {
    long blocks = Math.ceilDiv(units, (long) per);
    return BoundedCredits.ceil(rate.of(input).multiply(BigDecimal.valueOf(blocks)));
  }
}
