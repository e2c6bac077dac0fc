package org.toolroute.gateway.secret.vault;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Tends the token in the background, from {@link #start} to {@link #close}. */
final class TokenRenewal implements AutoCloseable {
  /** Between attempts while the token cannot be renewed. */
  static final Duration RECOVERY = Duration.ofSeconds(5);

  /** For a token that never expires. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private static final Duration SOONEST = Duration.ofSeconds(1);

  private final TokenKeeper tokens;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("vault-token-renewal").daemon().factory());

  TokenRenewal(TokenKeeper tokens) {
    this.tokens = tokens;
  }

  /** Two thirds of the token's life, a little less each time so that nodes do not come together. */
  static Duration untilRenewal(VaultToken token) {
    if (!token.expires()) {
      return IDLE;
    }
    double share = ThreadLocalRandom.current().nextDouble(0.6, 2.0 / 3.0);
    Duration until = Duration.ofMillis((long) (token.ttl().toMillis() * share));
    return until.compareTo(SOONEST) < 0 ? SOONEST : until;
  }

  void start() {
    schedule(untilRenewal(tokens.current()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    tokens.revoke();
  }

  private void run() {
    Duration next = RECOVERY;
    try {
      next = tokens.tend();
    } finally {
      schedule(next);
    }
  }

  private void schedule(Duration delay) {
    try {
      var _ = thread.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The gateway is stopping, and the token is about to be revoked.
    }
  }
}
