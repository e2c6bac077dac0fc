package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads a number from an input or an answer that nobody vouches for: a JSON number or decimal text,
 * not negative, of a size that is cheap to compute with.
 */
final class ReportedNumber {
  private static final int DIGITS_MAX = 18;

  private ReportedNumber() {}

  static Optional<BigDecimal> of(JsonNode node) {
    try {
      if (node.isString() && node.stringValue().length() <= DIGITS_MAX) {
        return bounded(new BigDecimal(node.stringValue()));
      }
      return node.isNumber()
          ? node.decimalValueOpt().flatMap(ReportedNumber::bounded)
          : Optional.empty();
    } catch (NumberFormatException notDecimal) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> bounded(BigDecimal number) {
    boolean small =
        number.precision() <= DIGITS_MAX
            && number.scale() <= DIGITS_MAX
            && (long) number.precision() - number.scale() <= DIGITS_MAX;
    return small && number.signum() >= 0 ? Optional.of(number) : Optional.empty();
  }
}
