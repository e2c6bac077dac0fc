package org.toolroute.gateway.execution;

import java.time.Duration;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.ledger.IdempotencyClaim;
import org.toolroute.gateway.ledger.IdempotencyKeys;
import org.toolroute.gateway.ledger.IdempotencyKeys.Use;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;

/**
 * Binds the idempotency key of a request with several calls to the first calls that came with it.
 * What has become of each call is kept under the call's own key; nothing but a fingerprint of all
 * is kept here, for {@link IdempotencyKeys#KEPT_FOR}.
 */
public final class BoundKeys {
  private static final String ASKED = "several calls";

  private final IdempotencyKeys keys;

  BoundKeys(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /**
   * Lets the request go on when its calls are the first or the same ones.
   *
   * @param key names the request; no call may have the same
   * @param calls all that is asked for; the order of an object's members does not count
   * @throws GatewayException {@code idempotency_mismatch}, {@code ledger_unavailable}
   */
  public void bind(Caller caller, String key, JsonNode calls) {
    Use use = new Use(caller.account(), caller.environment(), key, CallId.next());
    IdempotencyClaim claim = keys.claim(use, Fingerprint.of(ASKED, calls), Duration.ZERO, false);
    switch (claim) {
      case IdempotencyClaim.Mismatch _ -> throw OnceOnly.mismatch();
      // Never completed, so a repetition finds it open, or its lease over.
      case IdempotencyClaim.Claimed _,
          IdempotencyClaim.InProgress _,
          IdempotencyClaim.OutcomeUnknown _,
          IdempotencyClaim.Done _ -> {}
    }
  }
}
