package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Locale;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The most that one gateway key may spend in a period.
 *
 * @param amount more than nothing, at most {@link Credits#MOVEMENT_MAX}
 */
public record Budget(Credits amount, Period period) {

  public Budget {
    requireNonNull(period, "period");
    if (amount.isZero() || amount.compareTo(Credits.MOVEMENT_MAX) > 0) {
      throw invalidAmount();
    }
  }

  /**
   * The budget that an operator writes.
   *
   * @param credits as decimal number of credits
   * @param period {@code day}, {@code month} or {@code total}
   * @throws GatewayException {@code invalid_request}
   */
  public static Budget parse(BigDecimal credits, String period) {
    // The bounds come first: rescaling a number with a huge exponent would take hours.
    if (credits.signum() <= 0
        || credits.compareTo(Credits.MOVEMENT_MAX.toDecimal()) > 0
        || credits.stripTrailingZeros().scale() > Credits.DECIMALS) {
      throw invalidAmount();
    }
    return new Budget(Credits.of(credits), Period.parse(period));
  }

  private static GatewayException invalidAmount() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST,
        "budget.amount must be more than 0, at most "
            + Credits.MOVEMENT_MAX
            + " credits, with at most "
            + Credits.DECIMALS
            + " decimals.");
  }

  /** When a budget starts anew, in UTC. */
  public enum Period {
    DAY,
    MONTH,
    /** Never. */
    TOTAL;

    /** {@code day}, {@code month} or {@code total}, as on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Period parse(String text) {
      for (Period period : values()) {
        if (period.wireName().equals(text)) {
          return period;
        }
      }
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "budget.period must be day, month or total.");
    }
  }
}
