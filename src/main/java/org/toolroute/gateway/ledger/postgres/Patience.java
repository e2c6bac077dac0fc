package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.toolroute.gateway.ledger.UnconfirmedSettlementException;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Repeats the capture of a call that was served while the database is out of reach. The statement
 * may have been carried out without a word of it coming back, so giving up means not to know what
 * was charged. Each caller is patient for itself, outside of any batch: others are not held up.
 */
final class Patience {
  private static final Duration PAUSE_MIN = Duration.ofMillis(25);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final Duration most;

  /**
   * @param most after which no further attempt is made
   */
  Patience(Duration most) {
    this.most = most;
  }

  /**
   * What the first attempt that is answered says.
   *
   * @throws UnconfirmedSettlementException when the patience is over
   * @throws GatewayException {@code ledger_unavailable} when the database refused, and had no
   *     attempt before that it did not answer
   */
  <T> T insist(CallId call, Supplier<T> attempt) {
    long start = System.nanoTime();
    boolean unconfirmed = false;
    for (Duration pause = PAUSE_MIN; ; pause = longer(pause)) {
      try {
        return attempt.get();
      } catch (OutOfReachException e) {
        unconfirmed = true;
      } catch (GatewayException e) {
        if (!unconfirmed) {
          throw e;
        }
      }
      Duration left = most.minusNanos(System.nanoTime() - start);
      if (!left.isPositive() || Thread.currentThread().isInterrupted()) {
        throw new UnconfirmedSettlementException(call);
      }
      pause(pause.compareTo(left) < 0 ? pause : left);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
  }

  /** Not all at once when the database comes back. */
  private static void pause(Duration most) {
    long nanos = most.toNanos();
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
  }
}
