package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/**
 * Keeps one gateway key from taking a node for itself. Each node counts for itself. Every request
 * is counted where its key is authenticated, and a call of a tool once more where it is run: so
 * nothing gets past the limit, and reading leaves the calls theirs.
 */
public final class RateLimits {
  private final RateLimitSettings settings;
  private final TokenBuckets<KeyId> requests;
  private final TokenBuckets<KeyId> calls;
  private final TokenBuckets<AccountId> keyChecks;
  // Only keys with a call under way are in it.
  private final ConcurrentMap<KeyId, Integer> underWay = new ConcurrentHashMap<>();

  public RateLimits(RateLimitSettings settings, Ticker ticker) {
    this.settings = requireNonNull(settings, "settings");
    this.requests =
        new TokenBuckets<>(
            "all_requests_per_minute",
            settings.requestsPerMinute() + settings.readsPerMinute(),
            ticker);
    this.calls = new TokenBuckets<>("requests_per_minute", settings.requestsPerMinute(), ticker);
    this.keyChecks =
        new TokenBuckets<>("key_checks_per_minute", settings.keyChecksPerMinute(), ticker);
  }

  /**
   * Counts a request of whatever sort.
   *
   * @throws GatewayException {@code rate_limited}, {@code limit} is {@code all_requests_per_minute}
   */
  void count(KeyId key) {
    requests.take(key);
  }

  /**
   * Lets a call in. The caller closes the admission when it has been answered.
   *
   * @throws GatewayException {@code rate_limited}; the member {@code retry_after} says after how
   *     many seconds to try again, {@code limit} is {@code requests_per_minute} or {@code
   *     concurrent_requests}
   */
  public Admission enter(KeyId key) {
    Admission admission = begin(key);
    try {
      calls.take(key);
    } catch (GatewayException e) {
      admission.close();
      throw e;
    }
    return admission;
  }

  /**
   * Counts a provider key that is shown to its provider on registration, which tells whoever asks
   * whether it is good.
   *
   * @throws GatewayException {@code rate_limited}, {@code limit} is {@code key_checks_per_minute}
   */
  public void countKeyCheck(AccountId account) {
    keyChecks.take(account);
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
            throw TokenBuckets.tooMany("concurrent_requests", Duration.ofSeconds(1));
          }
          return before + 1;
        });
    return new Admission(key);
  }

  private void end(KeyId key) {
    underWay.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  /** A call that was let in. */
  public final class Admission implements AutoCloseable {
    private final KeyId key;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Admission(KeyId key) {
      this.key = key;
    }

    /** Makes room for another call; again does nothing. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        end(key);
      }
    }
  }
}
