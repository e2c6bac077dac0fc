package org.toolroute.gateway.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.atomic.AtomicBoolean;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/**
 * Keeps one gateway key, and one account with all its keys, from taking a node for itself. Each
 * node counts for itself. Every request is counted where its key is authenticated, and a call of a
 * tool once more where it is run: so nothing gets past the limit, and reading leaves the calls
 * theirs.
 */
public final class RateLimits {
  private final TokenBuckets<KeyId> requests;
  private final TokenBuckets<KeyId> calls;
  private final TokenBuckets<AccountId> keyChecks;
  private final UnderWay<KeyId> ofKeys;
  private final UnderWay<Side> ofAccounts;

  public RateLimits(RateLimitSettings settings, Ticker ticker) {
    this.ofKeys = new UnderWay<>("concurrent_requests", settings.concurrentRequests());
    this.ofAccounts =
        new UnderWay<>("concurrent_requests_per_account", settings.concurrentRequestsPerAccount());
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
   *     many seconds to try again, {@code limit} is {@code requests_per_minute}, {@code
   *     concurrent_requests} or {@code concurrent_requests_per_account}
   */
  public Admission enter(Caller caller) {
    Admission admission = begin(caller);
    try {
      calls.take(caller.key());
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

  /** Keys and accounts with a call under way. */
  int underWay() {
    return ofKeys.size() + ofAccounts.size();
  }

  private Admission begin(Caller caller) {
    Side side = new Side(caller.account(), caller.environment());
    ofKeys.begin(caller.key());
    try {
      ofAccounts.begin(side);
    } catch (GatewayException e) {
      ofKeys.end(caller.key());
      throw e;
    }
    return new Admission(caller.key(), side);
  }

  /** An account where its money is real, or where it is not: neither is in the other's way. */
  private record Side(AccountId account, Environment environment) {}

  /** A call that was let in. */
  public final class Admission implements AutoCloseable {
    private final KeyId key;
    private final Side side;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Admission(KeyId key, Side side) {
      this.key = key;
      this.side = side;
    }

    /** Makes room for another call; again does nothing. */
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        ofKeys.end(key);
        ofAccounts.end(side);
      }
    }
  }
}
