package org.toolroute.gateway.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A non-negative amount of credits, held as whole micro-credits (1 credit = 1 USD = 1,000,000
 * micro-credits). Directions are in the names of movements, never in a sign.
 */
public record Credits(long micros) implements Comparable<Credits> {
  /** Digits after the decimal point on the wire. */
  public static final int DECIMALS = 6;

  /** The largest amount that one movement may name: one million credits. */
  public static final Credits MOVEMENT_MAX = new Credits(1_000_000_000_000L);

  public static final Credits ZERO = new Credits(0);

  private static final int DECIMALS_SHOWN_MIN = 2;

  public Credits {
    if (micros < 0) {
      throw new IllegalArgumentException("credits are never negative");
    }
  }

  /**
   * The amount that a decimal number of credits names.
   *
   * @throws ArithmeticException when it has more than six decimals or does not fit
   * @throws IllegalArgumentException when it is negative
   */
  public static Credits of(BigDecimal credits) {
    return new Credits(
        credits
            .setScale(DECIMALS, RoundingMode.UNNECESSARY)
            .movePointRight(DECIMALS)
            .longValueExact());
  }

  /** The smallest amount that is not less than {@code credits}: prices round up, once, here. */
  public static Credits ceil(BigDecimal credits) {
    return new Credits(
        credits.setScale(DECIMALS, RoundingMode.CEILING).movePointRight(DECIMALS).longValueExact());
  }

  public Credits plus(Credits other) {
    return new Credits(Math.addExact(micros, other.micros));
  }

  /** The difference; {@code other} must not be larger. */
  public Credits minus(Credits other) {
    return new Credits(Math.subtractExact(micros, other.micros));
  }

  public boolean isZero() {
    return micros == 0;
  }

  public Credits min(Credits other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The decimal number of credits for the wire: {@code 0}, {@code 42.50}, {@code 0.000125}. */
  public BigDecimal toDecimal() {
    if (micros == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
    return exact.scale() < DECIMALS_SHOWN_MIN ? exact.setScale(DECIMALS_SHOWN_MIN) : exact;
  }

  @Override
  public int compareTo(Credits other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return toDecimal().toPlainString();
  }
}
