package org.toolroute.gateway.ledger;

import java.time.Duration;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The callers' idempotency keys: one request runs once, and its outcome is kept for {@link
 * #KEPT_FOR}. A key belongs to an account and an environment; nobody else's use of the same text
 * matters.
 *
 * <p>Every method throws {@link GatewayException} {@code ledger_unavailable} when the database
 * cannot answer.
 */
public interface IdempotencyKeys {
  Duration KEPT_FOR = Duration.ofHours(24);

  /** Names one use of one key. */
  record Use(AccountId account, Environment environment, String key, CallId call) {}

  /**
   * Claims the key for a call, in one statement: of any number of simultaneous claims exactly one
   * gets it.
   *
   * @param requestHash SHA-256 of what was asked for
   * @param lease how long the call may run; when it is over without an outcome, its gateway died
   * @param repeatable the operation only reads, so a call whose gateway died may simply run again
   */
  IdempotencyClaim claim(Use use, byte[] requestHash, Duration lease, boolean repeatable);

  /** Keeps the outcome; later claims of the same request get it. */
  void complete(Use use, byte[] outcome);

  /** Gives the key back: nothing reached the provider, so trying again is a first try. */
  void abandon(Use use);

  /**
   * Removes keys whose time is over.
   *
   * @return how many
   */
  int removeExpired();
}
