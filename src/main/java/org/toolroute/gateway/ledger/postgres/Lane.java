package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import org.toolroute.gateway.ledger.BilledCall;

/**
 * Statements of one lane run one after the other, and what comes meanwhile makes up the next. The
 * lanes are few, so that calls of different accounts share a statement; an account keeps to one, so
 * that its statements do not wait for each other in the database.
 */
record Lane(int number) {
  /** So that not all calls wait for one slow statement. */
  static final int COUNT = 2;

  /** More requests than this make a second batch: a statement must stay short. */
  static final int BATCH_MAX = 100;

  static Lane of(BilledCall call) {
    return new Lane(Math.floorMod(call.account().hashCode(), COUNT));
  }

  static <Q, A> NaturalBatches<Lane, Q, A> batches(
      NaturalBatches.Runner<Lane, Q, A> runner, Duration maxWait) {
    return new NaturalBatches<>(runner, BATCH_MAX, maxWait);
  }
}
