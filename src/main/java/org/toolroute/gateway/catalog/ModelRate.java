package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The prices of one model: credits per million tokens.
 *
 * @param tiers dearer prices of long inputs
 */
public record ModelRate(BigDecimal input, BigDecimal output, List<Tier> tiers) {
  private static final int MILLION_DIGITS = 6;

  public ModelRate {
    tiers = List.copyOf(tiers);
  }

  /** The prices of the whole call when its input has more than so many tokens. */
  public record Tier(long aboveInputTokens, BigDecimal input, BigDecimal output) {}

  /** The cost of exactly these tokens. */
  BigDecimal cost(long inputTokens, long outputTokens) {
    Tier reached = new Tier(-1, input, output);
    for (Tier tier : tiers) {
      if (inputTokens > tier.aboveInputTokens()
          && tier.aboveInputTokens() > reached.aboveInputTokens()) {
        reached = tier;
      }
    }
    return sum(inputTokens, reached.input(), outputTokens, reached.output());
  }

  /** The most that up to so many tokens can cost, in whatever tier they end up. */
  BigDecimal costAtMost(long inputTokensMax, long outputTokensMax) {
    return sum(
        inputTokensMax,
        highest(inputTokensMax, input, Tier::input),
        outputTokensMax,
        highest(inputTokensMax, output, Tier::output));
  }

  private BigDecimal highest(
      long inputTokensMax, BigDecimal base, Function<Tier, BigDecimal> price) {
    return tiers.stream()
        .filter(tier -> inputTokensMax > tier.aboveInputTokens())
        .map(price)
        .reduce(base, BinaryOperator.maxBy(BigDecimal::compareTo));
  }

  private static BigDecimal sum(
      long inputTokens, BigDecimal inputRate, long outputTokens, BigDecimal outputRate) {
    return inputRate
        .multiply(BigDecimal.valueOf(inputTokens))
        .add(outputRate.multiply(BigDecimal.valueOf(outputTokens)))
        .movePointLeft(MILLION_DIGITS);
  }
}
