package org.toolroute.gateway.account;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Calls under way, counted for each of those who may have so many.
 *
 * @param <K> who
 */
final class UnderWay<K> {
  private final String limit;
  private final int most;
  // Only who has a call under way is in it.
  private final ConcurrentMap<K, Integer> counts = new ConcurrentHashMap<>();

  /**
   * @param limit names it in refusals
   */
  UnderWay(String limit, int most) {
    this.limit = limit;
    this.most = most;
  }

  /**
   * Counts a call.
   *
   * @throws GatewayException {@code rate_limited} when there are as many as may be
   */
  void begin(K who) {
    counts.compute(
        who,
        (_, count) -> {
          int before = count == null ? 0 : count;
          if (before >= most) {
            throw TokenBuckets.tooMany(limit, Duration.ofSeconds(1));
          }
          return before + 1;
        });
  }

  void end(K who) {
    counts.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
  }

  /** How many have a call under way. */
  int size() {
    return counts.size();
  }
}
