package org.toolroute.gateway.ledger.postgres;

import java.time.Duration;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;

/** The balance that a statement changes: statements of one lane are batched. */
record Lane(AccountId account, Environment environment) {
  /** More requests than this make a second batch: a statement must stay short. */
  static final int BATCH_MAX = 100;

  static Lane of(BilledCall call) {
    return new Lane(call.account(), call.environment());
  }

  static <Q, A> NaturalBatches<Lane, Q, A> batches(
      NaturalBatches.Runner<Lane, Q, A> runner, Duration maxWait) {
    return new NaturalBatches<>(runner, BATCH_MAX, maxWait);
  }
}
