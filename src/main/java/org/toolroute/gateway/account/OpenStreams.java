package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Counts the streams that callers listen on, so that no key, no account and not all of them
 * together take the connections that calls need. Apart from {@link RateLimits}: whoever listens for
 * a change must be able to send what brings it. Each node counts for itself.
 */
public final class OpenStreams {
  private static final int RETRY_AFTER_SECONDS = 5;

  private final StreamLimitSettings limits;
  private final ReentrantLock lock = new ReentrantLock();
  // Only those with an open stream are in them.
  private final Map<KeyId, Integer> ofKey = new HashMap<>();
  private final Map<AccountId, Integer> ofAccount = new HashMap<>();
  private int all;

  public OpenStreams(StreamLimitSettings limits) {
    this.limits = requireNonNull(limits, "limits");
  }

  /**
   * Makes room for a stream. The caller closes it when the stream has ended.
   *
   * @throws GatewayException {@code rate_limited}; the member {@code limit} is {@code
   *     streams_per_key}, {@code streams_per_account} or {@code streams_per_gateway}
   */
  public Place open(Caller caller) {
    lock.lock();
    try {
      requireRoom("streams_per_key", ofKey.getOrDefault(caller.key(), 0), limits.perKey());
      requireRoom(
          "streams_per_account", ofAccount.getOrDefault(caller.account(), 0), limits.perAccount());
      requireRoom("streams_per_gateway", all, limits.perGateway());
      ofKey.merge(caller.key(), 1, Integer::sum);
      ofAccount.merge(caller.account(), 1, Integer::sum);
      all++;
    } finally {
      lock.unlock();
    }
    return new Place(caller);
  }

  /** How many are open. */
  public int count() {
    lock.lock();
    try {
      return all;
    } finally {
      lock.unlock();
    }
  }

  private static void requireRoom(String limit, int open, int most) {
    if (open >= most) {
      throw new GatewayException(
          ErrorCode.RATE_LIMITED,
          "Too many streams are open; close one first.",
          JsonNodeFactory.instance
              .objectNode()
              .put("limit", limit)
              .put("retry_after", RETRY_AFTER_SECONDS));
    }
  }

  private static <T> void oneLess(Map<T, Integer> counts, T whose) {
    counts.computeIfPresent(whose, (_, count) -> count == 1 ? null : count - 1);
  }

  /** The room of one stream. */
  public final class Place implements AutoCloseable {
    private final Caller caller;
    private boolean closed;

    private Place(Caller caller) {
      this.caller = caller;
    }

    /** Makes room for another stream; again does nothing. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          oneLess(ofKey, caller.key());
          oneLess(ofAccount, caller.account());
          all--;
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
