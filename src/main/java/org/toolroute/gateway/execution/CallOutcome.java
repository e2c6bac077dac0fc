package org.toolroute.gateway.execution;

import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;

/** How a tool call ended; each protocol writes it in its own form. */
public sealed interface CallOutcome {

  CallId id();

  BillingReceipt billing();

  /** The provider served the call. */
  record Succeeded(CallId id, JsonNode result, BillingReceipt billing) implements CallOutcome {}

  /**
   * The call failed. Nothing was charged, unless the ledger could not confirm its settlement: then
   * the receipt says what stands in the books, or that only they can say.
   *
   * @param reached whether a byte of it may have reached the provider, so that repeating it is not
   *     the same as a first try
   */
  record Failed(CallId id, GatewayException problem, BillingReceipt billing, boolean reached)
      implements CallOutcome {}
}
