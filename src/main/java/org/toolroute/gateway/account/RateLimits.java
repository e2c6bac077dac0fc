package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keeps one gateway key from taking a node for itself. Each node counts for itself. */
public final class RateLimits {
  private static final int KEYS_MAX = 100_000;

  /** A bucket that rested for a minute is full: a new one is as good. */
  private static final Duration BUCKET_KEPT = Duration.ofMinutes(2);

  private final RateLimitSettings settings;
  private final LoadingCache<KeyId, Bucket> buckets;
  // Only keys with a request under way are in it.
  private final ConcurrentMap<KeyId, Integer> underWay = new ConcurrentHashMap<>();

  public RateLimits(RateLimitSettings settings, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings");
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterAccess(BUCKET_KEPT)
            .ticker(ticker)
            .build(_ -> newBucket(settings.requestsPerMinute(), ticker));
  }

  /**
   * Lets a request in. The caller closes the admission when the request has been answered.
   *
   * @throws GatewayException {@code rate_limited}; the member {@code retry_after} says after how
   *     many seconds to try again, {@code limit} is {@code requests_per_minute} or {@code
   *     concurrent_requests}
   */
  public Admission enter(KeyId key) {
    Admission admission = begin(key);
    ConsumptionProbe probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      admission.close();
      throw tooMany("requests_per_minute", Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    return admission;
  }

  /** Keys with a request under way. */
  int keysUnderWay() {
    return underWay.size();
  }

  private Admission begin(KeyId key) {
    underWay.compute(
        key,
        (_, count) -> {
          int before = count == null ? 0 : count;
          if (before >= settings.concurrentRequests()) {
            throw tooMany("concurrent_requests", Duration.ofSeconds(1));
          }
          return before + 1;
        });
    return new Admission(key);
  }

  private void end(KeyId key) {
    underWay.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  private static GatewayException tooMany(String limit, Duration wait) {
    long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    return new GatewayException(
        ErrorCode.RATE_LIMITED,
        "This gateway key sends too many requests.",
        JsonNodeFactory.instance.objectNode().put("limit", limit).put("retry_after", seconds));
  }

  private static Bucket newBucket(int perMinute, Ticker ticker) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(new TickerMeter(ticker))
        .build();
  }

  /** A request that was let in. */
  public final class Admission implements AutoCloseable {
    private final KeyId key;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Admission(KeyId key) {
      this.key = key;
    }

    /** Makes room for another request; again does nothing. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        end(key);
      }
    }
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
