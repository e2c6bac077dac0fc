package org.toolroute.gateway.catalog;

import java.time.Duration;

/**
 * How much of one provider the gateway uses at once, and when it stops trying.
 *
 * @param concurrentCallsMax calls under way at the same time
 * @param breakerFailurePercent share of failures that opens the breaker
 * @param breakerCallsMin calls that are looked at before it may open
 * @param breakerOpenFor how long it stays open before one call tries again
 */
public record UpstreamLimits(
    int concurrentCallsMax,
    int breakerFailurePercent,
    int breakerCallsMin,
    Duration breakerOpenFor) {

  public static final UpstreamLimits DEFAULTS =
      new UpstreamLimits(200, 50, 20, Duration.ofSeconds(15));
}
