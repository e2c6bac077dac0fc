package org.toolroute.gateway.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.JsonNodeFactory;

/** One limit per minute for each of many subjects, told as an error of the registry. */
final class TokenBuckets<K> {
  private static final int SUBJECTS_MAX = 100_000;

  /** A bucket that rested for a minute is full: a new one is as good. */
  private static final Duration BUCKET_KEPT = Duration.ofMinutes(2);

  private final String limit;
  private final LoadingCache<K, Bucket> buckets;

  /**
   * @param limit names it in refusals
   */
  TokenBuckets(String limit, int perMinute, Ticker ticker) {
    this.limit = limit;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(SUBJECTS_MAX)
            .expireAfterAccess(BUCKET_KEPT)
            .ticker(ticker)
            .build(_ -> newBucket(perMinute, ticker));
  }

  /**
   * Takes one token of {@code subject}.
   *
   * @throws GatewayException {@code rate_limited} when there is none
   */
  void take(K subject) {
    ConsumptionProbe probe = buckets.get(subject).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw tooMany(limit, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  /** What is thrown where a limit of that name is reached. */
  static GatewayException tooMany(String limit, Duration wait) {
    long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    return new GatewayException(
        ErrorCode.RATE_LIMITED,
        "Too many requests; \"limit\" says of which sort.",
        JsonNodeFactory.instance.objectNode().put("limit", limit).put("retry_after", seconds));
  }

  private static Bucket newBucket(int perMinute, Ticker ticker) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(new TickerMeter(ticker))
        .build();
  }

  private record TickerMeter(Ticker ticker) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return ticker.read();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
